"""The pages that take signed agreements and scans, and files that are none."""

from django.core.files.uploadedfile import SimpleUploadedFile

from core import clock
from mobility.models import ReceivedPaper, Signature
from tests.agreement.paths import link_to_host, preparing
from tests.agreement.room import enter as enter_room
from tests.agreement.test_pages import english
from tests.core import samples
from tests.world import House


def test_what_is_no_paper_is_refused_at_every_page(house: House) -> None:
    """A program, a torn file and nothing: the page says what is wrong with it, and nothing is kept or signed."""
    with house.scope():
        mobility = preparing(house)
        browser = enter_room(link_to_host(house, mobility))
    base, office = house.url(f"mobilities/{mobility.public_id}/agreement/"), english(house, "office")
    day = clock.today().isoformat()
    ink = {"party": "participant", "name": "Ana Novak", "function": "", "written_on": day}
    pages = (
        (office, base + "signed-file/", {"party": "participant", "function": ""}),
        (office, base + "scan/", ink),
        (browser, house.url("host/room/signed-file/"), {"function": "Head", "may_sign": "on"}),
    )
    troubles = {b"MZ" + b"\0" * 300: "a Windows program", samples.pdf()[:300]: "damaged", b"": "empty"}
    for client, address, typed in pages:
        for content, words in troubles.items():
            sent = client.post(address, {**typed, "upload": SimpleUploadedFile("a.pdf", content)})
            assert (sent.status_code, words in sent.content.decode()) == (422, True), (address, words)
    with house.scope():
        assert not Signature.objects.exists()
        assert not ReceivedPaper.objects.exists()
