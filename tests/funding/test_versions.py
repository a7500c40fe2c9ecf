"""Versions and amendments: what changes after a signature is signed again, what changes nothing is not."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from core.policy import Refusal
from funding import changes
from funding.enums import Support
from funding.models import GrantAgreement, GrantSignature
from mobility.enums import Party, Stage
from mobility.models import Application, Mobility
from mobility.operations.agreement import prepare_agreement, reopen_preparation
from tests.agreement.paths import find_suitable, fresh, sign_all
from tests.funding import paths
from tests.funding.paths import GRANT, OTHER_IBAN
from tests.outbox import deliver_all
from tests.world import House

PARTICIPANT, HOME = Party.PARTICIPANT, Party.HOME
MORE = replace(GRANT, amounts={**GRANT.amounts, Support.INCLUSION: Decimal("100.00")})


def versions(mobility: Mobility) -> list[tuple[int, int, bool]]:
    """Version, amendment, and whether it holds."""
    rows = GrantAgreement.objects.filter(mobility=mobility).order_by("version")
    return [(row.version, row.amendment, row.superseded_at is None) for row in rows]


def moved(house: House, mobility: Mobility, days: int) -> None:
    """The participant moves the stay of a mobility that is ready."""
    step = timedelta(days=days)
    reopen_preparation(
        mobility=mobility,
        actor=house.actor("participant"),
        reason="The hall is taken.",
        changes={"starts_on": mobility.starts_on + step, "ends_on": mobility.ends_on + step},
    )
    deliver_all()


def test_before_anybody_signed_the_same_version_is_written_anew(house: House) -> None:
    with house.scope():
        mobility = paths.entered(house)
        paths.enter(house, mobility, MORE)
        assert versions(mobility) == [(1, 0, True)]
        assert paths.paper(mobility).text["grant"]["total"] == "1228.99"


def test_another_amount_after_one_signature_asks_both_again(house: House) -> None:
    with house.scope():
        mobility = paths.entered(house)
        paths.sign(house, mobility, PARTICIPANT)
        paths.enter(house, mobility)
        assert versions(mobility) == [(1, 0, True)]
        assert paths.open_duties(mobility) == {"sign_grant:home"}
        paths.enter(house, mobility, MORE)
        assert versions(mobility) == [(1, 0, False), (2, 0, True)]
        assert paths.open_duties(mobility) == {"sign_grant:participant", "sign_grant:home"}
        told = {row.label: (row.before, row.after) for row in changes.since_earlier(paths.paper(mobility))}
        assert told == {
            "Inclusion support": ("", "€100.00"),
            "Total": ("€1,128.99", "€1,228.99"),
            "Pre-financing": ("€903.19", "€983.19"),
            "Balance": ("€225.80", "€245.80"),
        }


def test_what_both_signed_is_amended_and_stays_until_both_have_signed_that(house: House) -> None:
    with house.scope():
        mobility = paths.signed(house)
        paths.give(house, mobility, iban=OTHER_IBAN)
        assert versions(mobility) == [(1, 0, False), (2, 1, True)]
        found = paths.paper(mobility)
        assert found.text["account"]["ending"] == "3000"
        assert "amendment 1" in found.text["clauses"][1]["paragraphs"][0]["en"]
        paths.enter(house, mobility, MORE)
        assert versions(mobility) == [(1, 0, False), (2, 1, True)]
        paths.sign(house, mobility, PARTICIPANT)
        paths.sign(house, mobility, HOME)
        paths.enter(house, mobility)
        assert versions(mobility)[-1] == (3, 2, True)
        assert GrantSignature.objects.count() == 4


def test_an_amendment_that_only_one_signed_is_no_text_to_tell_the_next_one_against(house: House) -> None:
    with house.scope():
        mobility = paths.signed(house)
        paths.enter(house, mobility, MORE)
        paths.sign(house, mobility, PARTICIPANT)
        paths.give(house, mobility, iban=OTHER_IBAN)
        assert versions(mobility)[-1] == (3, 1, True)
        told = {row.label for row in changes.since_earlier(paths.paper(mobility))}
        assert told == {"Inclusion support", "Total", "Pre-financing", "Balance", "Account"}


def test_other_dates_make_an_amendment_and_the_mobility_waits_for_it(house: House) -> None:
    with house.scope():
        mobility = sign_all(house, paths.signed(house))
        assert mobility.stage == Stage.READY
        moved(house, mobility, 7)
        assert versions(mobility) == [(1, 0, False), (2, 1, True)]
        [period] = changes.since_earlier(paths.paper(mobility))
        assert period.label == "Period"
        assert sign_all_again(house, mobility).stage == Stage.PREPARING
        paths.sign(house, mobility, PARTICIPANT)
        paths.sign(house, mobility, HOME)
        assert fresh(mobility).stage == Stage.READY


def sign_all_again(house: House, mobility: Mobility) -> Mobility:
    """The mobility agreement alone, suitability being confirmed anew."""
    find_suitable(mobility)
    return sign_all(house, mobility)


def test_another_number_of_days_is_looked_at_by_the_office_first(house: House) -> None:
    with house.scope():
        mobility = paths.entered(house)
        Mobility.objects.filter(pk=mobility.pk).update(training_days=4)
        Application.objects.filter(mobility=mobility).update(contact_name="Berta Huber")
        prepare_agreement(mobility=fresh(mobility), actor=house.actor("coordinator"))
        deliver_all()
        assert "enter_grant:again" in paths.open_duties(mobility)
        with pytest.raises(Refusal, match="looks at the grant once more"):
            paths.sign(house, mobility, PARTICIPANT)
        with pytest.raises(Refusal, match="All 4 days"):
            paths.enter(house, mobility)
        paths.enter(house, mobility, replace(GRANT, funded_days=4))
        assert versions(mobility) == [(1, 0, True)]
        paths.sign(house, mobility, PARTICIPANT)


def test_a_new_mobility_agreement_with_the_same_dates_changes_nothing(house: House) -> None:
    with house.scope():
        mobility = paths.signed(house)
        Application.objects.filter(mobility=mobility).update(contact_name="Berta Huber")
        prepare_agreement(mobility=mobility, actor=house.actor("coordinator"))
        deliver_all()
        assert versions(mobility) == [(1, 0, True)]
        assert paths.open_duties(mobility) == set()
