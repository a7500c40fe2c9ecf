"""From the setting to the agreement in force: who is asked for what, in which order, and what waits for it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from core import clock
from core.models import Entry, SentNotice
from core.policy import Refusal
from funding import operations
from funding.enums import GrantKind, Support
from funding.models import BankDetails, Grant, GrantAgreement, GrantTerms
from mobility.enums import Party, Stage
from mobility.models import Duty
from mobility.operations import place
from mobility.readers import bearers
from tests.agreement.paths import actor_of, fresh, preparing, sign_all
from tests.funding import paths
from tests.funding.paths import ACCOUNT, GRANT, IBAN, OTHER_IBAN, TERMS, ZERO
from tests.outbox import deliver_all
from tests.world import House

PARTICIPANT, HOME = Party.PARTICIPANT, Party.HOME


def test_where_it_is_off_nobody_is_asked_and_the_way_is_as_before(house: House) -> None:
    with house.scope():
        mobility = preparing(house)
        assert paths.open_duties(mobility) == set()
        with pytest.raises(Refusal, match="elsewhere"):
            paths.enter(house, mobility)
        assert sign_all(house, mobility).stage == Stage.READY


def test_the_whole_way_and_the_mobility_is_ready_at_its_end_alone(house: House) -> None:
    with house.scope():
        mobility = paths.asked(house)
        assert paths.open_duties(mobility) == {"enter_grant:coordinator"}
        assert sign_all(house, mobility).stage == Stage.PREPARING
        agreement = paths.enter(house, mobility)
        assert paths.open_duties(mobility) == {"sign_grant:participant", "sign_grant:home"}
        assert agreement.text["grant"]["pre_financing"] == "903.19"
        assert agreement.text["grant"]["balance"] == "225.80"
        with pytest.raises(Refusal, match="account first"):
            paths.sign(house, mobility, PARTICIPANT)
        paths.give(house, mobility)
        assert paths.paper(mobility).version == 1
        with pytest.raises(Refusal, match="participant signs first"):
            paths.sign(house, mobility, HOME)
        paths.sign(house, mobility, PARTICIPANT)
        deliver_all()
        assert fresh(mobility).stage == Stage.PREPARING
        paths.sign(house, mobility, HOME)
        deliver_all()
        assert fresh(mobility).stage == Stage.READY
        assert paths.paper(mobility).signed_at is not None
        kinds = set(SentNotice.objects.filter(kind__startswith="funding.").values_list("kind", flat=True))
        assert kinds == {"funding.enter_grant", "funding.sign_participant", "funding.sign_home"}


def test_a_zero_grant_has_no_account_and_is_signed_all_the_same(house: House) -> None:
    with house.scope():
        mobility = sign_all(house, paths.signed(house, ZERO))
        assert mobility.stage == Stage.READY
        text = paths.paper(mobility).text
        assert text["account"] is None
        assert text["grant"]["amounts"] == []
        with pytest.raises(Refusal, match="no account"):
            paths.give(house, mobility)


def test_the_institution_waits_for_suitability(house: House) -> None:
    with house.scope():
        mobility = paths.entered(house, suitable=False)
        paths.sign(house, mobility, PARTICIPANT)
        deliver_all()
        with pytest.raises(Refusal, match="Suitability"):
            paths.sign(house, mobility, HOME)
        assert not SentNotice.objects.filter(kind="funding.sign_home").exists()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"funded_days": 4}, "All 5 days"),
        ({"kind": GrantKind.PARTLY}, "fewer than all 5"),
        ({"kind": GrantKind.ZERO}, "no amounts"),
        ({"amounts": {}}, "at least one amount"),
        ({"amounts": {Support.OTHER: Decimal(5)}}, "what the other support is"),
        ({"amounts": {Support.TRAVEL: Decimal(-5)}}, "at least one amount"),
        ({"travel_days": 3}, "At most 2 travel days"),
        ({"travel_days": 7, "amounts": {Support.GREEN: Decimal(5)}}, "At most 6 travel days"),
    ],
)
def test_days_and_amounts_have_to_go_together(house: House, changes: dict, reason: str) -> None:
    with house.scope():
        mobility = paths.asked(house)
        with pytest.raises(Refusal, match=reason):
            paths.enter(house, mobility, replace(GRANT, **changes))
        assert not Grant.objects.exists()


def test_nobody_enters_a_grant_for_themselves_and_nobody_else_enters_one(house: House) -> None:
    with house.scope():
        mobility = paths.asked(house)
        for who in ("participant", "dean", "hr", "finance", "secretary", "faculty_office", "auditor"):
            with pytest.raises(Refusal):
                paths.enter(house, mobility, who=who)
        paths.enter(house, mobility, who="office")
        theirs = preparing(house, slug="stt-2", who="coordinator")
        with pytest.raises(Refusal):
            paths.enter(house, theirs)


def test_only_the_participant_states_an_account(house: House) -> None:
    with house.scope():
        mobility = paths.asked(house)
        paths.enter(house, mobility)
        for who in ("coordinator", "office", "dean", "colleague"):
            with pytest.raises(Refusal):
                operations.give_account(mobility=mobility, actor=house.actor(who), wish=ACCOUNT)
        for wrong in ({"iban": IBAN.replace("649", "648")}, {"bic": "X"}, {"holder": " "}, {"bank": ""}):
            with pytest.raises(Refusal):
                paths.give(house, mobility, **wrong)
        assert not BankDetails.objects.exists()


def test_declined_with_a_reason_the_office_enters_it_anew(house: House) -> None:
    with house.scope():
        mobility = paths.entered(house)
        paths.sign(house, mobility, PARTICIPANT)
        with pytest.raises(Refusal, match="reason"):
            operations.refuse_to_sign(
                agreement=paths.paper(mobility), party=HOME, actor=house.actor("dean"), reason=" "
            )
        operations.refuse_to_sign(
            agreement=paths.paper(mobility), party=HOME, actor=house.actor("dean"), reason="The sum is wrong."
        )
        deliver_all()
        assert paths.open_duties(mobility) == {"enter_grant:again"}
        assert (
            SentNotice.objects.filter(kind="funding.refused", text__contains="The sum is wrong.").count() == 2
        )
        with pytest.raises(Refusal, match="not signed by"):
            paths.sign(house, mobility, PARTICIPANT)
        assert sign_all(house, mobility).stage == Stage.PREPARING
        agreement = paths.enter(house, mobility)
        assert (agreement.version, agreement.amendment) == (2, 0)
        assert paths.open_duties(mobility) == {"sign_grant:participant", "sign_grant:home"}


def test_what_is_signed_is_what_was_read(house: House) -> None:
    with house.scope():
        mobility = paths.entered(house)
        read = paths.paper(mobility).text_hash
        paths.give(house, mobility, iban=OTHER_IBAN)
        assert GrantAgreement.objects.get().text_hash != read
        with pytest.raises(Refusal, match="changed after you opened it"):
            paths.sign(house, mobility, PARTICIPANT, text_hash=read)
        BankDetails.objects.update(salt="another")
        with pytest.raises(Refusal, match="changed after you opened it"):
            paths.sign(house, mobility, PARTICIPANT)


def test_an_account_stands_in_no_journal_letter_or_text(house: House) -> None:
    with house.scope():
        mobility = paths.signed(house)
        said = [str(entry.facts) + entry.note for entry in Entry.objects.select_related("text")]
        said += [letter.text + letter.subject + letter.html for letter in SentNotice.objects.all()]
        said.append(str(paths.paper(mobility).text))
        plain = IBAN.replace(" ", "")
        for words in said:
            assert plain not in words.replace(" ", "")
            assert "BSLJSI2X" not in words
            assert "Banka Slovenije" not in words


def test_terms_are_versions_and_need_law_and_court(house: House) -> None:
    with house.scope():
        for changes in ({"special_en": " "}, {"share": 69}, {"share": 101}, {"days_to_pay": 0}):
            with pytest.raises(Refusal):
                paths.switch_on(house, **changes)
        for who in ("dean", "participant", "hr", "faculty_office"):
            with pytest.raises(Refusal):
                operations.change_terms(member=house.member, actor=house.actor(who), wish=TERMS)
        first = paths.switch_on(house)
        assert operations.change_terms(member=house.member, actor=house.actor("office"), wish=TERMS) is None
        mobility = preparing(house)
        agreement = paths.enter(house, mobility)
        second = paths.switch_on(house, share=100)
        assert [row.version for row in GrantTerms.objects.all()] == [2, 1]
        assert Grant.objects.get().terms == first
        assert paths.paper(mobility).text == agreement.text
        paths.enter(house, mobility)
        assert Grant.objects.get().terms == second
        assert paths.paper(mobility).text["grant"]["balance"] == "0.00"


def test_switched_on_in_the_middle_it_asks_for_what_is_prepared_and_off_again_it_does_not(
    house: House,
) -> None:
    with house.scope():
        mobility = preparing(house)
        paths.switch_on(house)
        deliver_all()
        assert paths.open_duties(mobility) == {"enter_grant:coordinator"}
        assert sign_all(house, mobility).stage == Stage.PREPARING
        paths.switch_on(house, is_on=False)
        deliver_all()
        assert paths.open_duties(mobility) == set()
        assert fresh(mobility).stage == Stage.READY


def test_begun_here_it_is_ended_here(house: House) -> None:
    with house.scope():
        mobility = paths.entered(house)
        paths.switch_on(house, is_on=False)
        deliver_all()
        paths.sign(house, mobility, PARTICIPANT)
        paths.sign(house, mobility, HOME)
        assert paths.paper(mobility).signed_at is not None


def test_when_the_mobility_ends_nothing_is_owed_any_more(house: House) -> None:
    with house.scope():
        mobility = paths.entered(house)
        place.cancel(mobility=mobility, actor=house.actor("coordinator"), reason="The host cannot.")
        deliver_all()
        assert paths.open_duties(mobility) == set()
        with pytest.raises(Refusal):
            paths.sign(house, mobility, PARTICIPANT)


def test_after_the_stay_nothing_is_entered_or_signed(house: House) -> None:
    with house.scope():
        mobility = sign_all(house, paths.signed(house))
        paths.enter(house, mobility, replace(GRANT, amounts={Support.TRAVEL: Decimal(1)}))
        assert paths.open_duties(mobility) == {"sign_grant:participant", "sign_grant:home"}
        with clock.travel(clock.now() + timedelta(days=70)):
            place.end(mobility=mobility, actor=house.actor("coordinator"), reason="over")
            deliver_all()
            assert paths.open_duties(mobility) == set()
            with pytest.raises(Refusal):
                paths.enter(house, mobility)
            with pytest.raises(Refusal):
                paths.sign(house, mobility, PARTICIPANT)


def test_reminders_go_to_whoever_owes(house: House) -> None:
    with house.scope():
        mobility = paths.asked(house)
        [duty] = Duty.objects.filter(mobility=mobility, kind="enter_grant")
        assert [person.pk for person in bearers(duty)] == [house.people["coordinator"].pk]
        paths.enter(house, mobility)
        owed = Duty.objects.filter(mobility=mobility, kind="sign_grant").select_related("mobility__person")
        people = {duty.part: [person.pk for person in bearers(duty)] for duty in owed}
        assert people == {
            "participant": [house.people["participant"].pk],
            "home": [house.people["dean"].pk],
        }
        assert actor_of(house, mobility.person).person_id == mobility.person_id
