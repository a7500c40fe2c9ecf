"""A faculty's logo: who puts it on, what may be one, and that papers carry it from then on."""

import base64
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core.models import Entry
from mobility.documents import letterhead
from mobility.letterheads import logo_of
from mobility.models import Letterhead
from tests.core import samples
from tests.world import House


def picture(kind: str, mode: str, size: tuple[int, int] = (1600, 500)) -> bytes:
    colours = {"CMYK": (0, 200, 200, 0), "RGBA": (10, 90, 70, 0), "RGB": (10, 90, 70)}
    written = io.BytesIO()
    Image.new(mode, size, colours[mode]).save(written, kind)
    return written.getvalue()


def send(house: House, who: str, content: bytes, name: str = "logo.png") -> int:
    upload = SimpleUploadedFile(name, content)
    return house.client(who).post(house.url("letterhead/"), {"upload": upload}).status_code


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGBA"), ("JPEG", "RGB"), ("JPEG", "CMYK")])
def test_whatever_picture_comes_papers_carry_it_small_and_on_white(
    house: House, kind: str, mode: str
) -> None:
    assert send(house, "coordinator", picture(kind, mode)) == 302
    with house.scope():
        row = Letterhead.objects.get()
        told = Entry.objects.get(verb="paper.letterhead_changed").facts
        address = letterhead(row, reference="1", title="Paper")["member"]["logo"]
    assert row.logo is not None
    assert told == {"version": 1, "sha256": row.logo.sha256}
    head, _comma, body = address.partition(",")
    assert head == "data:image/png;base64"
    with Image.open(io.BytesIO(base64.b64decode(body))) as seen:
        assert (seen.mode, seen.size) == ("RGB", (804, 251))
        if mode == "RGBA":
            assert seen.getpixel((5, 5)) == (255, 255, 255), "what is transparent is white on paper"


def test_a_new_version_takes_its_place_and_it_can_be_taken_off(house: House) -> None:
    first, second = picture("PNG", "RGB", (40, 40)), picture("PNG", "RGBA", (30, 20))
    assert [send(house, who, one) for who, one in (("coordinator", first), ("office", second))] == [302, 302]
    page = house.client("coordinator").get(house.url("letterhead/")).content.decode()
    assert re.search(r'<img src="data:image/png;base64,[^"]+" alt="(Logo|Znak)">', page)
    taken = [house.client("coordinator").post(house.url("letterhead/"), {"take_off": "1"}) for _turn in "12"]
    assert [one.status_code for one in taken] == [302, 302]
    with house.scope():
        assert logo_of(house.member.pk) == ""
        versions = [(row.version, row.logo_id is not None) for row in Letterhead.objects.all()]
    assert versions == [(3, False), (2, True), (1, True)], "taking off what is not there is no version"


@pytest.mark.parametrize("content", [samples.pdf(), b"<svg xmlns='http://www.w3.org/2000/svg'/>", b""])
def test_what_is_no_picture_changes_nothing(house: House, content: bytes) -> None:
    assert send(house, "coordinator", content) == 422
    with house.scope():
        assert not Letterhead.objects.exists()


def test_nobody_else_changes_it(house: House, sister: House) -> None:
    for who in ("participant", "dean", "assessor", "hr"):
        assert send(house, who, picture("PNG", "RGB", (40, 40))) in (403, 404)
    stranger = sister.client("coordinator").post(house.url("letterhead/"), {"take_off": "1"})
    assert stranger.status_code in (403, 404)
    with house.scope():
        assert not Letterhead.objects.exists()
