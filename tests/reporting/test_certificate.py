"""The certificate: what may be sent, what comes back with words, who may open it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core import clock
from core.files import content_of
from core.policy import Refusal
from mobility.enums import Stage
from mobility.models import Duty
from reporting import operations
from reporting.models import Certificate
from tests.core import samples
from tests.outbox import deliver_all
from tests.reporting.scene import again, completed, returned, upload_certificate
from tests.world import House

MEGABYTES_11 = b"%PDF-1.7\n" + b"0" * 11 * 1024 * 1024
REFUSED = {
    "empty": (b"", "certificate.pdf", "is empty"),
    "program": (b"MZ" + b"\0" * 500, "certificate.pdf", "a Windows program"),
    "archive": (samples.zip_archive(), "certificate.pdf", "ZIP archive"),
    "text": (b"I was there.", "certificate.pdf", "Only PDF, JPEG and PNG"),
    "large": (MEGABYTES_11, "certificate.pdf", "larger than 10 MB"),
}
TAKEN = {
    "pdf": (samples.pdf(), "certificate.pdf", "application/pdf"),
    "jpeg": (samples.picture("JPEG"), "certificate.pdf", "image/jpeg"),
    "png": (samples.picture("PNG"), "scan", "image/png"),
}


def post(house: House, mobility: Any, content: bytes, name: str, **fields: str) -> Any:
    upload = SimpleUploadedFile(name, content, "application/pdf")
    dates = {"starts_on": mobility.starts_on.isoformat(), "ends_on": mobility.ends_on.isoformat()}
    url = house.url(f"mobilities/{mobility.public_id}/report/certificate/")
    headers = {"accept-language": "en"}
    return house.client("participant").post(url, {**dates, **fields, "upload": upload}, headers=headers)


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_file_is_told_at_the_field_and_the_dates_stay(house: House, case: str) -> None:
    mobility = returned(house)
    content, name, words = REFUSED[case]
    answer = post(house, mobility, content, name)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in str(answer.context_data["form"].errors["upload"])
    assert f'value="{mobility.starts_on.isoformat()}"' in page
    assert f'value="{mobility.ends_on.isoformat()}"' in page
    with house.scope():
        assert not Certificate.objects.exists()


@pytest.mark.parametrize("case", TAKEN)
def test_a_good_file_is_kept_by_its_content(house: House, case: str) -> None:
    mobility = returned(house)
    content, name, kind = TAKEN[case]
    assert post(house, mobility, content, name).status_code == 302
    with house.scope():
        certificate = Certificate.objects.select_related("file").get()
        assert certificate.file.content_type == kind
        tokens = {duty.token for duty in Duty.objects.filter(mobility=mobility) if duty.is_open}
    assert tokens == {"accept_certificate:coordinator", "survey:participant", "report:participant"}


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [(0, -1, "ends before it starts"), (0, 1, "lies in the future")],
)
def test_dates_that_cannot_be(house: House, first: int, last: int, words: str) -> None:
    mobility = returned(house)
    today = clock.today()
    answer = post(
        house,
        mobility,
        samples.pdf(),
        "certificate.pdf",
        starts_on=(today + timedelta(days=first)).isoformat(),
        ends_on=(today + timedelta(days=last)).isoformat(),
    )
    assert answer.status_code == 422
    assert words in str(answer.context_data["form"].errors["ends_on"])


def test_it_may_be_replaced_until_it_is_accepted(house: House) -> None:
    mobility = returned(house)
    upload_certificate(house, mobility)
    upload_certificate(house, mobility)
    with house.scope():
        operations.accept_certificate(mobility=mobility, actor=house.actor("coordinator"))
    with pytest.raises(Refusal, match="can no longer be replaced"):
        upload_certificate(house, mobility)
    with house.scope():
        versions = Certificate.objects.order_by("version").values_list(
            "version", "superseded_at", "accepted_at"
        )
        assert [(v, bool(old), bool(accepted)) for v, old, accepted in versions] == [
            (1, True, False),
            (2, False, True),
        ]


def test_returned_with_reasons_it_is_owed_again(house: House) -> None:
    mobility = returned(house)
    upload_certificate(house, mobility)
    with house.scope():
        actor = house.actor("coordinator")
        operations.return_certificate(mobility=mobility, actor=actor, reasons="No signature.")
        with pytest.raises(Refusal, match="has returned the certificate"):
            operations.accept_certificate(mobility=mobility, actor=actor)
        open_now = [duty.token for duty in Duty.objects.filter(mobility=mobility) if duty.is_open]
    assert "certificate:participant" in open_now
    assert "accept_certificate:coordinator" not in open_now
    upload_certificate(house, mobility)
    assert again(house, mobility).stage == Stage.RETURNED


def test_the_page_says_how_the_dates_differ(house: House) -> None:
    mobility = returned(house)
    earlier = (mobility.ends_on - timedelta(days=1)).isoformat()
    post(house, mobility, samples.pdf(), "certificate.pdf", ends_on=earlier)
    url = house.url(f"mobilities/{mobility.public_id}/report/certificate/check/")
    page = house.client("coordinator").get(url, headers={"accept-language": "en"}).content.decode()
    assert "The certificate counts." in page


def test_only_its_readers_open_it(house: House, sister: House, stranger: House) -> None:
    mobility = returned(house)
    certificate = upload_certificate(house, mobility)
    url = house.url(f"mobilities/{mobility.public_id}/report/certificate/file/")
    answers = {
        name: house.client(name).get(url)
        for name in ("participant", "coordinator", "office", "faculty_office")
    }
    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(answers, 200)
    answer = answers["coordinator"]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.content == content_of(certificate.file)
    for other, name in ((house, "hr"), (house, "colleague"), (house, "assessor"), (sister, "coordinator")):
        assert other.client(name).get(url).status_code == 404, name
    assert stranger.client("coordinator").get(url).status_code == 404


def test_human_resources_open_it_once_reporting_is_complete(house: House) -> None:
    mobility = completed(house)
    deliver_all()
    url = house.url(f"mobilities/{mobility.public_id}/report/certificate/file/")
    assert house.client("hr").get(url).status_code == 200
