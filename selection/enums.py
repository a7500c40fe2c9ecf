"""The words of selection and suitability: seats, outcomes, opinions."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.enums import Capacity
from mobility.enums import Stage


class Role(models.TextChoices):
    """What a person is in the committee of one call."""

    CHAIR = "chair", _("chair")
    DEPUTY = "deputy", _("deputy chair")
    MEMBER = "member", _("member")


LEADS = (Role.CHAIR, Role.DEPUTY)


class Ground(models.TextChoices):
    """Why somebody is in conflict with an application, as the facts or they themselves say."""

    APPLIES = "applies", _("applies in this call")
    SUPERIOR = "superior", _("heads the applicant’s unit")
    SUBORDINATE = "subordinate", _("works in a unit that the applicant heads")
    SAME_UNIT = "same_unit", _("works in the applicant’s unit")
    TRAVELS_ALONG = "travels_along", _("goes to the same host at the same time")
    DECLARED = "declared", _("declared a conflict of interest")


class Dealing(models.TextChoices):
    """Who gets which application to score."""

    EVERYONE = "everyone", _("every member scores every application")
    AT_RANDOM = "at_random", _("drawn by lot, each about equally many")
    BY_HAND = "by_hand", _("by hand")


class OwnUnit(models.TextChoices):
    """Whether members score the applications of the unit in which they work."""

    ANY = "any", pgettext_lazy("own unit", "makes no difference")
    NEVER = "never", pgettext_lazy("own unit", "never")
    ALWAYS = "always", pgettext_lazy("own unit", "only those")


class SheetState(models.TextChoices):
    """How far an assessor's sheet is. Abstained, put off, begun and never touched are four different things."""

    UNTOUCHED = "untouched", pgettext_lazy("sheet", "to score")
    DRAFT = "draft", pgettext_lazy("sheet", "draft")
    PUT_OFF = "put_off", pgettext_lazy("sheet", "put off")
    HANDED_IN = "handed_in", pgettext_lazy("sheet", "handed in")
    ABSTAINED = "abstained", pgettext_lazy("sheet", "abstained")

    @property
    def tone(self) -> str:
        return {"untouched": "soon", "handed_in": "lead"}.get(self.value, "")


class TablePart(models.TextChoices):
    """Which of the applications at a meeting's table are looked at: a wide spread asks to look again, until settled."""

    ALL = "", _("All")
    AGAIN = "again", _("Look again")
    SETTLED = "settled", _("Settled")


class Outcome(models.TextChoices):
    """What the committee decides about an application."""

    AWARD = "award", pgettext_lazy("outcome", "Award a place")
    RESERVE = "reserve", pgettext_lazy("outcome", "Place on the reserve list")
    REFUSE = "refuse", pgettext_lazy("outcome", "Do not select")

    @property
    def result(self) -> str:
        """What is told once it is decided: the stage in which the mobility then stands."""
        stage = {"award": Stage.AWARDED, "reserve": Stage.RESERVE, "refuse": Stage.REFUSED}[self.value]
        return str(stage.label)


class Cause(models.TextChoices):
    """Why a decision was taken: by the committee, because a place or a grant became free, or after an appeal."""

    COMMITTEE = "committee", _("by the committee")
    MOVED_UP = "moved_up", _("moved up from the reserve list")
    GRANT = "grant", _("a grant came free")
    APPEAL = "appeal", _("after an appeal")


class OrderEnd(models.TextChoices):
    """How the committee's order of equals came to its end."""

    REPLACED = "replaced", pgettext_lazy("order of equals", "replaced by a new one")
    DROPPED = "dropped", pgettext_lazy("order of equals", "dropped: they are not equal any more")


class PenaltyCause(models.TextChoices):
    """For what points are taken off in later calls."""

    DECLINED = "declined", _("the place was declined after the free days")
    LAPSED = "lapsed", _("the place was not confirmed in time")
    NOT_TRAVELLED = "not_travelled", _("the place was kept and the mobility did not take place")


class AppealGround(models.TextChoices):
    """What a participant objects to."""

    PROCEDURE = "procedure", _("The procedure was not kept to")
    FACTS = "facts", _("A fact about me or my application is wrong")
    POINTS = "points", _("The points do not follow from the criteria")
    CONFLICT = "conflict", _("Somebody who decided was in a conflict of interest")
    OTHER = "other", _("Something else")


class AppealOutcome(models.TextChoices):
    """What became of an appeal: decided by the panel, or settled because a place was awarded or given up meanwhile."""

    UPHELD = "upheld", pgettext_lazy("appeal", "upheld")
    REJECTED = "rejected", pgettext_lazy("appeal", "rejected")
    SETTLED = "settled", pgettext_lazy("appeal", "settled")


class Relief(models.TextChoices):
    """What a panel can decide: the appeal is rejected, or upheld and this follows."""

    REJECT = "reject", _("Reject the appeal: the decision stands")
    AWARD = "award", _("Uphold it: award a place")
    RESERVE = "reserve", _("Uphold it: another place on the reserve list")
    ADMIT = "admit", _("Uphold it: the application takes part and goes to the committee")


class Looked(models.TextChoices):
    """What the office says of a fact: of one that the applicant stated, or out of a register of its own."""

    ACCEPTED = "accepted", _("shown by the paper")
    CORRECTED = "corrected", _("corrected")
    NOT_PROVEN = "not_proven", _("not shown")
    ENTERED = "entered", _("entered by the office")


class Verdict(models.TextChoices):
    """What the three-member body and each of its members say about a training (Priloga 1)."""

    FITS = "fits", _("fits")
    CHANGES = "changes", _("fits with changes")
    NOT = "not", _("does not fit")


MOVE_OF = {Outcome.AWARD: "award", Outcome.RESERVE: "place_on_reserve", Outcome.REFUSE: "refuse"}

# In which somebody who holds a place can still be given a grant: its agreement is signed before the stay begins.
BEFORE_LEAVING = (Stage.AWARDED, Stage.PREPARING, Stage.READY)
# The three-member body (domain: Priloga 1, fields 19 to 21) and who stands in for one who may not judge.
BODY = (Capacity.HEAD, Capacity.FACULTY_OFFICE, Capacity.SECRETARY)
SUBSTITUTE = Capacity.DEAN


class DividedBy(models.TextChoices):
    """By which way a university gives places to the calls of its faculties (selection.engine.shares.Way)."""

    NUMBER = "number", _("by the number of eligible applications")
    EQUAL = "equal", _("equally many for each, the rest where most is lacking")
    POINTS = "points", _("one order of all applications, by their points")
    RANK = "rank", _("the first of each faculty, then the second of each, and so on")
    FIXED = "fixed", _("by fixed shares")
