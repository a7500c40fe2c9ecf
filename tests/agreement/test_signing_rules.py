"""A member's rules of signing: the order, who signs, until when, and what a change of plan asks for."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import permutations
from typing import Any

import pytest
from django.utils import timezone, translation

from core import clock
from core.models import Entry, SentNotice
from core.policy import Refusal
from mobility import agreement_changes, reminders
from mobility.agreement_paper import paper_context
from mobility.agreement_standing import of_member, with_standing
from mobility.enums import DutyKind, Party, Reconfirm, SigningOrder, Stage, Standing
from mobility.models import Agreement, Call, Duty, HostLink, Mobility, SigningRules
from mobility.operations import agreement as operations
from mobility.operations.signing_rules import Wished, change_signing_rules
from mobility.signing_rules import rules_of
from mobility.tasks import daily
from selection.models import Confirmation
from tests.agreement.many import ask, ends, work
from tests.agreement.paths import find_suitable, fresh, link_to_host, paper, preparing, sign, sign_all
from tests.outbox import deliver_all
from tests.world import House, make_call

PARTICIPANT, HOME, HOST = Party.PARTICIPANT, Party.HOME, Party.HOST


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def rule(house: House, *, call: Call | None = None, **wished: Any) -> SigningRules | None:
    actor = house.actor("coordinator")
    return change_signing_rules(member=house.member, call=call, wished=Wished(**wished), actor=actor)


def at(day: date, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def asked(kind: str) -> bool:
    return SentNotice.objects.filter(kind=kind).exists()


def standing(house: House, mobility: Mobility) -> str:
    return with_standing(of_member(house.actor("coordinator"), house.member.pk)).get(pk=mobility.pk).standing


ALLOWED = {
    SigningOrder.ANY: set(permutations(Party)),
    SigningOrder.IN_TURN: {(PARTICIPANT, HOME, HOST)},
    SigningOrder.HOST_FIRST: {(PARTICIPANT, HOST, HOME)},
}


@pytest.mark.parametrize("order", SigningOrder)
@pytest.mark.parametrize("turns", list(permutations(Party)), ids="-".join)
def test_the_order_that_is_set_down_is_kept(
    house: House, order: SigningOrder, turns: tuple[Party, ...]
) -> None:
    with house.scope():
        rule(house, order=order)
        mobility = preparing(house)
        if turns in ALLOWED[order]:
            assert sign_in(house, mobility, turns) == Stage.READY
        else:
            with pytest.raises(Refusal, match="The order of signatures is set"):
                sign_in(house, mobility, turns)
            assert fresh(mobility).stage == Stage.PREPARING


def sign_in(house: House, mobility: Mobility, turns: tuple[Party, ...]) -> str:
    for party in turns:
        sign(house, mobility, party)
    return fresh(mobility).stage


def test_each_is_asked_when_it_is_their_turn(house: House) -> None:
    """The host before the institution: asked once the participant has signed; the institution after the host."""
    with house.scope():
        rule(house, order=SigningOrder.HOST_FIRST)
        mobility = preparing(house)
        deliver_all()
        with pytest.raises(Refusal, match="To sign first: participant"):
            link_to_host(house, mobility)
        assert standing(house, mobility) == Standing.PARTICIPANT
        sign(house, mobility, PARTICIPANT)
        deliver_all()
        assert (asked("sign_host"), asked("sign_home")) == (True, False)
        assert standing(house, mobility) == Standing.ASKED
        duty = Duty.objects.get(mobility=mobility, kind=DutyKind.SIGN, part=HOME)
        with clock.travel(at(duty.due_on)):
            reminders.send_reminders()
        dean = house.people["dean"]
        assert not SentNotice.objects.filter(kind="reminder", person=dean).exists(), (
            "it is not the dean's turn"
        )
        sign(house, mobility, HOST)
        deliver_all()
        assert asked("sign_home")
        assert standing(house, mobility) == Standing.HOME
        with clock.travel(at(duty.due_on)):
            reminders.send_reminders()
        assert SentNotice.objects.filter(kind="reminder", person=dean).count() == 1


def test_the_dean_reads_whose_turn_it_is(house: House) -> None:
    with house.scope():
        rule(house, order=SigningOrder.HOST_FIRST)
        mobility = preparing(house)
        where = house.url(f"mobilities/{mobility.public_id}/agreement/")
    page = house.client("dean").get(where).content.decode()
    assert "The order of signatures is set" in page or "Vrstni red podpisov je določen" in page


def test_a_call_has_rules_of_its_own_until_it_follows_again(house: House) -> None:
    with house.scope():
        one, other = make_call(house, "one"), make_call(house, "other")
        rule(house, order=SigningOrder.IN_TURN)
        rule(house, call=one, order=SigningOrder.HOST_FIRST, days=9)
        found = [rules_of(house.member.pk, call.pk).order for call in (one, other)]
        assert found == [SigningOrder.HOST_FIRST, SigningOrder.IN_TURN]
        assert rule(house, call=one, order=SigningOrder.HOST_FIRST, days=9) is None
        rule(house, call=one, follows=True)
        assert rules_of(house.member.pk, one.pk).order == SigningOrder.IN_TURN
        assert rule(house, call=one, follows=True) is None
        assert [row.version for row in SigningRules.objects.all()] == [3, 2, 1]
        told = Entry.objects.filter(verb="paper.signing_rules_changed").order_by("pk")
        assert [entry.facts["call"] for entry in told] == ["", "one", "one"]


def test_rules_changed_later_leave_a_version_as_it_was_written(house: House) -> None:
    with house.scope():
        mobility = preparing(house)
        rule(house, order=SigningOrder.IN_TURN, days=3)
        assert (paper(mobility).signing_order, paper(mobility).sign_by) == (SigningOrder.ANY, None)
        sign(house, mobility, HOST)


def unsigned(house: House) -> tuple[Mobility, date]:
    """A version to be signed within five days by all; the participant has, and the host has its link."""
    rule(house, days=5)
    mobility = preparing(house)
    sign(house, mobility, PARTICIPANT)
    link_to_host(house, mobility)
    return mobility, clock.today() + timedelta(days=5)


def test_all_sign_until_the_day_that_the_rules_give(house: House) -> None:
    with house.scope():
        mobility, last = unsigned(house)
        assert paper(mobility).sign_by == last
        due = Duty.objects.filter(mobility=mobility, kind=DutyKind.SIGN).values_list("due_on", flat=True)
        assert max(due) == last
        assert timezone.localtime(HostLink.objects.get().valid_until).date() == last
    with clock.travel(at(last, hour=23)):
        daily(university_id=house.university.pk)
        with house.scope():
            sign(house, mobility, HOME)
    with clock.travel(at(last + timedelta(days=1))):
        with house.scope(), pytest.raises(Refusal, match="could be signed until"):
            sign(house, mobility, HOST)
        with house.scope():
            assert paper(mobility).lapsed_at is None, "refused before the daily work comes by"


def test_what_is_not_signed_in_time_lapses(house: House) -> None:
    with house.scope():
        mobility, last = unsigned(house)
    with clock.travel(at(last + timedelta(days=1))):
        daily(university_id=house.university.pk)
        daily(university_id=house.university.pk)
        with house.scope():
            deliver_all()
            assert paper(mobility).lapsed_at is not None
            assert Entry.objects.filter(verb="agreement.lapsed").count() == 1
            assert not HostLink.objects.filter(revoked_at=None).exists()
            owed = Duty.objects.filter(mobility=mobility, fulfilled_at=None, waived_at=None)
            assert list(owed.values_list("kind", "owed_by", "part")) == [
                ("adapt", "coordinator", "agreement")
            ]
            letters = SentNotice.objects.filter(kind="agreement_lapsed")
            assert {row.person for row in letters} == {mobility.person, house.people["coordinator"]}
            assert "– Sending institution" in letters.get(person=mobility.person).text
            assert standing(house, mobility) == Standing.LAPSED


def test_what_lapsed_is_asked_for_anew(house: House) -> None:
    with house.scope():
        mobility, last = unsigned(house)
    with clock.travel(at(last + timedelta(days=1))):
        daily(university_id=house.university.pk)
        with house.scope():
            run = ask(house)
            work(house, run)
            assert ends(run)[mobility.pk] == ("done", "written")
            again = paper(mobility)
            assert (again.version, again.sign_by) == (2, clock.today() + timedelta(days=5))
            assert (again.amendment, again.lapsed_at) == (0, None)
            assert sign_all(house, mobility).stage == Stage.READY


def test_amendments_are_numbered_by_what_all_have_signed(house: House) -> None:
    """A text that not all have signed is replaced; one that all have signed is amended, and the paper says which."""
    with house.scope():
        mobility = sign_all(house, preparing(house))
        first = paper(mobility)
        change(house, mobility, contact_name="Berta Huber")
        sign(house, mobility, PARTICIPANT)
        change_text(house, mobility, "Something else.")
        found = paper(mobility)
        assert (found.version, found.amendment, found.amends) == (3, 1, first)
        assert found.text["amendment"] == {
            "number": 1,
            "of_version": 1,
            "signed_on": timezone.localtime(first.signed_at).date().isoformat(),
        }
        labels = {row.label for row in agreement_changes.since_earlier(found)}
        assert labels == {"Contact person", "Added value"}, "told against what was signed by all"
        assert paper_context(found, mobility)["agreement"]["amendment"]["number"] == 1
        find_suitable(mobility)
        mobility = sign_all(house, mobility)
        change(house, mobility, contact_name="Cecilia Maier")
        second = paper(mobility)
        assert (second.version, second.amendment, second.amends) == (4, 2, found)


def change(house: House, mobility: Mobility, **changes: Any) -> Agreement:
    return operations.reopen_preparation(
        mobility=fresh(mobility), actor=house.actor("coordinator"), reason="It must.", changes=changes
    )


def change_text(house: House, mobility: Mobility, added_value: str) -> None:
    application = paper(mobility).application
    application.added_value = added_value
    application.save()
    operations.prepare_agreement(mobility=fresh(mobility), actor=house.actor("coordinator"))


@pytest.mark.parametrize(
    ("tolerance", "by", "version", "stage"),
    [(0, 1, 2, Stage.PREPARING), (2, 2, 1, Stage.READY), (2, 3, 2, Stage.PREPARING), (2, -2, 1, Stage.READY)],
)
def test_a_stay_may_move_by_what_is_tolerated(
    house: House, tolerance: int, by: int, version: int, stage: Stage
) -> None:
    with house.scope():
        rule(house, tolerance=tolerance)
        mobility = preparing(house)
        link_to_host(house, mobility)
        mobility = sign_all(house, mobility)
        where = house.url(f"mobilities/{mobility.public_id}/agreement/change/")
        shift = timedelta(days=by)
        wished = (mobility.starts_on + shift, mobility.ends_on + shift)
    typed = typed_for(house, mobility) | {
        "starts_on": wished[0].isoformat(),
        "ends_on": wished[1].isoformat(),
    }
    assert house.client("participant").post(where, typed | {"reason": "The flight."}).status_code == 302
    with house.scope():
        deliver_all()
        found = fresh(mobility)
        assert (found.starts_on, found.ends_on) == wished
        assert (paper(mobility).version, found.stage) == (version, stage)
        assert asked("dates_moved") == asked("dates_moved_host") == (version == 1)


def typed_for(house: House, mobility: Mobility) -> dict[str, str]:
    with house.scope():
        plan = paper(mobility).application
    return {
        name: getattr(plan, name)
        for name in ("host_unit", "contact_name", "contact_position", "contact_email")
    }


def test_twice_a_little_is_not_more_than_tolerated(house: House) -> None:
    """The tolerance is counted from what was agreed, and more than the dates is never a little."""
    with house.scope():
        rule(house, tolerance=2)
        mobility = sign_all(house, preparing(house))
        begin, end = mobility.starts_on, mobility.ends_on
        told: dict[str, Any] = {
            "mobility": mobility,
            "actor": house.actor("participant"),
            "reason": "The flight.",
        }
        two, three = timedelta(days=2), timedelta(days=3)
        operations.move_dates(**told, starts_on=begin + two, ends_on=end + two)
        with pytest.raises(Refusal, match="more than is tolerated"):
            operations.move_dates(**told, starts_on=begin + three, ends_on=end + three)
        operations.move_dates(**told, starts_on=begin - two, ends_on=end - two)
        assert fresh(mobility).starts_on == begin - two


def test_days_that_moved_unsigned_go_into_the_next_version_and_can_be_moved_back(house: House) -> None:
    with house.scope():
        rule(house, tolerance=2)
        mobility = sign_all(house, preparing(house))
        agreed, one = (mobility.starts_on, mobility.ends_on), timedelta(days=1)
        moved = tuple(day + one for day in agreed)
        told: dict[str, Any] = {"actor": house.actor("participant"), "reason": "The flight."}
        dates: dict[str, Any] = {"starts_on": moved[0], "ends_on": moved[1]}
        operations.change_plan(mobility=mobility, changes=dates, **told)
        where = house.url(f"mobilities/{mobility.public_id}/agreement/change/")
    typed = typed_for(house, mobility) | {"reason": "The flight."}
    days = [
        dict(zip(("starts_on", "ends_on"), map(date.isoformat, period), strict=True))
        for period in (moved, agreed)
    ]
    client = house.client("participant")
    assert client.post(where, typed | days[0]).status_code == 422, "that is where it lies"
    assert client.post(where, typed | days[1]).status_code == 302
    with house.scope():
        assert (fresh(mobility).starts_on, paper(mobility).version) == (agreed[0], 1)
        operations.change_plan(mobility=fresh(mobility), changes=dates, **told)
        operations.change_plan(mobility=fresh(mobility), changes={"contact_name": "Berta Huber"}, **told)
        found = paper(mobility)
        assert (found.version, found.text["period"]["from"]) == (2, moved[0].isoformat())
        assert (fresh(mobility).starts_on, fresh(mobility).ends_on) == moved
        assert len(agreement_changes.since_earlier(found)) == 2, "the period and the contact person"


MOVED, OTHER = "moved", "other"


@pytest.mark.parametrize(
    ("wanted", "kind", "asks"),
    [
        (Reconfirm.ALWAYS, MOVED, True),
        (Reconfirm.ALWAYS, OTHER, True),
        (Reconfirm.CONTENT, MOVED, False),
        (Reconfirm.CONTENT, OTHER, True),
        (Reconfirm.NEVER, OTHER, False),
    ],
)
def test_suitability_is_confirmed_anew_when_the_rules_say_so(
    house: House, wanted: Reconfirm, kind: str, *, asks: bool
) -> None:
    with house.scope():
        rule(house, reconfirm=wanted)
        mobility = sign_all(house, preparing(house))
        plan = paper(mobility).application
        week = timedelta(days=7)
        moved = {"starts_on": plan.starts_on + week, "ends_on": plan.ends_on + week}
        later = [
            {**row, "day": (date.fromisoformat(row["day"]) + week).isoformat()} for row in plan.programme
        ]
        if kind == OTHER:
            later[-1]["content"] = "Something quite different"
        before = Confirmation.objects.count()
        change(house, mobility, programme=later, **moved)
        deliver_all()
        assert Confirmation.objects.count() - before == int(asks)
        for party in (PARTICIPANT, HOST):
            sign(house, mobility, party)
        if asks:
            with pytest.raises(Refusal, match="Suitability"):
                sign(house, mobility, HOME)
        else:
            sign(house, mobility, HOME)
            assert fresh(mobility).stage == Stage.READY


TYPED = {"order": "host_first", "home": "office", "days": "21", "reconfirm": "content", "tolerance": "2"}


def test_the_page_changes_the_rules_and_says_what_is_wrong(house: House) -> None:
    where = house.url("signing-rules/")
    with house.scope():
        make_call(house, "one")
    coordinator = house.client("coordinator")
    assert coordinator.post(where, TYPED | {"days": "0", "order": "x"}).status_code == 422
    assert coordinator.post(where, TYPED).status_code == 302
    assert coordinator.post(where, TYPED).status_code == 302
    assert coordinator.get(where).status_code == coordinator.get(where + "?call=one").status_code == 200
    assert coordinator.get(where + "?call=none").status_code == 404
    assert coordinator.post(where + "?call=one", {"follows": "on"}).status_code == 302
    assert coordinator.post(where + "?call=one", TYPED | {"days": ""}).status_code == 302
    with house.scope():
        found = [(row.version, row.call_id is not None, row.days) for row in SigningRules.objects.all()]
        assert found == [(2, True, None), (1, False, 21)], "what holds already is no version"
    assert house.client("dean").get(where).status_code in {403, 404}
