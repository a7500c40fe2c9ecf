"""Every file of the corpus through every upload field of the product, over HTTP, as somebody who may send it."""

import inspect
import unicodedata
from collections import Counter
from datetime import timedelta
from email.message import Message
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver
from django.utils.module_loading import import_string
from django.utils.text import slugify

from core import clock, files
from mobility.models import Mobility
from reporting.queries import certificate_of
from tests.doors import corpus
from tests.doors.corpus import ANY, TAKEN, Sample
from tests.reporting import scene
from tests.world import House

FLOOR, HONEST_FLOOR = 150, 30
# Every form that takes a file; one that is not here fails below.
NO_PAPER = "tests.agreement.test_no_paper.test_what_is_no_paper_is_refused_at_every_page"
TESTED_HERE = {"reporting.forms.CertificateForm.upload"}
TESTED_ELSEWHERE = {
    "members.views_import.FileForm.table": "tests.members.test_import.test_tables_that_are_not_taken_in",
    "mobility.forms.host.HostFileForm.upload": NO_PAPER,
    "mobility.forms.letterhead.LetterheadForm.upload": (
        "tests.papers.test_letterhead.test_what_is_no_picture_changes_nothing"
    ),
    "mobility.forms.received.ScanForm.upload": NO_PAPER,
    "mobility.forms.received.ScansForm.uploads": "tests.agreement.test_scans.test_each_file_stands_for_itself",
    "mobility.forms.received.SignedFileForm.upload": NO_PAPER,
    "mobility.forms.verify.FileForm.paper": "tests.seals.test_register.test_no_file_breaks_the_page",
    "reporting.forms_host.UploadForm.upload": (
        "tests.reporting.test_host_certificate.test_a_file_of_the_host_is_inspected_like_any_other"
    ),
    "selection.authoring.forms.FileForm.file": (
        "tests.selection.test_drafting.test_a_file_is_taken_in_or_every_mistake_is_shown"
    ),
    "selection.forms_appeals.AppealForm.upload": (
        "tests.selection.test_appeals.test_a_file_that_is_no_paper_lodges_nothing"
    ),
    "selection.views.offline.SheetForm.table": (
        "tests.selection.test_offline.test_a_file_that_is_no_table_changes_nothing"
    ),
}


def upload_fields() -> set[str]:
    """Every file field of every form of the product."""
    found = set()
    for app in apps.get_app_configs():
        if "site-packages" not in inspect.getfile(app.module):  # type: ignore[arg-type]  # an app has a module
            found |= _fields_below(app.name)
    return found


def _fields_below(package: str) -> set[str]:
    classes = [forms.Form]
    found = set()
    while classes:
        form = classes.pop()
        classes += form.__subclasses__()
        if form.__module__.split(".")[0] == package:
            fields = getattr(form, "base_fields", {})
            files = [name for name, field in fields.items() if isinstance(field, forms.FileField)]
            found |= {f"{form.__module__}.{form.__qualname__}.{name}" for name in files}
    return found


def test_every_upload_field_is_tested() -> None:
    # Forms are known once the pages are loaded that show them.
    assert get_resolver().url_patterns
    assert upload_fields() == TESTED_HERE | set(TESTED_ELSEWHERE)
    for test in TESTED_ELSEWHERE.values():
        assert callable(import_string(test)), test


@pytest.fixture
def returned(house: House, settings: Any) -> Mobility:
    settings.POPOTNIK_UPLOADS_A_DAY = (100_000, 1 << 40)
    return scene.returned(house)


def test_the_whole_corpus(house: House, returned: Mobility) -> None:
    client = house.client("participant")
    address = house.url(f"mobilities/{returned.public_id}/report/certificate/")
    day = (clock.today() - timedelta(days=3)).isoformat()
    seen: Counter[str] = Counter()
    wrong: list[str] = []
    samples = list(corpus.every())
    for sample in samples:
        sent = SimpleUploadedFile("x", sample.content, content_type="application/pdf")
        sent._name = sample.name  # as a client may send it: Django's own class would shorten it
        response = client.post(address, {"starts_on": day, "ends_on": day, "upload": sent})
        seen["sent"] += 1
        outcome = _outcome(response)
        seen[outcome] += 1
        if not _fits(sample, outcome):
            wrong.append(f"{sample.title}: {outcome}, expected {sample.outcome}")
        elif outcome == TAKEN:
            wrong += _kept_faults(house, returned, sample)
    honest = [sample for sample in samples if sample.is_honest]
    print(f"uploads: files={seen['sent']} honest={len(honest)} outcomes={dict(seen)} wrong={len(wrong)}")
    assert wrong == []
    assert seen["sent"] >= FLOOR
    assert len(honest) >= HONEST_FLOOR
    assert len({sample.title for sample in samples}) == len(samples)


def _outcome(response: Any) -> str:
    if response.status_code == 302:
        return TAKEN
    assert response.status_code == 422, response.status_code
    (error,) = response.context["form"].errors.as_data()["upload"]
    return str(error.code)


def _fits(sample: Sample, outcome: str) -> bool:
    if sample.outcome == ANY:
        return outcome in {TAKEN, *files.REASONS}
    return outcome in sample.outcome.split("|")


def _kept_faults(house: House, mobility: Mobility, sample: Sample) -> list[str]:
    """What is wrong with the file as it was kept and as it is given out."""
    with house.scope():
        certificate = certificate_of(mobility)
        assert certificate is not None
        stored = certificate.file
        content = files.content_of(stored)
    response = house.client("coordinator").get(
        house.url(f"mobilities/{mobility.public_id}/report/certificate/file/")
    )
    said = response.headers
    named = Message()
    named["Content-Disposition"] = said["Content-Disposition"]
    path = files.path_of(stored)
    faults = {
        "content": response.content != content,
        "kept too much": bool(sample.gone) and sample.gone in content,
        "name": bool(sample.shown) and stored.original_name != sample.shown,
        "name not clean": any(unicodedata.category(sign) in ("Cc", "Cf") for sign in stored.original_name),
        "place": slugify(stored.original_name) in path.name or path.name != stored.sha256,
        "type": said["Content-Type"] not in {"application/pdf", "image/jpeg", "image/png"},
        "nosniff": said["X-Content-Type-Options"] != "nosniff",
        "policy": said["Content-Security-Policy"] != "sandbox; default-src 'none'",
        "resource policy": said["Cross-Origin-Resource-Policy"] != "same-origin",
        "cache": "no-store" not in said["Cache-Control"],
        "attachment": named.get_content_disposition() != "attachment",
        "header": bool(set(said["Content-Disposition"]) & set("\r\n\0")),
    }
    return [f"{sample.title}: {name}" for name, is_wrong in faults.items() if is_wrong]
