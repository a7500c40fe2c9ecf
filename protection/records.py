"""What a university holds about a person, as records: what may be erased, and what is kept until when and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core import clock
from core.models import SentNotice
from core.tenancy import current_reach, tenant_scope
from core.wording import day_and_year
from funding.models import BankDetails
from members.models import Appointment, Employment, Person
from members.queries import is_over
from mobility.models import InclusionNeed, Mobility
from protection import clock as terms
from protection.enums import Ground, Rule, Verdict
from reporting.models import PublicationConsent

FILE, NEED, PUBLICATION, PERSONNEL = "file", "inclusion", "publication", "personnel"
BANK = "bank"
LETTERS, ROLES, ACCOUNT = "letters", "roles", "account"
TITLES: dict[str, str | Promise] = {
    FILE: _("A mobility with its papers"),
    NEED: _("A need for inclusion support"),
    BANK: _("The bank account for a grant"),
    PUBLICATION: _("A published report"),
    PERSONNEL: _("An entry in the personnel file"),
    LETTERS: _("Letters to the person"),
    ROLES: _("Posts and capacities"),
    ACCOUNT: _("The account: name, address, sign-in"),
}
# Kept whatever anybody decides: the law or what is under way requires it.
FIXED = frozenset({Ground.RUNNING, Ground.PERSONNEL, Ground.IN_FORCE, Ground.RESTS_ON})


@dataclass(frozen=True)
class Record:
    """One record with what the rules say of it. `until` None with a ground means without end."""

    key: str
    detail: str = ""
    ground: Ground = Ground.NONE
    until: date | None = None
    is_draft: bool = False

    @property
    def told(self) -> str:
        """What whoever answers is told of it: a draft is its author's own, and others learn no more than that it is."""
        return "" if self.is_draft else self.detail

    @property
    def kind(self) -> str:
        return self.key.partition(":")[0]

    @property
    def title(self) -> str | Promise:
        return TITLES[self.kind]

    @property
    def verdict(self) -> Verdict:
        return Verdict.ERASE if self.ground == Ground.NONE else Verdict.KEEP

    @property
    def is_fixed(self) -> bool:
        return self.ground in FIXED

    @property
    def words(self) -> str:
        """What becomes of it, as a sentence's end: `kept until 4 May 2031: audit of the grant …`."""
        return words_of(self.verdict, self.ground, self.until)


def words_of(verdict: str, ground: str, until: date | None) -> str:
    """The answer to one record in words."""
    if verdict == Verdict.ERASE:
        return str(_("erased"))
    if until is None:
        return str(_("kept: %(ground)s") % {"ground": Ground(ground).label})
    return str(
        _("kept until %(day)s: %(ground)s") % {"day": day_and_year(until), "ground": Ground(ground).label}
    )


def records_of(person: Person) -> list[Record]:
    """Everything the present university holds about a person, the account last."""
    today = clock.today()
    months = terms.months_of_university()
    files = list(_files(person, months, today))
    rests = any(record.kind in {FILE, PERSONNEL} and record.verdict == Verdict.KEEP for record in files)
    found = [*files, *_letters(person), *_roles(person, months, today, rests=rests)]
    return [*found, _account(person, found)]


def _files(person: Person, months: terms.Months, today: date) -> Iterator[Record]:
    rows = Mobility.objects.filter(person=person).select_related("call").order_by("pk")
    needs = set(InclusionNeed.objects.values_list("mobility_id", flat=True))
    paid = set(BankDetails.objects.values_list("mobility_id", flat=True))
    published = set(
        PublicationConsent.objects.filter(withdrawn_at=None).values_list("mobility_id", flat=True)
    )
    for mobility in rows:
        detail = " · ".join(filter(None, [mobility.number, mobility.title or mobility.call.title]))
        make = partial(_record, mobility=mobility, detail=detail)
        if mobility.reduced_on is None:
            yield make(FILE, *_ground_of(mobility, months, today))
        if mobility.recognition_entries.exists():  # type: ignore[attr-defined]
            yield make(PERSONNEL, Ground.PERSONNEL, None)
        if mobility.pk in needs:
            yield make(NEED, Ground.NONE, None)
        if mobility.pk in paid:
            yield make(BANK, *_ground_of_account(mobility, months, today))
        if mobility.pk in published:
            yield make(PUBLICATION, Ground.NONE, None)


def _record(kind: str, ground: Ground, until: date | None, *, mobility: Mobility, detail: str) -> Record:
    return Record(f"{kind}:{mobility.public_id}", detail, ground, until, is_draft=not mobility.number)


def _ground_of(mobility: Mobility, months: terms.Months, today: date) -> tuple[Ground, date | None]:
    """Why a file is kept and until when. A draft is its author's own and goes when they say so."""
    rule = terms.rule_of(mobility)
    goes_on = terms.file_goes_on(mobility, months)
    if rule == Rule.DRAFT or (goes_on is not None and goes_on <= today):
        return Ground.NONE, None
    if rule is None:
        return Ground.RUNNING, None
    return (Ground.AUDIT if rule == Rule.TOOK_PLACE else Ground.COMPLAINTS), goes_on


def _ground_of_account(mobility: Mobility, months: terms.Months, today: date) -> tuple[Ground, date | None]:
    """Why an account is kept and until when: where nothing took place, nothing is paid or claimed back."""
    rule = terms.rule_of(mobility)
    if rule is None:
        return Ground.RUNNING, None
    goes_on = terms.account_goes_on(mobility, months)
    if rule != Rule.TOOK_PLACE or (goes_on is not None and goes_on <= today):
        return Ground.NONE, None
    return Ground.AUDIT, goes_on


def _letters(person: Person) -> Iterator[Record]:
    if SentNotice.objects.filter(person=person).exists():
        yield Record(LETTERS)


def _roles(person: Person, months: terms.Months, today: date, *, rests: bool) -> Iterator[Record]:
    """Posts and capacities: kept while one is in force, then for the university's months after the last one.

    `rests`: a file is kept, and its post with it.
    """
    last_days = [post.ends_on for post in Employment.objects.filter(person=person)]
    last_days += [role.last_day for role in Appointment.objects.filter(person=person)]
    if not last_days:
        return
    past = [day for day in last_days if day is not None]
    running = Appointment.objects.filter(person=person).exclude(is_over(today)).exists()
    if running or len(past) < len(last_days) or max(past) >= today:
        yield Record(ROLES, ground=Ground.IN_FORCE)
        return
    last = max(past)
    goes_on = terms.months_after(last, months[Rule.ROLES])
    if rests:
        yield Record(ROLES, ground=Ground.RESTS_ON)
    elif goes_on > today:
        yield Record(ROLES, ground=Ground.ROLES, until=goes_on)
    else:
        yield Record(ROLES)


def _account(person: Person, here: list[Record]) -> Record:
    """The account goes when nothing else is kept, here or at another university."""
    rests = any(record.verdict == Verdict.KEEP for record in here) or is_held_elsewhere(person)
    return Record(ACCOUNT, person.email, Ground.RESTS_ON if rests else Ground.NONE)


def is_held_elsewhere(person: Person) -> bool:
    """Whether another university holds a post, a capacity or a file of the person."""
    here = current_reach().university_id
    others = person.affiliations.exclude(university_id=here).values_list("university_id", flat=True)
    return any(_is_held_at(person, university_id) for university_id in list(others))


def _is_held_at(person: Person, university_id: int) -> bool:
    with tenant_scope(university_id=university_id):
        return any(
            table.objects.filter(person=person).exists() for table in (Mobility, Employment, Appointment)
        )
