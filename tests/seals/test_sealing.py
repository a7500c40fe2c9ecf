"""The seal: set without changing the paper, by a key from a file or a token, with an authority's time, archivable."""

import hashlib
import io
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import page
import pikepdf
import pytest
from asn1crypto import cms
from django.core.management import CommandError, call_command

from core import seal_keys
from core.seal_look import SealState, look
from core.sealing import SealFailed
from core.seals import FORMER, KEY, TOKEN, Seal, seal_of
from tests.seals import making
from tests.world import House
from tools.verify_document import INTACT, read_pins, verify

SOFTHSM = "/usr/lib/softhsm/libsofthsm2.so"
PIN = "1234"


@pytest.mark.parametrize("profile", ["PDF_A_3A", "PDF_UA_1"])
@pytest.mark.parametrize("which", ["bare", "genuine"])
def test_a_paper_conforms_before_and_after_its_seal(
    which: str, profile: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(request.getfixturevalue(which))
    report = page.validate_pdf(str(file), profile=getattr(page.ValidationProfile, profile))
    assert [str(failure.rule_id) for failure in report.failures] == []
    assert report.is_compliant


def test_the_seal_is_added_and_nothing_else(bare: bytes, genuine: bytes) -> None:
    """What was printed is the beginning of the file; the metadata, which pyHanko would write anew, is as it was."""
    assert genuine.startswith(bare)
    assert genuine.count(b"pdfuaid:part") == bare.count(b"pdfuaid:part") > 0
    assert genuine.count(b"<x:xmpmeta") == bare.count(b"<x:xmpmeta")
    with pikepdf.open(io.BytesIO(genuine)) as after, pikepdf.open(io.BytesIO(bare)) as before:
        assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()
        assert str(after.docinfo.ModDate) == str(before.docinfo.ModDate)


def test_printing_before_the_seal_gives_the_same_bytes(bare: bytes) -> None:
    assert making.a_paper(1, days=90) == bare


def test_no_change_at_all_is_allowed_afterwards(genuine: bytes) -> None:
    with pikepdf.open(io.BytesIO(genuine)) as file:
        assert len(file.Root.AcroForm.Fields) == 1
        rights = file.Root.Perms.DocMDP
        assert int(rights.Reference[0].TransformParams.P) == 1
        assert str(rights.SubFilter) == "/ETSI.CAdES.detached"


def test_a_key_under_a_phrase(tmp_path: Path, settings: Any, bare: bytes) -> None:
    seal = making.a_seal(tmp_path, "emona", phrase="korak za korakom")
    assert b"ENCRYPTED" in (seal.folder / KEY).read_bytes()
    assert (seal.folder / KEY).stat().st_mode & 0o077 == 0
    with pytest.raises(SealFailed, match="cannot be opened"):
        making.sealed(bare, seal)
    settings.POPOTNIK_SEAL_PASSPHRASE = "korak za korakom"
    assert look(making.sealed(bare, seal), seal).state == SealState.WHOLE


def test_a_key_that_is_missing_or_another_s(tmp_path: Path, bare: bytes, seal: Seal) -> None:
    other = making.a_seal(tmp_path, "drava")
    shutil.copy(seal.folder / KEY, other.folder / KEY)
    with pytest.raises(SealFailed, match="not the one of the certificate"):
        making.sealed(bare, other)
    (other.folder / KEY).unlink()
    with pytest.raises(SealFailed, match="no private key"):
        making.sealed(bare, other)


def test_a_renewed_seal_still_knows_what_it_sealed_before(tmp_path: Path, bare: bytes) -> None:
    first = making.a_seal(tmp_path, "emona")
    early = making.sealed(bare, first)
    second = making.a_seal(tmp_path, "emona")
    assert len(list((second.folder / FORMER).iterdir())) == 1
    assert second.fingerprint != first.fingerprint
    assert second.fingerprints == {first.fingerprint, second.fingerprint}
    for content in (early, making.sealed(bare, second)):
        assert look(content, second).state == SealState.WHOLE
        assert verify(content, read_pins([second.published.encode()])).result == INTACT
    assert look(making.sealed(bare, second), first).state == SealState.FOREIGN


def test_the_command_says_what_the_seal_is_and_what_it_is_not(
    house: House, settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.POPOTNIK_SEALS = tmp_path
    call_command("make_seal", "emona")
    seal, said = seal_of("emona"), capsys.readouterr().out
    assert seal is not None
    assert seal.is_self_made
    assert seal.fingerprint in said
    assert "advanced electronic seal" in said
    assert "not: a qualified seal" in said
    with pytest.raises(CommandError, match="--renew"):
        call_command("make_seal", "emona")
    call_command("make_seal", "emona", "--renew")
    renewed = seal_of("emona")
    assert renewed is not None
    assert seal.fingerprint in renewed.fingerprints
    with pytest.raises(CommandError, match="no university"):
        call_command("make_seal", "nowhere")


@pytest.fixture
def authority() -> Iterator[str]:
    """The address of a time-stamp authority on this machine."""
    command = [sys.executable, "-m", "tests.seals.authority"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{int(process.stdout.readline())}/"
        process.terminate()


def test_the_time_is_told_by_an_authority(
    authority: str, settings: Any, bare: bytes, seal: Seal, tmp_path: Path
) -> None:
    settings.POPOTNIK_TIMESTAMP_URL = authority
    stamped = making.sealed(bare, seal)
    seen = look(stamped, seal)
    assert seen.state == SealState.WHOLE
    (one,) = seen.signatures
    assert one.stamped_by == "Time authority of the tests"
    assert one.stamped_at is not None
    assert abs((datetime.now(UTC) - one.stamped_at).total_seconds()) < 60
    assert verify(stamped, read_pins([seal.published.encode()])).result == INTACT
    file = tmp_path / "stamped.pdf"
    file.write_bytes(stamped)
    for profile in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
        assert page.validate_pdf(str(file), profile=profile).is_compliant


def test_without_the_authority_nothing_is_sealed(settings: Any, bare: bytes, seal: Seal) -> None:
    """A paper that should carry a time waits for it: the worker tries again later."""
    settings.POPOTNIK_TIMESTAMP_URL = "http://127.0.0.1:9/"
    with pytest.raises(SealFailed):
        making.sealed(bare, seal)


@pytest.mark.skipif(not Path(SOFTHSM).exists(), reason="SoftHSM is not installed: no token to try")
def test_a_key_in_a_token(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch, bare: bytes
) -> None:
    seal = making.a_seal(tmp_path, "emona")
    configuration, tokens = tmp_path / "softhsm2.conf", tmp_path / "tokens"
    tokens.mkdir()
    configuration.write_text(f"directories.tokendir = {tokens}\nobjectstore.backend = file\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(configuration))
    tool = ["softhsm2-util", "--pin", PIN]
    label = ["--label", "popotnik"]
    subprocess.run([*tool, "--init-token", "--free", "--so-pin", "4321", *label], check=True)
    taken_in = ["--import", str(seal.folder / KEY), "--token", "popotnik", "--label", "seal", "--id", "01"]
    subprocess.run([*tool, *taken_in], check=True)
    (seal.folder / KEY).unlink()
    (seal.folder / TOKEN).write_text(f'module = "{SOFTHSM}"\ntoken = "popotnik"\nkey = "seal"\n')
    with pytest.raises(SealFailed):
        making.sealed(bare, seal)
    seal_keys._opened.cache_clear()
    settings.POPOTNIK_SEAL_PIN = PIN
    content = making.sealed(bare, seal)
    assert look(content, seal).state == SealState.WHOLE
    assert verify(content, read_pins([seal.published.encode()])).result == INTACT


PDFSIG = shutil.which("pdfsig")


@pytest.mark.skipif(PDFSIG is None, reason="poppler's pdfsig is not installed: no second reader to ask")
def test_a_second_reader_agrees(
    genuine: bytes, bare: bytes, seal: Seal, forger: Seal, tmp_path: Path
) -> None:
    """Valid, whole and pinned, all three: each alone lets something through."""
    flipped = bytearray(genuine)
    flipped[500] ^= 1
    files = {
        "genuine": (genuine, (True, True, True)),
        "flipped": (bytes(flipped), (False, True, True)),
        "overlaid": (making.overlaid(genuine, b"PAID"), (True, False, True)),
        "forged": (making.sealed(bare, forger), (True, True, False)),
        "stripped": (making.rewritten(genuine, "stripped"), (False, False, False)),
    }
    for name, (content, expected) in files.items():
        folder = tmp_path / name
        folder.mkdir()
        (folder / "paper.pdf").write_bytes(content)
        said = _pdfsig(folder)
        _pdfsig(folder, "-dump")
        told = ("Signature is Valid" in said, "Total document signed" in said and "Not total" not in said)
        assert (*told, _pinned(folder, seal)) == expected, (name, said)


def _pdfsig(folder: Path, *option: str) -> str:
    command = [str(PDFSIG), *option, "paper.pdf"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout


def _pinned(folder: Path, seal: Seal) -> bool:
    """Whether the certificate of the last signature that pdfsig took out of the file is the published one."""
    taken_out = sorted(folder.glob("*.sig*"))
    if not taken_out:
        return False
    data = cms.ContentInfo.load(taken_out[-1].read_bytes())["content"]
    serial = data["signer_infos"][0]["sid"].chosen["serial_number"].native
    found = [one.chosen for one in data["certificates"] if one.chosen.serial_number == serial]
    return [hashlib.sha256(one.dump()).hexdigest() for one in found] == [seal.fingerprint]


def test_the_operator_learns_which_seal_does_not_work(
    house: House, stranger: House, settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.POPOTNIK_SEALS = tmp_path
    making.a_seal(tmp_path, "emona")
    call_command("seal_status")
    said = capsys.readouterr().out
    assert "drava: no seal" in said
    assert "emona: Seal of Univerza v Emoni, self-made" in said
    (tmp_path / "emona" / KEY).write_text("nothing")
    with pytest.raises(CommandError, match=r"emona: The key .* cannot be opened"):
        call_command("seal_status")
