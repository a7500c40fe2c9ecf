"""Reporting is complete when all three are in order, in any order; it may be reopened before the entry."""

from collections.abc import Callable
from datetime import timedelta
from itertools import permutations

import pytest

from core import clock
from core.models import Entry
from core.policy import Refusal
from mobility.enums import DutyKind, Stage
from mobility.models import Duty, Mobility
from reporting import operations
from tests.outbox import deliver_all
from tests.reporting.scene import (
    again,
    completed,
    finish_certificate,
    finish_report,
    finish_survey,
    returned,
    upload_certificate,
)
from tests.world import House

Finish = Callable[[House, Mobility], None]
THREE: tuple[Finish, ...] = (finish_certificate, finish_survey, finish_report)


@pytest.mark.parametrize(
    "order", list(permutations(THREE)), ids=lambda order: "-".join(f.__name__[7:] for f in order)
)
def test_complete_only_with_all_three(house: House, order: tuple[Finish, ...]) -> None:
    mobility = returned(house)
    for finish in order[:-1]:
        finish(house, mobility)
        assert again(house, mobility).stage == Stage.RETURNED
    order[-1](house, mobility)
    assert again(house, mobility).stage == Stage.COMPLETED
    with house.scope():
        assert Entry.objects.filter(verb="mobility.completed", capacity="system").count() == 1


def test_what_is_owed_is_due_as_the_member_grants(house: House) -> None:
    mobility = returned(house)
    with house.scope():
        owed = Duty.objects.filter(mobility=mobility).values_list("kind", "due_on")
        due_on = mobility.ends_on + timedelta(days=30)
        assert sorted(owed) == [(kind, due_on) for kind in ("certificate", "report", "survey")]


@pytest.mark.parametrize(("days", "words"), [(-4, "lies before"), (1, "in the future")])
def test_a_survey_day_that_cannot_be(house: House, days: int, words: str) -> None:
    mobility = returned(house)
    with house.scope(), pytest.raises(Refusal, match=words):
        operations.note_survey(
            mobility=mobility,
            actor=house.actor("participant"),
            submitted_on=clock.today() + timedelta(days=days),
        )


def test_nobody_accepts_their_own_papers(house: House) -> None:
    mobility = returned(house, who="coordinator")
    upload_certificate(house, mobility)
    with house.scope():
        with pytest.raises(Refusal, match="own mobility"):
            operations.accept_certificate(mobility=mobility, actor=house.actor("coordinator"))
        operations.accept_certificate(mobility=mobility, actor=house.actor("office"))


def test_reopened_it_is_completed_again_with_the_new_papers(house: House) -> None:
    mobility = completed(house)
    with house.scope():
        coordinator = house.actor("coordinator")
        operations.reopen_closing(
            mobility=mobility, actor=coordinator, reason="Wrong dates.", certificate=True, report=True
        )
    deliver_all()
    with house.scope():
        recognise = Duty.objects.get(mobility=mobility, kind=DutyKind.RECOGNISE)
        assert recognise.waived_at is not None
    finish_certificate(house, mobility)
    assert again(house, mobility).stage == Stage.RETURNED
    with house.scope():
        operations.hand_in_report(mobility=mobility, actor=house.actor("participant"))
        operations.accept_report(mobility=mobility, actor=coordinator)
    assert again(house, mobility).stage == Stage.COMPLETED
    deliver_all()
    with house.scope():
        assert Duty.objects.filter(mobility=mobility, kind=DutyKind.RECOGNISE, waived_at=None).count() == 1
