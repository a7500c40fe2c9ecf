"""The place: confirmed in time, declined, lapsed, cancelled; the stay ends."""

from datetime import timedelta

import pytest

from core import clock
from core.models import Entry
from core.policy import Refusal
from core.tenancy import tenant_scope
from members.actor import system
from mobility.enums import DutyKind, Party, Stage
from mobility.models import Agreement, Duty, HostLink, Mobility, Promise
from mobility.operations import place
from mobility.subscribers_agreement import begin_preparation
from mobility.tasks import daily
from tests.agreement.paths import awarded, fresh, link_to_host, preparing, sign_all
from tests.outbox import deliver_all
from tests.world import House


def test_a_confirmed_place_opens_the_preparation(house: House) -> None:
    with house.scope():
        mobility = preparing(house, suitable=False)
        assert mobility.stage == Stage.PREPARING
        asked = Duty.objects.filter(mobility=mobility, kind=DutyKind.SIGN, fulfilled_at=None)
        assert set(asked.values_list("part", flat=True)) == set(Party.values)
        assert all(clock.today() <= duty.due_on < mobility.starts_on for duty in asked)
        effect, sharing = Promise.objects.filter(mobility=mobility).order_by("kind").reverse()
        assert (effect.words, effect.indicator, effect.due_on.isoformat()) == (
            "A new form",
            "one form",
            "2027-03-01",
        )
        assert (sharing.subject, sharing.words) == ("collegium", "the collegium")


def test_what_follows_from_confirming_happens_once(house: House) -> None:
    """A delivery that runs a second time (a worker that died in between) changes nothing."""
    with house.scope():
        mobility = preparing(house)
        entry = mobility_entry(mobility, "mobility.place_accepted")
        before = (Duty.objects.count(), Promise.objects.count(), Agreement.objects.count())
        begin_preparation(entry)
        assert (Duty.objects.count(), Promise.objects.count(), Agreement.objects.count()) == before


def mobility_entry(mobility: Mobility, verb: str) -> Entry:
    """The one entry of this verb in the file."""
    return Entry.objects.get(file_id=str(mobility.public_id), verb=verb)


def test_confirming_ends_with_the_day_given(house: House) -> None:
    with house.scope():
        mobility = awarded(house)
        Mobility.objects.filter(pk=mobility.pk).update(confirm_by=clock.today())
        late = clock.now() + timedelta(days=1)
        with clock.travel(late), pytest.raises(Refusal, match="could be confirmed until"):
            place.accept_place(mobility=fresh(mobility), actor=house.actor("participant"))
        place.accept_place(mobility=fresh(mobility), actor=house.actor("participant"))
        assert fresh(mobility).stage == Stage.PREPARING


def test_a_place_lapses_only_after_its_day(house: House) -> None:
    with house.scope():
        mobility = awarded(house)
        Mobility.objects.filter(pk=mobility.pk).update(confirm_by=clock.today())
        with pytest.raises(Refusal):
            place.let_lapse(mobility=fresh(mobility))
    daily(university_id=house.university.pk)
    with house.scope():
        assert fresh(mobility).stage == Stage.AWARDED
    with clock.travel(clock.now() + timedelta(days=1)):
        daily(university_id=house.university.pk)
    with house.scope():
        assert fresh(mobility).stage == Stage.DECLINED


@pytest.mark.parametrize("ending", ["declined", "cancelled"])
def test_an_ended_file_falls_silent(house: House, ending: str) -> None:
    """Nobody owes anything any more, and the host's link opens nothing; other files go on."""
    with house.scope():
        mobility = preparing(house)
        link_to_host(house, mobility)
        assert Duty.objects.filter(mobility=mobility, fulfilled_at=None, waived_at=None).exists()
        if ending == "declined":
            place.decline_place(mobility=mobility, actor=house.actor("participant"), reason="Ill.")
        else:
            place.cancel(
                mobility=mobility, actor=house.actor("coordinator"), reason="War.", force_majeure=True
            )
        deliver_all()
        assert not Duty.objects.filter(mobility=mobility, fulfilled_at=None, waived_at=None).exists()
        assert not HostLink.objects.filter(revoked_at=None).exists()
        done = fresh(mobility)
        assert (done.stage, done.open_duties, done.next_due_on) == (ending, 0, None)


@pytest.mark.parametrize("verb", ["decline_place", "cancel"])
def test_a_reason_is_needed(house: House, verb: str) -> None:
    with house.scope():
        mobility = preparing(house)
        actor = house.actor("participant" if verb == "decline_place" else "coordinator")
        with pytest.raises(Refusal, match="reason"):
            getattr(place, verb)(mobility=mobility, actor=actor, reason="  ")
        assert fresh(mobility).stage == Stage.PREPARING


def test_the_stay_ends_by_itself_the_day_after_and_early_with_a_reason(house: House) -> None:
    with house.scope():
        mobility = sign_all(house, preparing(house))
        assert mobility.stage == Stage.READY
        with pytest.raises(Refusal, match="not begun"):
            place.end(mobility=mobility, actor=house.actor("coordinator"), reason="Too early.")
        last = clock.now() + (mobility.ends_on - clock.today())
        with clock.travel(last):
            with pytest.raises(Refusal, match="reason"):
                place.end(mobility=mobility, actor=house.actor("coordinator"))
            with pytest.raises(Refusal):
                place.end(mobility=mobility, actor=system(house.university.pk))
    with clock.travel(last):
        daily(university_id=house.university.pk)
    with tenant_scope(university_id=house.university.pk):
        assert fresh(mobility).stage == Stage.READY
    with clock.travel(last + timedelta(days=1)):
        daily(university_id=house.university.pk)
    with tenant_scope(university_id=house.university.pk):
        assert fresh(mobility).stage == Stage.RETURNED


def test_the_coordinator_ends_a_stay_early(house: House) -> None:
    with house.scope():
        mobility = sign_all(house, preparing(house))
        with clock.travel(clock.now() + (mobility.starts_on - clock.today()) + timedelta(days=1)):
            place.end(mobility=mobility, actor=house.actor("coordinator"), reason="Illness.")
        entry = mobility_entry(mobility, "mobility.ended")
        assert (entry.note, entry.facts["early"], entry.capacity) == ("Illness.", True, "coordinator")
