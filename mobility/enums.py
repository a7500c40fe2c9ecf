"""The words of the procedure: stages, duties, papers, forms of training."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Action(models.TextChoices):
    """The action of the Programme that pays (domain: Programme Guide, KA131 and KA171)."""

    KA131 = "KA131", "KA131"
    KA171 = "KA171", "KA171"


# Physical days without travel (Programme Guide, staff mobility): shortest by action, longest for both.
SHORTEST_DAYS = {Action.KA131: 2, Action.KA171: 5}
LONGEST_DAYS = 60


class Stage(models.TextChoices):
    """Where a mobility stands. Few on purpose: what can run side by side is a duty."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("To be checked")
    SENT_BACK = "sent_back", _("Sent back")
    INELIGIBLE = "ineligible", _("Ineligible")
    UNDER_ASSESSMENT = "under_assessment", _("In assessment")
    RESERVE = "reserve", _("Reserve list")
    REFUSED = "refused", _("Not selected")
    AWARDED = "awarded", _("Awarded")
    PREPARING = "preparing", _("Preparation")
    READY = "ready", _("Ready")
    RETURNED = "returned", _("After return")
    COMPLETED = "completed", _("To recognise")
    RECOGNISED = "recognised", _("Recognised")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DECLINED = "declined", _("Declined")
    CANCELLED = "cancelled", _("Cancelled")


ENDED = frozenset(
    {Stage.INELIGIBLE, Stage.REFUSED, Stage.CLOSED, Stage.WITHDRAWN, Stage.DECLINED, Stage.CANCELLED}
)
# Stages in which a mobility takes up its person's calendar (no other mobility may overlap).
BINDING = frozenset({Stage.AWARDED, Stage.PREPARING, Stage.READY, Stage.RETURNED, Stage.COMPLETED,
                     Stage.RECOGNISED, Stage.CLOSED})  # fmt: skip


class Phase(models.TextChoices):
    """Which part of the way a duty belongs to; the last required one met moves the mobility on."""

    SELECTION = "selection", _("selection")
    BEFORE = "before", _("before departure")
    AFTER = "after", _("after return")
    RECOGNITION = "recognition", _("recognition")
    EFFECTS = "effects", _("effects")


class DutyKind(models.TextChoices):
    """What somebody owes. The label says it to whoever owes it."""

    COMPLETE = "complete", _("Complete the application")
    CHECK = "check", _("Check the application for completeness")
    SCORE = "score", _("Score the application")
    CONFIRM_PLACE = "confirm_place", _("Confirm the place")
    NAME_PANEL = "name_panel", _("Name the panel for the appeal")
    HEAR_APPEAL = "hear_appeal", _("Decide on the appeal")
    OPINION = "opinion", _("Give your opinion on suitability")
    DECIDE_SUITABILITY = "decide_suitability", _("Decide on suitability")
    ADAPT = "adapt", _("Adapt the plan to the conditions")
    SIGN = "sign", _("Sign the mobility agreement")
    ANSWER = "answer", _("Answer the host’s proposal")
    ENTER_GRANT = "enter_grant", _("Enter the grant")
    SIGN_GRANT = "sign_grant", _("Sign the grant agreement")
    CERTIFICATE = "certificate", _("Upload the certificate of attendance")
    SURVEY = "survey", _("Complete the EU Survey")
    REPORT = "report", _("Write the content report")
    ACCEPT_REPORT = "accept_report", _("Accept the content report")
    ACCEPT_CERTIFICATE = "accept_certificate", _("Check the certificate of attendance")
    RECOGNISE = "recognise", _("Record the mobility in the personnel file")
    DISSEMINATE = "disseminate", _("Share what you learnt")
    FOLLOW_UP = "follow_up", _("Tell what has come of it")


class Party(models.TextChoices):
    """The three parties of the Mobility Agreement for Training."""

    PARTICIPANT = "participant", _("Participant")
    HOME = "home", _("Sending institution")
    HOST = "host", _("Receiving institution")


