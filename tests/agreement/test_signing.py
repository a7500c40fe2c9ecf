"""Three signatures on one text: every order, one instant, a text that changed, the institution's turn."""

import threading
from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, models
from django.utils import translation

from core import clock
from core.models import Entry
from core.policy import Refusal
from core.tenancy import tenant_scope
from members.actor import host
from mobility import agreement_text
from mobility.enums import DutyKind, Party, SigningWay, Stage
from mobility.models import Agreement, Application, Duty, HostLink, Signature
from mobility.operations import agreement as operations
from mobility.operations import signing
from tests.agreement.paths import find_suitable, fresh, link_to_host, paper, preparing, sign, sign_all
from tests.outbox import deliver_all
from tests.world import House

MESSAGES = settings.ROOT / "locale/sl/LC_MESSAGES/django.mo"


@pytest.mark.parametrize("order", list(permutations(Party)), ids="-".join)
def test_every_order_makes_the_mobility_ready(house: House, order: tuple[Party, ...]) -> None:
    with house.scope():
        mobility = preparing(house)
        for party in order[:-1]:
            sign(house, mobility, party)
            assert paper(mobility).signed_at is None
            assert fresh(mobility).stage == Stage.PREPARING
        sign(house, mobility, order[-1])
        found = paper(mobility)
        assert found.signed_at is not None
        assert {row.text_hash for row in Signature.objects.all()} == {found.text_hash}
        assert fresh(mobility).stage == Stage.READY
        assert Entry.objects.filter(verb="agreement.signed").count() == 1


def test_suitability_as_the_last_thing_makes_it_ready_too(house: House) -> None:
    """Participant and host may sign before; the institution may not, and is told why."""
    with house.scope():
        mobility = preparing(house, suitable=False)
        sign(house, mobility, Party.HOST)
        sign(house, mobility, Party.PARTICIPANT)
        with pytest.raises(Refusal, match="Suitability"):
            sign(house, mobility, Party.HOME)
        find_suitable(mobility)
        assert fresh(mobility).stage == Stage.PREPARING
        sign(house, mobility, Party.HOME)
        assert fresh(mobility).stage == Stage.READY


def test_conditions_that_are_not_met_yet_hold_the_institution_back(house: House) -> None:
    with house.scope():
        mobility = preparing(house)
        Duty.objects.create(
            mobility=mobility,
            member=house.member,
            kind=DutyKind.ADAPT,
            phase="before",
            owed_by="participant",
            due_on=clock.today(),
            opened_at=clock.now(),
        )
        with pytest.raises(Refusal, match="Suitability"):
            sign(house, mobility, Party.HOME)


@pytest.mark.parametrize("name", ["coordinator", "secretary", "head", "colleague"])
def test_only_the_signatory_signs_for_the_institution(house: House, name: str) -> None:
    with house.scope():
        mobility = preparing(house)
        found = paper(mobility)
        for party in Party:
            with pytest.raises(Refusal):
                operations.sign(
                    agreement=found,
                    party=party,
                    actor=house.actor(name),
                    way=SigningWay.SIGNED_IN,
                    name="X",
                    text_hash=found.text_hash,
                )
        assert not Signature.objects.exists()


def test_the_text_that_was_seen_is_the_text_that_is_signed(house: House) -> None:
    """Between reading and signing the coordinator prepared a new version: the old text cannot be signed."""
    with house.scope():
        mobility = preparing(house)
        seen = paper(mobility)
        Application.objects.filter(mobility=mobility).update(added_value="Something else.")
        operations.prepare_agreement(mobility=mobility, actor=house.actor("coordinator"))
        present = paper(mobility)
        assert (present.version, present.text_hash != seen.text_hash) == (2, True)
        with pytest.raises(Refusal, match="changed"):
            sign(house, mobility, Party.PARTICIPANT, agreement=seen, text_hash=seen.text_hash)
        with pytest.raises(Refusal, match="changed"):
            sign(house, mobility, Party.PARTICIPANT, text_hash=seen.text_hash)
        sign(house, mobility, Party.PARTICIPANT)
        assert Signature.objects.get().agreement_id == present.pk


def test_a_text_changed_behind_the_hash_is_not_signed(house: House) -> None:
    with house.scope():
        mobility = preparing(house)
        found = paper(mobility)
        Agreement.objects.filter(pk=found.pk).update(text={**found.text, "action": "KA171"})
        with pytest.raises(Refusal, match="changed"):
            sign(house, mobility, Party.PARTICIPANT)


def test_the_hash_covers_everything_that_is_read(house: House) -> None:
    with house.scope():
        text = paper(preparing(house)).text
        for block in ("period", "staff_member", "sending", "receiving", "programme", "commitments"):
            assert agreement_text.hash_of({**text, block: None}) != agreement_text.hash_of(text)


