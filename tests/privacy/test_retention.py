"""Each record goes exactly on its day, not a day before; those refused earlier than those that took place."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command

from core import clock
from core.models import Reading, SentNotice
from core.policy import Refusal
from core.tasks import universities
from funding.models import BankDetails
from members.models import Appointment, Invitation
from mobility.enums import Stage
from mobility.models import InclusionNeed, Mobility
from protection import operations, retention
from protection.clock import months_after, months_before
from protection.enums import DEFAULT_MONTHS, Rule
from protection.models import Figure
from protection.tasks import retention_everywhere
from tests.world import House, make_call, make_mobility

ZONE = ZoneInfo("Europe/Ljubljana")


@pytest.fixture(autouse=True)
def ledger(settings: Any, tmp_path: Any) -> None:
    settings.POPOTNIK_ERASURES = tmp_path / "erasures"


def on(day: date, hour: int = 12) -> Any:
    return clock.travel(datetime(day.year, day.month, day.day, hour, tzinfo=ZONE))


def goes_exactly_on(house: House, day: date, is_there: Any) -> None:
    """Nothing happens on the last minute of the day before; on the day itself it is gone."""
    with on(day - timedelta(days=1), 23):
        retention_everywhere()
        with house.scope():
            assert is_there(), f"gone before {day}"
    with on(day, 1):
        retention_everywhere()
        with house.scope():
            assert not is_there(), f"still there on {day}"


@pytest.mark.parametrize(
    ("stage", "rule"),
    [
        (Stage.DRAFT, Rule.DRAFT),
        (Stage.REFUSED, Rule.NOT_SELECTED),
        (Stage.INELIGIBLE, Rule.NOT_SELECTED),
        (Stage.WITHDRAWN, Rule.NOT_SELECTED),
        (Stage.CANCELLED, Rule.NOT_SELECTED),
        (Stage.RETURNED, Rule.TOOK_PLACE),
        (Stage.CLOSED, Rule.TOOK_PLACE),
    ],
)
def test_a_file_goes_exactly_on_its_day(house: House, stage: Stage, rule: Rule) -> None:
    with house.scope():
        mobility = make_mobility(house, make_call(house), stage=stage)
        since = {
            Rule.DRAFT: clock.now().astimezone(ZONE).date() + timedelta(days=20),
            Rule.NOT_SELECTED: mobility.stage_since.astimezone(ZONE).date(),
            Rule.TOOK_PLACE: mobility.ends_on,
        }[rule]
    day = months_after(since, DEFAULT_MONTHS[rule])
    goes_exactly_on(house, day, lambda: Mobility.objects.filter(pk=mobility.pk).exists())
    with house.scope():
        assert Figure.objects.get().stage == stage


@pytest.mark.parametrize(
    "stage", [Stage.SUBMITTED, Stage.UNDER_ASSESSMENT, Stage.AWARDED, Stage.PREPARING, Stage.READY]
)
def test_what_is_under_way_stays_however_long(house: House, stage: Stage) -> None:
    with house.scope():
        mobility = make_mobility(house, make_call(house), stage=stage)
    with on(date(2060, 1, 1)), house.scope():
        assert list(retention.due()) == []
        assert Mobility.objects.filter(pk=mobility.pk).exists()


def test_need_letters_roles_and_invitations_go_on_their_days(house: House) -> None:
    now = clock.now().astimezone(ZONE)
    with house.scope():
        mobility = make_mobility(house, make_call(house), stage=Stage.RETURNED)
        InclusionNeed.objects.create(
            member=house.member,
            mobility=mobility,
            details="x",
            consent_version="1",
            consented_at=now,
            stated_at=now,
        )
        SentNotice.objects.create(
            key="k", kind="x", address="a@x.example", language="en", subject="s", text="t", html="h",
            queued_at=now, sent_at=now,
        )  # fmt: skip
        Invitation.objects.create(email="i@x.example", invited_by=house.people["office"], invited_at=now)
        Appointment.objects.filter(person=house.people["dean"]).update(ends_on=now.date())
        BankDetails.objects.create(
            member=house.member, mobility=mobility, holder="h", iban="i", bank="b", salt="s", given_at=now
        )
        need_day = months_after(mobility.ends_on, DEFAULT_MONTHS[Rule.INCLUSION])
        account_day = months_after(mobility.ends_on, DEFAULT_MONTHS[Rule.BANK])
    need, letter = InclusionNeed, {"key": "k"}
    dean = {"person": house.people["dean"]}
    goes_exactly_on(house, need_day, lambda: need.objects.count() > 0)
    goes_exactly_on(house, months_after(now.date(), 12), lambda: SentNotice.objects.filter(**letter).exists())
    goes_exactly_on(house, account_day, BankDetails.objects.exists)
    goes_exactly_on(house, months_after(now.date(), 60), lambda: Appointment.objects.filter(**dean).exists())
    with house.scope():
        assert not Invitation.objects.exists()


def test_a_university_sets_its_own_months(house: House, stranger: House) -> None:
    with house.scope():
        mobility = make_mobility(house, make_call(house), stage=Stage.REFUSED)
        operations.set_retention(actor=house.actor("dpo"), rule=Rule.NOT_SELECTED, months=1)
        since = mobility.stage_since.astimezone(ZONE).date()
        with pytest.raises(Refusal):
            operations.set_retention(actor=house.actor("coordinator"), rule=Rule.DRAFT, months=1)
    with stranger.scope():
        theirs = make_mobility(stranger, make_call(stranger), stage=Stage.REFUSED)
    goes_exactly_on(house, months_after(since, 1), lambda: Mobility.objects.filter(pk=mobility.pk).exists())
    with stranger.scope():
        assert Mobility.objects.filter(pk=theirs.pk).exists()
    assert len(list(universities())) == 2


def test_the_dry_run_counts_and_erases_nothing(house: House, capsys: Any) -> None:
    with house.scope():
        make_mobility(house, make_call(house), stage=Stage.REFUSED)
    with on(date(2060, 1, 1)):
        call_command("apply_retention", "--dry-run")
    assert f"{house.university.slug}: not_selected=1" in capsys.readouterr().out
    with house.scope():
        assert Mobility.objects.exists()


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 11, 21), 60, date(2031, 11, 21)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_months_are_counted_by_the_calendar(day: date, months: int, expected: date) -> None:
    assert months_after(day, months) == expected
    assert months_before(expected, months) <= day


def test_the_rules_page(house: House) -> None:
    address = f"/{house.university.slug}/data-protection/retention/"
    assert house.client("dpo").get(address).status_code == 200
    assert house.client("coordinator").get(address).status_code == 403
    months = {rule.value: DEFAULT_MONTHS[rule] for rule in Rule} | {"draft": 2}
    assert house.client("dpo").post(address, {**months, "letters": 0}).status_code == 422
    assert house.client("dpo").post(address, months).status_code == 302


def test_readings_are_forgotten_after_their_months(house: House) -> None:
    now = clock.now()
    for page, months in (("old", 25), ("young", 23)):
        at = now - timedelta(days=31 * months) if page == "old" else now - timedelta(days=29 * months)
        with house.scope():
            Reading.objects.create(
                file_id="f", person=house.people["dean"], capacity="dean", page=page, at=at, hour=at
            )
    retention_everywhere()
    with house.scope():
        assert list(Reading.objects.values_list("page", flat=True)) == ["young"]
