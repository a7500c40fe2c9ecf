"""Reminders: on the days of the rhythm, once, to whoever owes it, silent when it is done."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from core import clock
from core.models import SentNotice
from core.wording import day
from members.enums import Capacity
from mobility import duties, reminders, rhythm
from mobility.enums import DutyKind, Party
from mobility.models import Duty, Mobility
from tests.agreement.paths import link_to_host, preparing, sign
from tests.outbox import deliver_all
from tests.world import House

KINDS = ("reminder", "sign_host")


def at(date: Any, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime.combine(date, time(hour)))


def owed(mobility: Mobility, party: Party) -> Duty:
    return Duty.objects.get(mobility=mobility, kind=DutyKind.SIGN, part=party, fulfilled_at=None)


def test_every_kind_of_duty_has_a_rhythm() -> None:
    assert set(rhythm.RHYTHM) == set(DutyKind)
    assert all(list(days) == sorted(set(days)) for days in rhythm.RHYTHM.values())


def test_a_reminder_goes_out_on_its_days_and_once(house: House) -> None:
    with house.scope():
        mobility = preparing(house)
        duty = owed(mobility, Party.PARTICIPANT)
        me = house.people["participant"]
        days = {duty.due_on + timedelta(days=n) for n in range(-6, 12)}
        reminded = set()
        for day in sorted(days):
            with clock.travel(at(day)):
                reminders.send_reminders()
                reminders.send_reminders()
            if SentNotice.objects.filter(key=f"reminder:{me.pk}:{day.isoformat()}").exists():
                reminded.add((day - duty.due_on).days)
        assert reminded == set(rhythm.RHYTHM[DutyKind.SIGN])
        letters = SentNotice.objects.filter(kind="reminder", person=me)
        assert letters.count() == len(reminded)
        assert "undefined" not in " ".join(letters.values_list("text", flat=True))


def test_nothing_once_it_is_done(house: House) -> None:
    with house.scope():
        mobility = preparing(house)
        duty = owed(mobility, Party.PARTICIPANT)
        sign(house, mobility, Party.PARTICIPANT)
        with clock.travel(at(duty.due_on)):
            reminders.send_reminders()
        assert not SentNotice.objects.filter(kind="reminder", person=house.people["participant"]).exists()


def test_nobody_is_reminded_in_the_night_or_on_the_day_of_asking(house: House) -> None:
    with house.scope():
        duty = owed(preparing(house), Party.PARTICIPANT)
        with clock.travel(at(duty.due_on, hour=5)):
            assert reminders.send_reminders() == 0
        with clock.travel(at(duty.due_on)):
            assert reminders.send_reminders() > 0
        duty.due_on = clock.today()
        assert not rhythm.is_due(duty, clock.today())


def test_several_things_of_one_day_come_in_one_letter(house: House) -> None:
    with house.scope():
        mobility = preparing(house)
        due_on = clock.today() + timedelta(days=20)
        for number in range(3):
            duties.open_duty(
                mobility=mobility,
                kind=DutyKind.CHECK,
                owed_by=Capacity.COORDINATOR,
                part=str(number),
                due_on=due_on,
            )
        with clock.travel(at(due_on)):
            reminders.send_reminders()
        letter = SentNotice.objects.get(kind="reminder", person=house.people["coordinator"])
        assert letter.text.count("Check the application") == 3
        assert "3" in letter.subject


def test_the_host_is_reminded_with_the_link_only_while_it_is_open(house: House) -> None:
    with house.scope():
        mobility = preparing(house)
        duty = owed(mobility, Party.HOST)
        with clock.travel(at(duty.due_on)):
            reminders.send_reminders()
        assert not SentNotice.objects.filter(kind="sign_host").exists()
        link = link_to_host(house, mobility)
        deliver_all()
        with clock.travel(at(duty.due_on)):
            reminders.send_reminders()
            reminders.send_reminders()
        letters = SentNotice.objects.filter(kind="sign_host").order_by("pk")
        assert [letter.secret_link for letter in letters] == [f"host:{link.pk}"] * 2
        assert letters[1].subject.startswith("Reminder")


@pytest.mark.parametrize("name", ["participant", "dean"])
def test_whoever_left_is_not_reminded(house: House, name: str) -> None:
    with house.scope():
        mobility = preparing(house)
        party = Party.PARTICIPANT if name == "participant" else Party.HOME
        duty = owed(mobility, party)
        person = house.people[name]
        person.is_active = False
        person.save()
        with clock.travel(at(duty.due_on)):
            reminders.send_reminders()
        assert not SentNotice.objects.filter(person=person, kind="reminder").exists()


def test_the_next_reminder_is_known(house: House) -> None:
    with house.scope():
        duty = owed(preparing(house), Party.PARTICIPANT)
        assert rhythm.next_reminder(duty, duty.due_on - timedelta(days=10)) == duty.due_on - timedelta(days=3)
        assert rhythm.next_reminder(duty, duty.due_on + timedelta(days=10)) is None


def test_the_first_thing_to_do_says_when_its_day_has_passed(house: House) -> None:
    with house.scope():
        due_on = owed(preparing(house), Party.PARTICIPANT).due_on
    with translation.override("sl"):
        words = day(due_on)
    assert f"do {words}." in first_thing(house, at(due_on))
    assert f"Rok je bil {words}." in first_thing(house, at(due_on + timedelta(days=1)))


def first_thing(house: House, moment: datetime) -> str:
    with clock.travel(moment):
        return house.client("participant").get(f"/{house.university.slug}/").content.decode()
