"""Consent to publication: versioned, changed and withdrawn at any time; what is withdrawn is gone at once."""

import pytest
from django.test import Client

from core.policy import Refusal
from mobility.models import Mobility
from reporting.models import ContentReport, PublicationConsent
from reporting.operations import withdraw_publication
from tests.reporting.scene import completed, hand_in_report, returned
from tests.world import House, make_call


@pytest.fixture
def mobility(house: House) -> Mobility:
    return completed(house)


def public(house: House) -> str:
    response = Client().get(house.url("reports/"))
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    return response.content.decode()


def test_the_consented_part_of_an_accepted_report_is_public(house: House, mobility: Mobility) -> None:
    with house.scope():
        consent = PublicationConsent.objects.get()
        assert (consent.scope, consent.text_version) == ("all", "2026-1")
        ContentReport.objects.update(
            activities="canaryprivate", summary="Write to me: me@ff.example", advice="Go."
        )
    page = public(house)
    assert "Write to me: …" in page
    assert house.people["participant"].get_full_name() in page
    assert "canaryprivate" not in page
    assert "@ff.example" not in page
    assert mobility.number not in page


def test_withdrawn_means_gone_at_once_and_kept_as_history(house: House, mobility: Mobility) -> None:
    address = house.url(f"mobilities/{mobility.public_id}/report/publication/")
    client = house.client("participant")
    assert client.post(address, {"scope": "anonymous"}).status_code == 302
    assert house.people["participant"].get_full_name() not in public(house)
    assert "A week in Vienna." in public(house)
    assert client.post(address, {"scope": "none"}).status_code == 302
    assert "A week in Vienna." not in public(house)
    with house.scope():
        assert PublicationConsent.objects.filter(withdrawn_at__isnull=False).count() == 2
    assert client.post(address, {"scope": "all"}).status_code == 302
    assert "A week in Vienna." in public(house)


def test_nobody_consents_for_somebody_else(house: House, mobility: Mobility) -> None:
    address = house.url(f"mobilities/{mobility.public_id}/report/publication/")
    for who in ("coordinator", "dean", "office", "colleague"):
        assert house.client(who).post(address, {"scope": "none"}).status_code in {403, 404, 409}
    with house.scope():
        with pytest.raises(Refusal):
            withdraw_publication(mobility=mobility, actor=house.actor("coordinator"))
        assert PublicationConsent.objects.filter(withdrawn_at=None).exists()


def test_what_is_not_accepted_is_not_public(house: House, sister: House) -> None:
    mobility = returned(house, call=None)
    hand_in_report(house, mobility)
    assert "A week in Vienna." not in public(house)
    with sister.scope():
        make_call(sister, "other")
    assert "A week in Vienna." not in public(sister)
