"""The part of the file that says what is offered: texts, dates, places, papers, the committee."""

from datetime import date, datetime

from selection.engine.forms import key, list_of, record, record_of
from selection.engine.scalars import CODE, DAY, FLAG, MOMENT, TEXT, WHOLE, WORDS, Words, one_of

PAPERS = (
    "invitation",
    "programme",
    "language_certificate",
    "cv",
    "employment",
    "superior_consent",
    "motivation_letter",
    "evidence",
    "other",
)
SHUT_OUT = ("same_unit", "co_traveller", "superior")


@record
class Round:
    """One round: a moment is local to the call's time zone."""

    code: str = key(CODE)
    opens: datetime = key(MOMENT)
    closes: datetime = key(MOMENT)
    results_by: date | None = key(DAY, default=None)


@record
class Rolling:
    """Open until a day; decided monthly or on given days (received by the 15th: Zagreb, O16)."""

    opens: datetime | None = key(MOMENT, default=None)
    until: date = key(DAY)
    batch: str = key(one_of("monthly", "dates"), default="monthly")
    day: int | None = key(WHOLE, default=None)
    dates: tuple[date, ...] = key(list_of(DAY), default=())


@record
class Stays:
    """When the mobilities may take place; both days included."""

    from_: date = key(DAY)
    until: date = key(DAY)


@record
class Paper:
    """A paper that is asked for."""

    kind: str = key(one_of(*PAPERS))
    required: bool = key(FLAG, default=False)
    say: Words | None = key(WORDS, default=None)


@record
class Committee:
    """How many decide, how many must be there, and who is shut out besides the person and the superior."""

    members: int = key(WHOLE)
    quorum: int | None = key(WHOLE, default=None)
    shut_out: tuple[str, ...] = key(list_of(one_of(*SHUT_OUT)), default=())


@record
class Offer:
    """What is offered."""

    slug: str = key(CODE)
    action: str = key(one_of("KA131", "KA171"))
    activities: tuple[str, ...] = key(list_of(one_of("STT", "STA")))
    academic_year: str = key(TEXT)
    title: Words = key(WORDS)
    purpose: Words | None = key(WORDS, default=None)
    audience: Words | None = key(WORDS, default=None)
    documents: Words | None = key(WORDS, default=None)
    basis: Words | None = key(WORDS, default=None)
    staff_groups: tuple[str, ...] = key(list_of(CODE), default=())
    time_zone: str = key(TEXT, default="Europe/Ljubljana")
    rounds: tuple[Round, ...] = key(list_of(record_of(Round)), default=())
    rolling: Rolling | None = key(record_of(Rolling), default=None)
    stays: Stays = key(record_of(Stays))
    places: int | None = key(WHOLE, default=None)
    confirm_days: int | None = key(WHOLE, default=None)
    appeal_days: int | None = key(WHOLE, default=None)
    suitability_at: str = key(one_of("acceptance", "submission"), default="acceptance")
    papers: tuple[Paper, ...] = key(list_of(record_of(Paper)), default=())
    committee: Committee | None = key(record_of(Committee), default=None)
