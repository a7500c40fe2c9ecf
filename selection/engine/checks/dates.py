"""What is offered: days that cannot be, figures that contradict each other."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from selection.engine.checks.walk import mistake, told_twice
from selection.engine.mistakes import Mistake
from selection.engine.offer import Committee, Offer, Rolling, Round
from selection.engine.read import CallFile

LAST_DAY_OF_EVERY_MONTH = 28


def dates(file: CallFile) -> Iterator[Mistake]:
    """Rounds, stays, committee and days after the decision."""
    offer = file.offer
    yield from _rounds(offer)
    for number, one in enumerate(offer.rounds):
        yield from _round(f"call.rounds[{number}]", one)
    if offer.rolling is not None:
        yield from _rolling("call.rolling", offer.rolling)
    yield from _stays(offer)
    yield from _after(file)
    if offer.committee is not None:
        yield from _committee("call.committee", offer.committee)
    if not _is_zone(offer.time_zone):
        yield mistake("call.time_zone", "unknown_time_zone", value=offer.time_zone)


def last_deadline(offer: Offer) -> date | None:
    """The last day on which one may apply."""
    days = [one.closes.date() for one in offer.rounds]
    return max([*days, *([offer.rolling.until] if offer.rolling else [])], default=None)


def _rounds(offer: Offer) -> Iterator[Mistake]:
    if bool(offer.rounds) == bool(offer.rolling):
        yield mistake("call", "rounds_or_rolling")
    seen: set[str] = set()
    for number, one in enumerate(offer.rounds):
        if one.code in seen:
            yield mistake(f"call.rounds[{number}].code", "doubled_code", code=one.code)
        seen.add(one.code)
    ordered = sorted(enumerate(offer.rounds), key=lambda entry: entry[1].opens)
    for (_before, earlier), (number, later) in pairwise(ordered):
        if later.opens < earlier.closes:
            yield mistake(f"call.rounds[{number}].opens", "rounds_overlap", other=earlier.code)


def _round(path: str, one: Round) -> Iterator[Mistake]:
    if one.closes <= one.opens:
        yield mistake(f"{path}.closes", "deadline_before_opening", closes=one.closes, opens=one.opens)
    if one.results_by is not None and one.results_by < one.closes.date():
        told: Any = {"results_by": one.results_by, "closes": one.closes}
        yield mistake(f"{path}.results_by", "results_before_deadline", **told)


def _rolling(path: str, rolling: Rolling) -> Iterator[Mistake]:
    if rolling.opens is not None and rolling.until < rolling.opens.date():
        yield mistake(f"{path}.until", "deadline_before_opening", closes=rolling.until, opens=rolling.opens)
    if rolling.batch == "monthly" and (
        rolling.day is None or not 1 <= rolling.day <= LAST_DAY_OF_EVERY_MONTH
    ):
        yield mistake(path, "no_such_day", day=rolling.day, most=LAST_DAY_OF_EVERY_MONTH)
    if rolling.batch == "dates" and not rolling.dates:
        yield mistake(path, "no_batches")
    for number, day in enumerate(rolling.dates):
        if day > rolling.until:
            yield mistake(f"{path}.dates[{number}]", "after_the_end", day=day, end=rolling.until)


def _stays(offer: Offer) -> Iterator[Mistake]:
    stays, deadline = offer.stays, last_deadline(offer)
    if stays.until < stays.from_:
        yield mistake("call.stays.until", "stays_backwards", start=stays.from_, until=stays.until)
    elif deadline is not None and stays.until < deadline:
        yield mistake("call.stays.until", "stays_before_deadline", until=stays.until, deadline=deadline)


def _after(file: CallFile) -> Iterator[Mistake]:
    """Days of the rules against those of the call."""
    offer, after = file.offer, file.rules.after
    deadline = last_deadline(offer)
    for number, fact in enumerate(file.rules.facts):
        if fact.on is not None and deadline is not None and fact.on > deadline:
            path = f"rules.facts[{number}].on"
            yield mistake(path, "taken_after_deadline", stops=False, on=fact.on, deadline=deadline)
    if after is None:
        return
    told_days = {"rules.after.letter_by": after.letter_by}
    told_days["rules.after.reserve.until"] = after.reserve.until if after.reserve else None
    for path, day in told_days.items():
        if day is not None and deadline is not None and day < deadline:
            yield mistake(path, "before_deadline", day=day, deadline=deadline)
    if after.confirm is not None and offer.confirm_days not in {None, after.confirm.days}:
        yield told_twice(
            "rules.after.confirm.days", after.confirm.days, "call.confirm_days", offer.confirm_days
        )
    if after.objections and offer.appeal_days not in {None, after.objections[0].days}:
        path, days = "rules.after.objections[0].days", after.objections[0].days
        yield told_twice(path, days, "call.appeal_days", offer.appeal_days)


def _committee(path: str, committee: Committee) -> Iterator[Mistake]:
    if committee.members < 1:
        yield mistake(f"{path}.members", "not_positive", value=committee.members)
    if committee.quorum is not None and not 1 <= committee.quorum <= committee.members:
        yield mistake(
            f"{path}.quorum", "quorum_over_members", quorum=committee.quorum, members=committee.members
        )


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (LookupError, OSError, ValueError):
        return False
    return True
