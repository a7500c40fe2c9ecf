"""What the hosts of the demonstration do in their rooms: propose a change, certify a stay, say how it was."""

from datetime import datetime
from typing import Any

from demo.walk import Walker
from members.actor import host
from mobility import agreements, proposals
from mobility.host_enums import LinkPurpose
from mobility.models import HostLink
from mobility.operations.host_room import name_mentor
from mobility.operations.proposals import propose_changes
from mobility.programme import TRAINING
from mobility.queries import submitted_application
from reporting import operations as reporting
from reporting.certificate_text import Stay
from reporting.host_enums import Again, GoalResult, Rating
from reporting.queries import agreed_goals
from reporting.taught import agreed_hours

NAME, FUNCTION = "Anna Gruber", "Staff mobility coordinator"


def propose(walker: Walker, when: datetime) -> None:
    """The host would show something else on the second day, and names who looks after the guest."""

    def act() -> None:
        link = _link(walker, LinkPurpose.SIGN)
        mobility, application = link.agreement.mobility, submitted_application(walker.file)
        if application is None:
            raise LookupError("not submitted")
        rows = proposals.training_rows(application)
        days = {row["day"]: row["content"] for row in rows}
        second = [row["day"] for row in rows if row["kind"] == TRAINING][1]
        days[second] = "A day with the library: opening hours, guests’ cards, lending to other universities."
        typed: dict[str, Any] = {field: getattr(application, field) for field in proposals.CONTACT}
        typed |= {"starts_on": application.starts_on, "ends_on": application.ends_on, "days": days}
        reason = "Our colleagues who handle agreements are at a conference on that day."
        propose_changes(link=link, actor=_me(walker), typed=typed, name=NAME, reason=reason)
        name_mentor(
            mobility=mobility, actor=_me(walker), name="Karl Huber", function="Head of the welcome desk"
        )

    walker.do(when, act)


def certify(walker: Walker, when: datetime) -> None:
    """The host signs the certificate in its room, assesses the goals and offers another visit."""

    def act() -> None:
        link = _link(walker, LinkPurpose.CERTIFY)
        stay = Stay(
            walker.starts_on,
            walker.ends_on,
            30,
            "Job shadowing in the international office, day by day.",
            agreed_hours(walker.file),
        )
        reporting.certify_stay(link=link, actor=_me(walker), stay=stay, name=NAME, function=FUNCTION)
        mobility = walker.file
        rows = [
            {"text": goal, "result": str(GoalResult.FULLY if turn == 0 else GoalResult.PARTLY), "comment": ""}
            for turn, goal in enumerate(agreed_goals(mobility))
        ]
        reporting.assess_outcomes(mobility=mobility, actor=_me(walker), rows=rows)
        reporting.rate_cooperation(
            mobility=mobility,
            actor=_me(walker),
            rating=Rating.VERY_GOOD,
            words="Very well prepared; we learnt something, too.",
            again=Again.GLADLY,
            again_words="In spring, when our own staff week takes place.",
        )

    walker.do(when, act)


def _me(walker: Walker) -> Any:
    return host(walker.house.university.pk, NAME)


def _link(walker: Walker, purpose: str) -> HostLink:
    links = agreements.links_of(walker.file, purpose).select_related("agreement__mobility__call")
    return links.latest("pk")