class SigningOrder(models.TextChoices):
    """In which order the parties sign; seed 000 §5 asks for three signatures beforehand, and for no order."""

    ANY = "any", _("in any order; the host is asked when the other two have signed")
    IN_TURN = "in_turn", _("one after the other: participant, sending institution, host")
    HOST_FIRST = "host_first", _("one after the other: participant, host, sending institution")


class HomeSigner(models.TextChoices):
    """Who signs for the sending institution."""

    DEAN = "dean", _("the dean; where no dean can, the university’s office")
    OFFICE = "office", _("the university’s office; where nobody of it can, the dean")


class Reconfirm(models.TextChoices):
    """When the suitability of a plan that changed is confirmed anew."""

    ALWAYS = "always", _("after every change")
    CONTENT = "content", _("when what is done changes, or in which unit of the host")
    NEVER = "never", _("never: the first confirmation stands")


class SigningWay(models.TextChoices):
    """How a signature was given (docs/signatures.md says what each proves)."""

    SIGNED_IN = "signed_in", _("signed in with their own account")
    LINK = "link", _("by a personal link sent by e-mail")
    OUTSIDE = "outside", _("outside, with a certificate, in the file itself")
    SCAN = "scan", _("in ink on paper, kept as a scan")


class RunAct(models.TextChoices):
    """What a task over many agreements may do to each of them."""

    WRITE = "write", _("Write the agreement where there is none yet, or the plan has changed since")
    ASK = "ask", _("Ask the host to sign where only its signature is missing and no link is open")
    REMIND = "remind", _("Remind whoever has owed a signature for longer")
    COLLECT = "collect", _("Collect the signed agreements in one file (ZIP)")


class LineState(models.TextChoices):
    """What became of one mobility in such a task."""

    WAITING = "waiting", _("Waiting")
    DONE = "done", _("Done")
    NOTHING = "nothing", _("Nothing to do")
    REFUSED = "refused", _("Not possible")
    LEFT = "left", _("Left for later")
    FAILED = "failed", _("Failed")


class Standing(models.TextChoices):
    """Where the agreement of a mobility in preparation stands (mobility.agreement_standing computes it)."""

    UNWRITTEN = "unwritten", _("not written yet")
    DECLINED = "declined", _("declined by a party")
    LAPSED = "lapsed", _("not signed in time")
    CHANGED = "changed", _("the plan has changed since")
    PROPOSAL = "proposal", _("the host proposes changes")
    PARTICIPANT = "participant", _("waits for the participant")
    SUITABILITY = "suitability", _("waits for suitability")
    HOME = "home", _("waits for the sending institution")
    UNKNOWN = "unknown", _("waits for the host: no address")
    TO_ASK = "to_ask", _("waits for the host: not asked")
    ASKED = "asked", _("waits for the host: asked")
    EXPIRED = "expired", _("waits for the host: link expired")
    CLOSED = "closed", _("waits for the host: link closed by hand")
    SIGNED = "signed", _("signed by all")


class ReceivedKind(models.TextChoices):
    """What a paper that came from outside is."""

    SIGNED_FILE = "signed_file", _("agreement signed outside with a certificate")
    INK_SCAN = "ink_scan", _("scan of the agreement signed in ink")
    OTHER = "other", _("other paper")


class DocumentKind(models.TextChoices):
    """Papers that are issued as PDF."""

    RECEIPT = "receipt", _("Receipt of the application")
    INELIGIBLE = "ineligible", _("Decision on eligibility")
    DECISION = "decision", _("Decision on selection")
    APPEAL = "appeal", _("Decision on the appeal")
    SUITABILITY = "suitability", _("Confirmation of suitability (Annex 1)")
    AGREEMENT = "agreement", _("Mobility agreement")
    AGREEMENT_TO_SIGN = "agreement_to_sign", _("Mobility Agreement, copy to be signed")
    GRANT = "grant", _("Grant agreement")
    DEPARTURE = "departure", _("Departure pack")
    CERTIFICATE = "certificate", _("Certificate of attendance")
    CONTENT_REPORT = "content_report", _("Content report (Annex 2)")
    RECOGNITION = "recognition", _("Recognition record")
    INTERVIEW = "interview", _("Page for the annual interview")
    EUROPASS = "europass", _("Data for Europass Mobility")


