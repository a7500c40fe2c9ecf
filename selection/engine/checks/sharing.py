"""Places and money: quotas within the places, budgets with costs, figures that are told twice."""

from collections.abc import Iterator

from selection.engine.checks.dates import LAST_DAY_OF_EVERY_MONTH
from selection.engine.checks.walk import mistake, told_twice
from selection.engine.mistakes import Mistake
from selection.engine.places import Allocation
from selection.engine.read import CallFile
from selection.engine.shape import Rules

PATH = "rules.allocation"


def sharing(file: CallFile) -> Iterator[Mistake]:
    """How places and money are given."""
    offered = file.offer.places
    if offered is not None and offered < 1:
        yield mistake("call.places", "not_positive", value=offered)
    yield from _freed_grant(file.rules)
    allocation = file.rules.allocation
    if allocation is None:
        return
    if None not in {offered, allocation.places} and offered != allocation.places:
        yield told_twice(f"{PATH}.places", allocation.places, "call.places", offered)
    yield from _quotas(allocation, offered if allocation.places is None else allocation.places)
    yield from _limits(allocation)
    yield from _money(allocation)
    yield from _batches(allocation)
    if bool(allocation.wishes) != bool(allocation.wish_fact):
        yield mistake(PATH, "wishes_without_fact")


def _quotas(allocation: Allocation, places: int | None) -> Iterator[Mistake]:
    """No quota above the places, nor all of them together (4 engineering + 2 + 2 of 8: Karabük, O14)."""
    for number, quota in enumerate(allocation.quotas):
        if quota.places < 0:
            yield mistake(f"{PATH}.quotas[{number}].places", "not_positive", value=quota.places)
        if places is not None and quota.places > places:
            path = f"{PATH}.quotas[{number}].places"
            yield mistake(path, "quota_over_places", quota=quota.places, places=places)
    together = sum(quota.places for quota in allocation.quotas)
    if places is not None and together > places:
        yield mistake(f"{PATH}.quotas", "quotas_over_places", quotas=together, places=places)


def _limits(allocation: Allocation) -> Iterator[Mistake]:
    for number, limit in enumerate(allocation.limits):
        if limit.at_most < 1:
            yield mistake(f"{PATH}.limits[{number}].at_most", "not_positive", value=limit.at_most)
    if allocation.places is not None and allocation.places < 1:
        yield mistake(f"{PATH}.places", "not_positive", value=allocation.places)
    if allocation.days is not None and allocation.days.most < 1:
        yield mistake(f"{PATH}.days.most", "not_positive", value=allocation.days.most)


def _money(allocation: Allocation) -> Iterator[Mistake]:
    budgets = [(f"{PATH}.budget", allocation.budget)]
    budgets += [(f"{PATH}.sources[{n}].budget", source.budget) for n, source in enumerate(allocation.sources)]
    for path, budget in budgets:
        if budget is not None and budget <= 0:
            yield mistake(path, "not_positive", value=budget)
        if budget is not None and not allocation.cost:
            yield mistake(path, "budget_without_cost")
    counted = any(source.places is not None for source in allocation.sources)
    if allocation.zero_grant and not counted and all(budget is None for _path, budget in budgets):
        yield mistake(f"{PATH}.zero_grant", "zero_grant_without_budget", stops=False)


def _freed_grant(rules: Rules) -> Iterator[Mistake]:
    """Whoever holds a place without a grant can only be served where there are such places."""
    after, allocation = rules.after, rules.allocation
    if after is not None and after.freed_grant == "holders" and not (allocation and allocation.zero_grant):
        yield mistake("rules.after.freed_grant", "freed_grant_of_nobody", stops=False)


def _batches(allocation: Allocation) -> Iterator[Mistake]:
    batches = allocation.batches
    if batches is None:
        return
    if (batches.monthly is None) == (not batches.on):
        yield mistake(f"{PATH}.batches", "no_batches")
    if batches.monthly is not None and not 1 <= batches.monthly <= LAST_DAY_OF_EVERY_MONTH:
        path, last = f"{PATH}.batches.monthly", LAST_DAY_OF_EVERY_MONTH
        yield mistake(path, "no_such_day", day=batches.monthly, most=last)
