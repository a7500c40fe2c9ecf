"""What the host proposes: tracked, answered in all or in part, declined with a reason; signatures follow the text."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import translation

from core.journal import timeline
from core.policy import Refusal
from members.actor import host
from mobility import agreement_changes, agreements, proposals
from mobility.enums import DutyKind, Party, Reconfirm, SigningWay, Stage
from mobility.models import Agreement, ChangeProposal, Duty, HostLink, Mobility, Signature
from mobility.operations import agreement as operations
from mobility.operations.place import decline_place
from mobility.operations.proposals import accept_proposal, decline_proposal
from mobility.operations.signing_rules import Wished, change_signing_rules
from mobility.queries import submitted_application
from mobility.reminders import send_reminders
from selection.models import Confirmation
from tests.agreement.paths import fresh, link_to_host, paper, preparing, propose, sign, sign_all
from tests.agreement.room import SIGNED, enter
from tests.outbox import deliver_all, send_all
from tests.world import House


@pytest.fixture(autouse=True)
def in_english() -> Any:
    with translation.override("en"):
        yield


def typed_of(mobility: Mobility, **changes: str) -> dict[str, str]:
    """The form as the host's browser would send it, but for these fields."""
    application = submitted_application(mobility)
    assert application is not None
    found = {
        name: str(getattr(application, name) or "") for name in ("starts_on", "ends_on", *proposals.CONTACT)
    }
    found |= {f"day_{row['day']}": row["content"] for row in proposals.training_rows(application)}
    return {**found, "name": "Anna Gruber", "reason": "The hall is taken.", **changes}


def test_a_proposal_stands_with_who_when_and_from_what_to_what(house: House) -> None:
    """Typed on the page; visible at home; the host is not asked to sign meanwhile, not by button, post or letter."""
    with house.scope():
        mobility = preparing(house)
        link = link_to_host(house, mobility)
    browser = enter(link)
    day = (mobility.starts_on + timedelta(days=1)).isoformat()
    typed = typed_of_in(house, mobility, **{f"day_{day}": "A tour of the library"})
    assert browser.post(house.url("host/room/propose/"), typed).status_code == 302
    with house.scope():
        row = ChangeProposal.objects.get()
        assert [(c["key"], c["to"]) for c in row.changes] == [(f"day:{day}", "A tour of the library")]
        assert (row.name, row.reason, row.agreement_id) == (
            "Anna Gruber",
            "The hall is taken.",
            link.agreement_id,
        )
        assert Duty.objects.get(kind=DutyKind.ANSWER).owed_by == "coordinator"
        assert "proposal.made" in {entry.verb for entry in timeline(str(mobility.public_id))}
        deliver_all()
        Duty.objects.filter(kind=DutyKind.SIGN, part=Party.HOST).update(due_on="2020-01-01")
        send_reminders()
    room = browser.get(house.url("host/room/")).content.decode()
    assert "Sign the agreement" not in room.replace("Read and sign the agreement", "")
    assert house.url("host/room/sign/") not in room
    signing = {**SIGNED, "text_hash": link.agreement.text_hash}
    assert browser.post(house.url("host/room/sign/"), signing)["Location"] == house.url("host/room/")
    for who in ("participant", "coordinator"):
        page = (
            house.client(who).get(house.url(f"mobilities/{mobility.public_id}/agreement/")).content.decode()
        )
        assert "A tour of the library" in page
        assert "The hall is taken." in page
    with house.scope():
        assert not Signature.objects.exists()
        # A page was asked for in between, which left its own language behind.
        with translation.override("en"):
            with pytest.raises(Refusal, match="Your proposal is with"):
                sign(house, mobility, Party.HOST)
            with pytest.raises(Refusal, match="already"):
                propose(link, host_unit="Another unit")


def typed_of_in(house: House, mobility: Mobility, **changes: str) -> dict[str, str]:
    with house.scope():
        return typed_of(mobility, **changes)