class TextPlace(models.TextChoices):
    """Where a member faculty's own text stands on a paper."""

    OPENING = "opening", _("Before the contents")
    CLOSING = "closing", _("After the contents")


class TrainingForm(models.TextChoices):
    """Forms of training (seed 000, chapter 2). A conference alone is never a training."""

    JOB_SHADOWING = "job_shadowing", _("job shadowing")
    STT_WEEK = "stt_week", _("staff training week")
    WORKSHOP = "workshop", _("workshop")
    COURSE = "course", _("course")
    VISIT_HEI = "visit_hei", _("working visit to a higher education institution")
    VISIT_ORGANISATION = "visit_organisation", _("working visit to an organisation or enterprise")
    CONFERENCE = "conference", _("conference")


class LanguageLevel(models.TextChoices):
    """Levels of the Common European Framework of Reference."""

    A1 = "A1", "A1"
    A2 = "A2", "A2"
    B1 = "B1", "B1"
    B2 = "B2", "B2"
    C1 = "C1", "C1"
    C2 = "C2", "C2"


class TeachingLevel(models.TextChoices):
    """At which level the staff member teaches (the Commission's form for teaching; levels of the EQF)."""

    SHORT = "short", _("short cycle (EQF level 5)")
    BACHELOR = "bachelor", _("bachelor or equivalent first cycle (EQF level 6)")
    MASTER = "master", _("master or equivalent second cycle (EQF level 7)")
    DOCTORAL = "doctoral", _("doctoral or equivalent third cycle (EQF level 8)")


class Need(models.TextChoices):
    """Where the need for the training is written down (domain: Priloga 1, field 9)."""

    DEVELOPMENT_PLAN = "development_plan", _("individual development plan")
    ANNUAL_INTERVIEW = "annual_interview", _("goal of the annual interview")
    UNIT_PLAN = "unit_plan", _("plan of the unit")
    STRATEGY = "strategy", _("strategy of the faculty or university")


class EffectOn(models.TextChoices):
    """On whom an effect is expected."""

    WORK = "work", _("own work")
    UNIT = "unit", pgettext_lazy("effect on", "the unit")
    FACULTY = "faculty", pgettext_lazy("effect on", "the faculty")
    UNIVERSITY = "university", pgettext_lazy("effect on", "the university")


class DisseminationKind(models.TextChoices):
    """Ways of dissemination (seed 000, chapter 8)."""

    UNIT_TALK = "unit_talk", _("presentation in the department")
    COLLEGIUM = "collegium", _("presentation at the faculty collegium")
    COORDINATORS = "coordinators", _("presentation at the coordinators’ meeting")
    WORKSHOP = "workshop", _("seminar or workshop")
    BULLETIN = "bulletin", _("article in the e-bulletin")
    WEBSITE = "website", _("article on the website or intranet")
    GOOD_PRACTICE = "good_practice", _("sharing good practice with other faculties")


class SuitabilityAt(models.TextChoices):
    """When the three-member body is asked."""

    SUBMISSION = "submission", _("at submission")
    ACCEPTANCE = "acceptance", _("after the place is confirmed")


class CriterionKind(models.TextChoices):
    """Judged by people on anchored levels, or computed by a rule over facts; never both."""

    JUDGED = "judged", _("judged by the committee")
    COMPUTED = "computed", _("computed by rule")


class PointRule(models.TextChoices):
    """The rules that give computed points (domain: scoring sheet)."""

    ROTATION = "rotation", _("past mobilities")
    LANGUAGE = "language", _("language level")
