"""The paper bridge: printed pages come back as scans, and the code on them leads to the right file."""

import base64
import io
import time
from typing import Any

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageFilter

from core import clock, files, qr, qr_reading
from core.models import Entry, StoredFile
from core.paper_code import new_code
from core.policy import Refusal
from members.enums import Capacity
from mobility import duties
from mobility.enums import DocumentKind, DutyKind, Party, ReceivedKind, SigningWay, Stage
from mobility.models import (
    Duty,
    IncomingScan,
    IssuedDocument,
    Mobility,
    ReceivedPaper,
    RegisteredPaper,
    Signature,
)
from mobility.operations import received, scans
from mobility.scan_uses import USES
from protection import erasing
from reporting.models import Certificate
from tests.agreement.paths import fresh, paper, preparing
from tests.agreement.test_pages import english
from tests.core import samples
from tests.outbox import deliver_all
from tests.world import House, make_call, make_mobility

pytestmark = pytest.mark.papers

DOTS, ANGLES = 200, (0.0, 2.5, -4.0, 180.0)


def printed(house: House, mobility: Mobility) -> bytes:
    """The Slovenian copy to be signed, as it leaves the printer."""
    received.ask_for_copy(agreement=paper(mobility), actor=house.actor("coordinator"))
    deliver_all()
    kind = DocumentKind.AGREEMENT_TO_SIGN
    return files.content_of(IssuedDocument.objects.get(mobility=mobility, kind=kind, language="sl").file)


def scanned(content: bytes, *, angle: float = 2.5, page: int = 0, dots: int = DOTS) -> bytes:
    """One page as a scanner gives it: in grey, a little aslant, soft, as a JPEG."""
    with pypdfium2.PdfDocument(content) as pdf:
        sheet = pdf[page].render(scale=dots / 72, grayscale=True).to_pil().convert("L")
    turned = sheet.rotate(angle, resample=Image.Resampling.BILINEAR, expand=True, fillcolor=245)
    result = io.BytesIO()
    turned.filter(ImageFilter.GaussianBlur(0.6)).save(result, "JPEG", quality=60, dpi=(dots, dots))
    return result.getvalue()


def as_pdf(*pictures: bytes) -> bytes:
    """Pictures as the pages of one PDF."""
    sheets = [Image.open(io.BytesIO(picture)) for picture in pictures]
    result = io.BytesIO()
    sheets[0].save(result, "PDF", save_all=True, append_images=sheets[1:], resolution=DOTS)
    return result.getvalue()