def test_part_of_it_is_taken_over_in_a_new_version_that_shows_the_difference(house: House) -> None:
    """Signatures bind to the whole text: all three are asked anew, and the host has a link to the new version."""
    with house.scope():
        mobility = preparing(house)
        for party in (Party.PARTICIPANT, Party.HOME):
            sign(house, mobility, party)
        link = link_to_host(house, mobility)
        day = (mobility.starts_on + timedelta(days=1)).isoformat()
        row = propose(link, days={day: "A tour of the library"}, contact_position="Head of unit")
        first = paper(mobility)
        accept_proposal(
            mobility=mobility,
            actor=house.actor("coordinator"),
            keys=[f"day:{day}"],
            words="Your hall, your call.",
        )
        deliver_all()
        row.refresh_from_db()
        assert (row.outcome, row.taken, row.new_version) == ("partly", [f"day:{day}"], 2)
        second = paper(mobility)
        differences = agreement_changes.between(first.text, second.text)
        assert [(one.before, one.after) for one in differences] == [("Content 2", "A tour of the library")]
        assert second.text["receiving"]["contact_position"] != "Head of unit"
        assert not agreements.signed_by(second)
        owed = Duty.objects.filter(kind=DutyKind.SIGN, fulfilled_at=None, waived_at=None)
        assert set(owed.values_list("part", flat=True)) == set(Party.values)
        assert Confirmation.objects.filter(superseded_at=None, application=second.application).exists()
        again = agreements.latest_link(mobility)
        assert again is not None
        assert (again.agreement_id, again.address) == (second.pk, link.address)
    send_all()
    told = [letter.body for letter in mail.outbox if letter.to == [link.address]][-1]
    assert "A tour of the library" in told
    assert "Head of unit" not in told
    assert "Your hall, your call." in told


def test_dates_move_the_days_the_travel_and_a_plan_that_was_ready(house: House) -> None:
    with house.scope():
        mobility = preparing(house)
        link = link_to_host(house, mobility)
        mobility = sign_all(house, mobility)
        assert mobility.stage == Stage.READY
        week = timedelta(days=7)
        link.refresh_from_db()
        propose(link, starts_on=mobility.starts_on + week, ends_on=mobility.ends_on + week)
        accept_proposal(mobility=mobility, actor=house.actor("participant"), keys=["period"])
        moved = fresh(mobility)
        assert (moved.stage, moved.starts_on) == (Stage.PREPARING, mobility.starts_on + week)
        text = paper(mobility).text
        assert text["programme"]["days"][0]["day"] == (moved.starts_on - timedelta(days=1)).isoformat()
        assert [row["content"] for row in text["programme"]["days"]] == [f"Content {n}" for n in range(6)]
        told = agreement_changes.since_earlier(paper(mobility))
        assert [one.label for one in told] == ["Period"]