def test_the_text_stands_in_both_languages_whoever_prepares_it(house: House) -> None:
    with house.scope(), translation.override("en"):
        text = paper(preparing(house)).text
        for pair in (*text["commitments"], *text["programme"]["forms"], text["receiving"]["kind"]):
            assert pair["sl"] != pair["en"] or not MESSAGES.exists(), pair


def test_a_party_signs_once_and_is_told_who_did(house: House) -> None:
    with house.scope():
        mobility = preparing(house)
        sign(house, mobility, Party.PARTICIPANT, name="First Signer")
        with pytest.raises(Refusal, match="First Signer"):
            sign(house, mobility, Party.PARTICIPANT)
        assert Signature.objects.count() == 1


def test_preparing_again_without_a_change_is_the_same_version(house: House) -> None:
    with house.scope():
        mobility = preparing(house)
        sign(house, mobility, Party.PARTICIPANT)
        first = paper(mobility)
        again = operations.prepare_agreement(mobility=mobility, actor=house.actor("coordinator"))
        assert (again.pk, Agreement.objects.count()) == (first.pk, 1)


def test_a_refused_signature_needs_a_new_version(house: House) -> None:
    """Nobody is asked to sign what one has declined; the coordinator owes the next version; all sign anew."""
    with house.scope():
        mobility = preparing(house)
        link_to_host(house, mobility)
        sign(house, mobility, Party.PARTICIPANT)
        operations.refuse_to_sign(
            agreement=paper(mobility),
            party=Party.HOST,
            actor=host(house.university.pk, "Anna"),
            reason="No room.",
        )
        assert not HostLink.objects.filter(revoked_at=None).exists()
        with pytest.raises(Refusal, match="new version"):
            sign(house, mobility, Party.HOME)
        owed = Duty.objects.filter(mobility=mobility, fulfilled_at=None, waived_at=None, phase="before")
        assert list(owed.values_list("kind", "owed_by")) == [("adapt", "coordinator")]
        assert fresh(mobility).stage == Stage.PREPARING
        operations.prepare_agreement(mobility=mobility, actor=house.actor("coordinator"))
        assert sign_all(house, mobility).stage == Stage.READY


def test_a_changed_plan_is_signed_anew(house: House) -> None:
    with house.scope():
        mobility = sign_all(house, preparing(house))
        first = paper(mobility)
        later = {"starts_on": mobility.starts_on, "ends_on": mobility.ends_on, "host_unit": "Library"}
        operations.reopen_preparation(
            mobility=mobility, actor=house.actor("coordinator"), reason="Another unit.", changes=later
        )
        deliver_all()
        mobility = fresh(mobility)
        assert (mobility.stage, paper(mobility).version) == (Stage.PREPARING, 2)
        assert paper(mobility).text["receiving"]["unit"] == "Library"
        assert not {"sign:home", "sign:host", "sign:participant"} & set(mobility.met)
        first.refresh_from_db()
        assert first.superseded_at is not None
        assert Signature.objects.filter(agreement=first).count() == len(Party)


def test_signatures_are_never_changed(house: House) -> None:
    with house.scope():
        mobility = preparing(house)
        sign(house, mobility, Party.PARTICIPANT)
        with pytest.raises(Exception, match=r"permission denied|appended"):
            Signature.objects.update(name="Another")


# Two at once, in real transactions: participant and host sign the text that the institution signed before.


def _two_at_once(house: House, meet: Callable[[], Any]) -> tuple[bool, list[str]]:
    """Let two parties sign in two threads; returns whether the agreement is complete, and what went wrong."""
    with house.scope():
        mobility = preparing(house)
        sign(house, mobility, Party.HOME)
    wrong: list[str] = []

    def one(party: Party) -> None:
        try:
            with tenant_scope(university_id=house.university.pk):
                meet()
                sign(house, mobility, party)
        except Exception as error:  # noqa: BLE001 (the control fails in its own ways)
            wrong.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(party,)) for party in (Party.PARTICIPANT, Party.HOST)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    with house.scope():
        return paper(mobility).signed_at is not None and fresh(mobility).stage == Stage.READY, wrong


def test_two_signatures_at_the_same_instant_both_count(real_db: None, a_house: House) -> None:
    barrier = threading.Barrier(2, timeout=20)
    assert _two_at_once(a_house, barrier.wait) == (True, [])


def test_without_the_locks_one_of_two_would_be_lost(
    real_db: None, a_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: with the locks switched off, both look before either has committed."""
    barrier = threading.Barrier(2, timeout=20)
    looked: Callable[..., Any] = signing.agreements.signed_by

    def slowly(agreement: Agreement) -> Any:
        found = looked(agreement)
        if threading.current_thread() is not threading.main_thread():
            barrier.wait()
        return found

    def unlocked(queryset: models.QuerySet[Any], **_: Any) -> models.QuerySet[Any]:
        return queryset.all()

    monkeypatch.setattr(models.QuerySet, "select_for_update", unlocked)
    monkeypatch.setattr(signing.agreements, "signed_by", slowly)
    complete, wrong = _two_at_once(a_house, lambda: None)
    assert not complete or wrong