def file(content: bytes, name: str = "scan.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def bring(house: House, *uploads: Any, who: str = "coordinator", number: str = "") -> list[scans.BroughtIn]:
    return scans.bring_in(
        member_id=house.member.pk, actor=house.actor(who), uploads=list(uploads), number=number
    )


def code_picture(words: str) -> bytes:
    """A sheet with a QR code on it."""
    sheet = Image.new("L", (1200, 1700), 255)
    code = Image.open(io.BytesIO(base64.b64decode(qr.data_address(words).partition(",")[2])))
    sheet.paste(code.resize((300, 300)), (100, 1300))
    result = io.BytesIO()
    sheet.save(result, "PNG")
    return result.getvalue()


def test_every_page_of_a_printed_paper_is_read_back(house: House) -> None:
    """Rasterised, turned and blurred: the decoder finds the code on each page, and says how long that takes."""
    with house.scope():
        content = printed(house, preparing(house))
        code = RegisteredPaper.objects.get(language="sl").code
    with pypdfium2.PdfDocument(content) as pdf:
        pages = len(pdf)
    read, began = 0, time.monotonic()
    for page in range(pages):
        for angle in ANGLES:
            assert qr_reading.codes_on(scanned(content, angle=angle, page=page)) == [code], (page, angle)
            read += 1
    took = (time.monotonic() - began) / read
    whole = as_pdf(*(scanned(content, page=page) for page in range(pages)))
    assert qr_reading.codes_on(whole) == [code]
    print(
        f"scans: {read} sheets read of {pages * len(ANGLES)}, {took:.2f} s each with the making of the scan"
    )
    assert read >= 8


def test_a_scan_finds_its_file_and_becomes_a_signature(house: House) -> None:
    with house.scope():
        mobility = preparing(house)
        content = printed(house, mobility)
        picture = scanned(content, page=1)
        [brought] = bring(house, file(picture))
        assert brought.scan is not None, brought.reason
        assert (brought.scan.mobility, brought.scan.paper.kind) == (mobility, DocumentKind.AGREEMENT_TO_SIGN)
        [again] = bring(house, file(picture))
        assert "here already" in str(again.reason)
        typed = {"party": "participant", "name": "Ana Novak", "function": "", "written_on": clock.today()}
        office = house.actor("office")
        scans.take_scan(scan=brought.scan, actor=office, use=USES["agreement"], typed=typed)
        given = Signature.objects.get()
        assert (given.party, given.way, given.name) == (Party.PARTICIPANT, SigningWay.SCAN, "Ana Novak")
        assert given.received.entered_by_id == office.person_id
        assert given.received.file_id == brought.scan.file_id
        with pytest.raises(Refusal, match="quicker"):
            scans.take_scan(scan=brought.scan, actor=office, use=USES["other"], typed={"title": "x"})
        assert "entered already" in str(bring(house, file(picture))[0].reason)
        assert StoredFile.objects.filter(sha256=given.received.file.sha256).count() == 1
        verbs = Entry.objects.filter(verb__startswith="scan.").values_list("verb", flat=True)
        assert list(verbs.order_by("number")) == ["scan.brought_in", "scan.settled"]


def test_each_file_stands_for_itself(house: House, sister: House) -> None:
    """Of several files each is kept, or told why not; nothing is half done."""
    with house.scope():
        mobility = preparing(house)
        content = printed(house, mobility)
        theirs = preparing(sister)
        foreign = scanned(printed(sister, theirs))
        code = new_code()
        sent = {
            "good.jpg": (scanned(content), None),
            "unknown.png": (code_picture(f"https://p.example/emona/verify/{code}/"), "not in the register"),
            "elsewhere.png": (code_picture("https://example.org/"), "No code was found"),
            "blank.pdf": (samples.pdf(), "No code was found"),
            "sister.jpg": (foreign, "another member faculty"),
            "both.pdf": (as_pdf(scanned(content), foreign), "several files"),
            "program.pdf": (b"MZ" + b"\0" * 300, "Windows program"),
            "torn.pdf": (content[:3000], "damaged"),
            "empty.pdf": (b"", "empty"),
        }
        told = bring(house, *(file(body, name) for name, (body, _reason) in sent.items()))
        for one, (name, (_body, reason)) in zip(told, sent.items(), strict=True):
            assert one.name == name
            assert (one.scan is not None) == (reason is None), (name, str(one.reason))
            assert reason is None or reason in str(one.reason), (name, str(one.reason))
        print(f"scans: {len(sent)} files, {sum(one.scan is not None for one in told)} kept")
        assert IncomingScan.objects.count() == 1


def test_without_a_code_the_number_leads_to_the_file(house: House) -> None:
    with house.scope():
        mobility = preparing(house)
        content = printed(house, mobility)
        with pytest.raises(Refusal, match="no mobility with this number"):
            bring(house, file(samples.pdf()), number="1999-0001")
        [brought] = bring(house, file(samples.pdf(), "insurance.pdf"), number=mobility.number)
        assert brought.scan is not None
        assert brought.scan.paper is None
        scans.take_scan(
            scan=brought.scan, actor=house.actor("office"), use=USES["other"], typed={"title": "Insurance"}
        )
        kept = ReceivedPaper.objects.get()
        assert (kept.kind, kept.title, kept.mobility) == (ReceivedKind.OTHER, "Insurance", mobility)
        Mobility.objects.filter(pk=mobility.pk).update(number="2026-9998")
        elsewhere = make_mobility(house, make_call(house, "other"), stage=Stage.SUBMITTED, who="colleague")
        [contradicted] = bring(house, file(scanned(content)), number=elsewhere.number)
        assert "By its code it belongs to mobility 2026-9998" in str(contradicted.reason)


def test_a_certificate_on_paper_goes_to_the_coordinators_check(house: House) -> None:
    with house.scope():
        mobility = preparing(house)
        [brought] = bring(house, file(samples.pdf()), number=mobility.number)
        days = {"starts_on": clock.today(), "ends_on": clock.today(), "name": "Anna Gruber", "function": ""}
        office = house.actor("office")
        with pytest.raises(Refusal):
            scans.take_scan(scan=brought.scan, actor=office, use=USES["certificate"], typed=days)
        Mobility.objects.filter(pk=mobility.pk).update(stage=Stage.RETURNED)
        duties.open_duty(
            mobility=mobility, kind=DutyKind.CERTIFICATE, owed_by=Capacity.PARTICIPANT, due_on=clock.today()
        )
        scans.take_scan(scan=brought.scan, actor=office, use=USES["certificate"], typed=days)
        certificate = Certificate.objects.get()
        assert (certificate.source, certificate.signed_by) == ("scan", "Anna Gruber")
        assert certificate.file_id == brought.scan.file_id
        assert Duty.objects.filter(kind=DutyKind.ACCEPT_CERTIFICATE, fulfilled_at=None).count() == 1
        assert fresh(mobility).stage == Stage.RETURNED


@pytest.mark.parametrize("who", ["participant", "dean", "hr", "auditor"])
def test_only_the_office_brings_scans_in(house: House, who: str) -> None:
    with house.scope(), pytest.raises(Refusal):
        bring(house, file(samples.pdf()), who=who)


def test_the_page_takes_several_and_tells_of_each(house: House) -> None:
    with house.scope():
        mobility = preparing(house)
        picture = scanned(printed(house, mobility))
    office = english(house, "office")
    assert house.url("scans/") in office.get(f"/{house.university.slug}/scans/").content.decode()
    address = house.url("scans/")
    shown = office.post(address, {"uploads": [file(picture), file(samples.pdf(), "blank.pdf")], "number": ""})
    page = shown.content.decode()
    assert shown.status_code == 200
    assert "1 scan was led to its file" in page
    assert "blank.pdf" in page
    with house.scope():
        scan = IncomingScan.objects.get()
    take = f"{address}{scan.public_id}/other/"
    assert take in page
    assert office.get(f"{address}{scan.public_id}/").content[:3] == b"\xff\xd8\xff"
    assert office.post(take, {"title": ""}).status_code == 422
    assert office.post(take, {"title": "Insurance"}).status_code == 302
    assert "Insurance" in office.get(house.url(f"mobilities/{mobility.public_id}/")).content.decode()
    assert office.post(take, {"title": "Insurance"}).status_code == 404
    assert office.post(address, {"number": ""}).status_code == 422
    assert house.client("participant").get(address).status_code == 403


def test_what_came_from_outside_goes_with_its_file(house: House) -> None:
    """A scan that was entered is one file with two rows: both go, and so does its content."""
    with house.scope():
        mobility = preparing(house)
        brought = bring(house, file(samples.pdf()), file(samples.pdf(pages=2)), number=mobility.number)
        first = brought[0].scan
        assert first is not None
        office, use = house.actor("office"), USES["agreement"]
        typed = {"party": "participant", "name": "Ana", "function": "", "written_on": clock.today()}
        scans.take_scan(scan=first, actor=office, use=use, typed=typed)
        scans.put_aside(scan=brought[1].scan, actor=office)
        rows = erasing.rows_of_file(mobility)
        assert len(rows[StoredFile]) == len(set(rows[StoredFile])) == 2
        erasing.erase(rows, because="test")
        for model in (ReceivedPaper, IncomingScan, Signature, StoredFile):
            assert not model.objects.exists(), model
