"""Scoring: gates, criteria, stages and totals of all applications to a call, each point with its reason."""

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple

from selection.engine.applications import CONSIDERED, NOT_CONSIDERED, Application, Points, Scored
from selection.engine.collector import paused
from selection.engine.evidence import resolving
from selection.engine.exact import ZERO
from selection.engine.gates import Passage, passing
from selection.engine.kinds.common import given_by, in_order
from selection.engine.shape import Rules
from selection.engine.totals import Sums, adding, stopped_by_stages
from selection.engine.world import Case, Others, World


class Entry(NamedTuple):
    """One application behind the gates."""

    case: Case
    passage: Passage


@paused()
def score(rules: Rules, applications: Sequence[Application], *, at: date | None = None) -> list[Scored]:
    """Every application with its points, in the sequence in which they were given.

    `at` is the day of the deadline, at which facts without a day of their own are taken. Raises TypeError for a value
    that is not of the type of its fact, ValueError where a rule counts years and no day is known.
    """
    entries = _behind_the_gates(rules, applications, at)
    considered = [entry.case for entry in entries if entry.passage.outcome == CONSIDERED]
    world = world_of(rules, others=Others(considered), at=at)
    give = [given_by(criterion, world) for criterion in in_order(rules.criteria)]
    with uncollected():
        for case in considered:
            for one in give:
                one(case)
    add, codes = adding(rules), tuple(criterion.code for criterion in rules.criteria)
    return stopped_by_stages(rules.total, [_scored(entry, codes, add) for entry in entries])


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the collector of cycles, which would walk through millions of reasons again and again: none are made."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def world_of(rules: Rules, *, others: Others | None = None, at: date | None = None) -> World:
    """The declarations of the rules, with the other applicants where there are any."""
    return World(
        {fact.code: fact for fact in rules.facts},
        {table.code: table for table in rules.tables},
        others or Others(()),
        at,
    )


def _behind_the_gates(rules: Rules, applications: Sequence[Application], at: date | None) -> list[Entry]:
    world = world_of(rules, at=at)
    resolve, passage = resolving(world.facts, world.tables), passing(rules.gates, world)
    entries = []
    for application in applications:
        values, invalid = resolve(application)
        case = Case(application, values)
        through = Passage(NOT_CONSIDERED, invalid) if invalid else passage(case)
        entries.append(Entry(case, through))
    return entries


def _scored(entry: Entry, codes: tuple[str, ...], add: Callable[[Mapping[str, Points]], Sums]) -> Scored:
    case, passage = entry
    if passage.outcome != CONSIDERED:
        return Scored(
            application=case.application,
            outcome=passage.outcome,
            values=case.values,
            criteria=(),
            by_criterion={},
            total=None,
            because=passage.because,
            correct_within=passage.correct_within,
        )
    sums = add(case.by_criterion)
    return Scored(
        application=case.application,
        outcome=CONSIDERED,
        values=case.values,
        criteria=codes,
        by_criterion=case.by_criterion,
        total=ZERO if passage.earns_nothing else sums.total,
        stages=sums.stages,
        because=passage.because + sums.because,
        conditional=passage.conditional,
    )
