"""The virus check with a real clamd: what is found is refused, what was not checked waits, nothing slips through."""

import io
import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from core import clock, files, scanner, tasks
from core.files import UploadRefused
from core.models import StoredFile
from core.policy import Refusal
from core.uploads import clean_upload
from mobility.models import Mobility
from reporting import operations
from reporting.queries import certificate_of
from tests.core import samples
from tests.doors import clamd
from tests.outbox import deliver_all
from tests.reporting import scene
from tests.world import House

NOWHERE = "unix:/nowhere/clamd.socket"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with clamd.running() as found:
        yield found


def sent(content: bytes) -> Any:
    return clean_upload(SimpleUploadedFile("potrdilo.pdf", content))


def infected_pdf(**options: Any) -> bytes:
    return samples.pdf(
        change=lambda file: setattr(file.Root, "Note", file.make_stream(clamd.EICAR)), **options
    )


@pytest.mark.parametrize("make", [infected_pdf, lambda: samples.picture("JPEG") + clamd.EICAR,
                                  lambda: infected_pdf(compress_streams=True)])  # fmt: skip
def test_what_the_scanner_finds_is_refused_by_name(address: str, settings: Any, make: Any) -> None:
    settings.POPOTNIK_SCANNER = address
    with pytest.raises(UploadRefused, match=clamd.NAME) as refusal:
        sent(make())
    assert refusal.value.code == "infected"


def test_what_the_scanner_clears_is_free(address: str, settings: Any) -> None:
    settings.POPOTNIK_SCANNER = address
    assert sent(samples.pdf()).is_scanned
    assert scanner.inspect(b"x" * 3_000_000) is None
    assert scanner.definitions().version.startswith("ClamAV")


def _answering(answer: bytes) -> tuple[socket.socket, str]:
    """A server that answers every question so."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                line, _peer = server.accept()
            except OSError:
                return
            with line:
                line.recv(1 << 16)
                line.sendall(answer)

    threading.Thread(target=serve, daemon=True).start()
    return server, f"tcp:127.0.0.1:{server.getsockname()[1]}"


@pytest.mark.parametrize(
    "answer",
    [b"", b"\0", b"INSTREAM size limit exceeded. ERROR\0", b"stream: OKAY\0", b"stream: O", b"OK\0", b"\xff" * 9000,
     b"stream: OK\nstream: X FOUND\0"],
)  # fmt: skip
def test_anything_but_a_clear_answer_is_none(settings: Any, answer: bytes) -> None:
    server, settings.POPOTNIK_SCANNER = _answering(answer)
    with server, pytest.raises(scanner.ScannerAway):
        scanner.inspect(b"x")


def test_the_age_of_the_definitions_is_read(settings: Any, db: None) -> None:
    when = clock.now() - timedelta(days=30)
    words = f"ClamAV 1.4.6/27000/{when:%a %b %d %H:%M:%S %Y}\0".encode()
    server, settings.POPOTNIK_SCANNER = _answering(words)
    with server:
        made_at = scanner.definitions().made_at
        assert made_at is not None
        assert abs(made_at - when) < timedelta(seconds=2)
        output = io.StringIO()
        with pytest.raises(CommandError, match="older than 7"):
            call_command("scanner_status", stdout=output)
        call_command("scanner_status", days=60, stdout=output)
    assert "definitions: 30 days old" in output.getvalue()
    settings.POPOTNIK_SCANNER = NOWHERE
    with pytest.raises(CommandError, match="does not answer"):
        call_command("scanner_status", stdout=output)


@pytest.fixture
def returned(house: House) -> Mobility:
    """Somebody is back and owes the certificate."""
    return scene.returned(house)


def _upload(house: House, mobility: Mobility, content: bytes) -> StoredFile:
    address = house.url(f"mobilities/{mobility.public_id}/report/certificate/")
    day = clock.today() - timedelta(days=3)
    typed = {"starts_on": day.isoformat(), "ends_on": day.isoformat()}
    response = house.client("participant").post(
        address, {**typed, "upload": SimpleUploadedFile("p.pdf", content)}
    )
    assert response.status_code == 302, response.content.decode()[-3000:]
    with house.scope():
        certificate = certificate_of(mobility)
        assert certificate is not None
        return certificate.file


def test_a_file_waits_while_the_scanner_is_away(
    house: House, returned: Mobility, address: str, settings: Any
) -> None:
    settings.POPOTNIK_SCANNER = NOWHERE
    content = samples.pdf()
    stored = _upload(house, returned, content)
    download = house.url(f"mobilities/{returned.public_id}/report/certificate/file/")
    assert stored.quarantined_at is not None
    for who in ("participant", "coordinator"):
        response = house.client(who).get(download)
        assert (response.status_code, "Content-Disposition" in response.headers) == (403, False)
        page = house.client(who).get(
            download.removesuffix("file/") + ("check/" if who == "coordinator" else "")
        )
        assert page.status_code == 200
        assert download not in page.content.decode()
    with house.scope(), pytest.raises(Refusal):
        operations.accept_certificate(mobility=returned, actor=house.actor("coordinator"))
    tasks.scan_waiting()
    assert house.client("coordinator").get(download).status_code == 403, "still away"
    settings.POPOTNIK_SCANNER = address
    tasks.scan_waiting()
    response = house.client("coordinator").get(download)
    assert (response.status_code, response.content) == (200, content)
    with house.scope():
        operations.accept_certificate(mobility=returned, actor=house.actor("coordinator"))


def test_a_file_that_waited_and_is_infected_is_given_back(
    house: House, returned: Mobility, address: str, settings: Any
) -> None:
    settings.POPOTNIK_SCANNER = NOWHERE
    stored = _upload(house, returned, infected_pdf())
    settings.POPOTNIK_SCANNER = address
    tasks.scan_waiting()
    with house.scope():
        stored.refresh_from_db()
        certificate = certificate_of(returned)
        assert certificate is not None
        assert stored.finding.startswith(clamd.NAME)
        assert clamd.NAME in certificate.returned_reasons
        assert not files.path_of(stored).exists()
    deliver_all()
    download = house.url(f"mobilities/{returned.public_id}/report/certificate/file/")
    assert house.client("coordinator").get(download).status_code == 403
    tasks.scan_waiting()
    settings.POPOTNIK_SCANNER = NOWHERE
    assert _upload(house, returned, samples.pdf(pages=2)).pk != stored.pk


def test_a_share_of_a_day_is_not_exceeded(house: House, returned: Mobility, settings: Any) -> None:
    settings.POPOTNIK_UPLOADS_A_DAY = (2, 10_000_000)
    for pages in (1, 2):
        _upload(house, returned, samples.pdf(pages=pages))
    address = house.url(f"mobilities/{returned.public_id}/report/certificate/")
    day = (clock.today() - timedelta(days=3)).isoformat()
    third = {"starts_on": day, "ends_on": day, "upload": SimpleUploadedFile("p.pdf", samples.pdf(pages=3))}
    response = house.client("participant").post(address, third)
    assert response.status_code == 409
    with clock.travel(clock.now() + timedelta(days=1, hours=1)):
        _upload(house, returned, samples.pdf(pages=3))
