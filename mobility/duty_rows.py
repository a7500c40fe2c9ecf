"""Duties as the rows that people read: verb first, whose they are, by when, why, and where they are done."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from core import clock
from core.face import DutyRow
from core.wording import day
from members.actor import Actor
from members.enums import Capacity
from mobility import aside, pages
from mobility.enums import DutyKind, Party
from mobility.links import to_mobility
from mobility.models import Duty, Mobility

# Duties whose part is the party that signs.
SIGNING = (DutyKind.SIGN, DutyKind.SIGN_GRANT)


def is_theirs(duty: Duty, actor: Actor, mobility: Mobility) -> bool:
    """Whether an open duty falls to this actor, by name or by capacity."""
    if duty.person_id is not None:
        return duty.person_id == actor.person_id
    if duty.owed_by == Capacity.PARTICIPANT:
        return mobility.person_id == actor.person_id
    if duty.owed_by == Capacity.HOST:
        return False
    return actor.holds(Capacity(duty.owed_by), member_id=mobility.member_id, unit_id=mobility.unit_id)


def label_of(duty: Duty, *, theirs: bool) -> str:
    """What is owed: as a request to whoever owes it, with its bearer to everybody else."""
    words = str(DutyKind(duty.kind).label)
    if theirs:
        return words
    return _("%(duty)s: %(bearer)s") % {"duty": words, "bearer": bearer_of(duty)}


def bearer_of(duty: Duty) -> str:
    """Who owes it, in words."""
    if duty.kind in SIGNING and duty.part in Party.values:
        return str(Party(duty.part).label).lower()
    if duty.kind == DutyKind.HEAR_APPEAL:
        return _("appeals panel")
    return bearer_of_capacity(duty.owed_by)


def bearer_of_capacity(capacity: str) -> str:
    """A capacity in words; nobody's is empty."""
    return str(Capacity(capacity).label) if capacity else ""


def person_of(duty: Duty) -> str:
    """Whose mobility it is about, as its bearer may read it: by number where a committee judges without names."""
    mobility = duty.mobility
    if duty.kind == DutyKind.SCORE and aside.is_unnamed(mobility):
        return aside.name_for_committee(mobility)
    return mobility.person.get_full_name()


def url_of(duty: Duty, mobility: Mobility) -> str:
    """The address at which the duty is done, or of the file where it has no page of its own."""
    page = pages.page_of(duty.kind, duty.part)
    return to_mobility(mobility, page.url_name) if page else to_mobility(mobility)


def why_of(duty: Duty) -> str:
    page = pages.page_of(duty.kind, duty.part)
    return str(page.why) if page else ""


def rows_for(mobility: Mobility, duties: Iterable[Duty], actor: Actor) -> list[DutyRow]:
    """A file's duties as the reader sees them: theirs, others', done. Waived ones stay away."""
    rows = []
    for duty in duties:
        if duty.waived_at is not None:
            continue
        if not duty.is_open:
            rows.append(DutyRow(label_of(duty, theirs=False), "done", due_on=duty.fulfilled_at))
            continue
        theirs = is_theirs(duty, actor, mobility)
        rows.append(
            DutyRow(
                label_of(duty, theirs=theirs),
                "yours" if theirs else "others",
                url=url_of(duty, mobility) if theirs else "",
                due_on=duty.due_on,
                why=why_of(duty) if theirs else "",
            )
        )
    return rows


def sentence_of(duty: Duty) -> str:
    """The one sentence of what to do now: the duty and its date, also when that has passed."""
    told = {"duty": label_of(duty, theirs=True), "day": day(duty.due_on)}
    if duty.due_on < clock.today():
        return _("%(duty)s. It was due on %(day)s.") % told
    return _("%(duty)s by %(day)s.") % told