REFUSED = {
    "nothing": ({}, "Nothing was changed"),
    "backwards": ({"ends_on": -30}, "before the first"),
    "too long": ({"ends_on": 90}, "at most"),
    "days outside": ({"ends_on": -2}, "outside of this period"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_is_not_proposed(house: House, case: str) -> None:
    shifts, words = REFUSED[case]
    with house.scope():
        mobility = preparing(house)
        link = link_to_host(house, mobility)
        dates = {name: getattr(mobility, name) + timedelta(days=by) for name, by in shifts.items()}
        with pytest.raises(Refusal, match=words):
            propose(link, **dates)
        assert not ChangeProposal.objects.exists()


def test_declined_with_a_reason_the_same_link_goes_on(house: House) -> None:
    with house.scope():
        mobility = preparing(house)
        link = link_to_host(house, mobility)
        propose(link, host_unit="Another unit")
        coordinator = house.actor("coordinator")
        with pytest.raises(Refusal, match="reason"):
            decline_proposal(mobility=mobility, actor=coordinator, words=" ")
        decline_proposal(mobility=mobility, actor=coordinator, words="The unit is agreed.")
        with pytest.raises(Refusal, match="answered already"):
            accept_proposal(mobility=mobility, actor=coordinator, keys=["host_unit"])
        deliver_all()
        assert Agreement.objects.count() == 1
        assert not Duty.objects.filter(kind=DutyKind.ANSWER, fulfilled_at=None).exists()
    send_all()
    assert "The unit is agreed." in [m.body for m in mail.outbox if m.to == [link.address]][-1]
    browser = enter(link)
    assert "The unit is agreed." in browser.get(house.url("host/room/")).content.decode()
    typed = {**SIGNED, "text_hash": link.agreement.text_hash}
    assert browser.post(house.url("host/room/sign/"), typed).status_code == 302


def test_who_answers(house: House) -> None:
    """Before it is ready the coordinator alone; nobody else, and not the host itself."""
    with house.scope():
        mobility = preparing(house)
        propose(link_to_host(house, mobility), host_unit="Another unit")
        for actor in (house.actor("participant"), house.actor("dean"), host(house.university.pk, "Anna")):
            with pytest.raises(Refusal):
                accept_proposal(mobility=mobility, actor=actor, keys=["host_unit"])
        assert Agreement.objects.count() == 1


def test_the_coordinator_answers_on_the_page(house: House) -> None:
    with house.scope():
        mobility = preparing(house)
        propose(link_to_host(house, mobility), host_unit="Another unit")
    client = house.client("coordinator")
    url = house.url(f"mobilities/{mobility.public_id}/agreement/proposal/")
    assert "Another unit" in client.get(url).content.decode()
    assert client.post(url, {"decision": "accept", "words": ""}).status_code == 422
    assert client.post(url, {"decision": "accept", "taken": ["host_unit"], "words": ""}).status_code == 302
    assert client.post(url, {"decision": "decline", "words": "No."}).status_code == 409
    with house.scope():
        assert paper(mobility).text["receiving"]["unit"] == "Another unit"


def test_a_file_that_ended_waits_for_no_answer(house: House) -> None:
    with house.scope():
        mobility = preparing(house)
        propose(link_to_host(house, mobility), host_unit="Another unit")
        decline_place(mobility=mobility, actor=house.actor("participant"), reason="Ill.")
        deliver_all()
        assert ChangeProposal.objects.get().outcome == "lapsed"
        assert not HostLink.objects.filter(revoked_at=None).exists()


def test_signing_binds_to_the_new_text(house: House) -> None:
    with house.scope():
        mobility = preparing(house)
        link = link_to_host(house, mobility)
        old = paper(mobility)
        propose(link, host_unit="Another unit")
        accept_proposal(mobility=mobility, actor=house.actor("coordinator"), keys=["host_unit"])
        with pytest.raises(Refusal, match="changed"):
            operations.sign(
                agreement=old,
                party=Party.HOST,
                actor=host(house.university.pk, "Anna"),
                way=SigningWay.LINK,
                name="Anna",
                text_hash=old.text_hash,
            )


@pytest.mark.parametrize(
    ("wanted", "changes", "asks"),
    [
        (Reconfirm.ALWAYS, {"later": 7}, True),
        (Reconfirm.CONTENT, {"contact_position": "Head of unit"}, False),
        (Reconfirm.CONTENT, {"later": 7}, False),
        (Reconfirm.CONTENT, {"day": "A tour of the library"}, True),
        (Reconfirm.NEVER, {"day": "A tour of the library"}, False),
    ],
)
@pytest.mark.parametrize("is_ready", [False, True])
def test_suitability_is_confirmed_anew_by_the_rules_of_signing(
    house: House, wanted: Reconfirm, changes: dict[str, Any], *, asks: bool, is_ready: bool
) -> None:
    """Whoever thought of the change, and whether or not all had signed before."""
    with house.scope():
        office = house.actor("coordinator")
        change_signing_rules(member=house.member, call=None, wished=Wished(reconfirm=wanted), actor=office)
        mobility = preparing(house)
        link = link_to_host(house, mobility)
        if is_ready:
            mobility = sign_all(house, mobility)
        else:
            sign(house, mobility, Party.PARTICIPANT)
        wished = {**changes}
        if "day" in wished:
            day = (mobility.starts_on + timedelta(days=1)).isoformat()
            wished = {"days": {day: wished["day"]}}
        if "later" in wished:
            week = timedelta(days=wished["later"])
            wished = {"starts_on": mobility.starts_on + week, "ends_on": mobility.ends_on + week}
        row = propose(link, **wished)
        before = Confirmation.objects.count()
        actor = house.actor("participant") if is_ready else office
        accept_proposal(mobility=fresh(mobility), actor=actor, keys=[c["key"] for c in row.changes])
        deliver_all()
        assert Confirmation.objects.count() - before == int(asks)
