"""From the database to a stranger's desk: the export, the stand-alone verifier, heads and their witness."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client

from core import heads, journal
from core.models import Entry, SentNotice, SignedHead, SigningKey
from core.tasks import sign_heads
from members.actor import system
from members.operations import name_witness
from tests.outbox import send_all
from tests.world import House
from tools.verify_journal import verify

VERIFIER = Path(__file__).parents[2] / "tools" / "verify_journal.py"


def written(house: House, number: int, note: str = "line") -> list[Entry]:
    return [
        journal.record(
            verb="test.noted", subject=house.unit, actor=house.actor("coordinator"), note=f"{note} {turn}"
        )
        for turn in range(number)
    ]


def export(tmp_path: Path, *options: str) -> Path:
    out = tmp_path / f"{len(list(tmp_path.iterdir()))}.jsonl"
    call_command("export_journal", "--university", "emona", "--out", str(out), *options, stdout=StringIO())
    return out


def check(bundle: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the verifier as a stranger does: another folder, no product on the path, no settings."""
    command = [sys.executable, "-I", str(VERIFIER), str(bundle), *options]
    return subprocess.run(
        command, cwd=bundle.parent, env={}, capture_output=True, text=True, check=False, timeout=60
    )


def test_an_exported_journal_is_sound_without_the_product(house: House, tmp_path: Path) -> None:
    with house.scope():
        entries = written(house, 4)
        head = heads.sign_head(occasion=heads.HOURLY)
        journal.redact(
            numbers=[entries[0].number], parts=["actor", "note"], actor=system(house.university.pk)
        )
    bundle = export(tmp_path)
    told = check(bundle, "--head", f"{head.number}:{head.hash}", "--key", head.key_id)
    assert told.returncode == 0, told.stdout + told.stderr
    assert "SOUND" in told.stdout
    assert "2 texts erased" in told.stdout
    assert b"line 1" in bundle.read_bytes()
    assert b"line 0" not in bundle.read_bytes()
    bare = export(tmp_path, "--without-texts")
    assert check(bare).returncode == 0
    assert b"line 1" not in bare.read_bytes()
    assert house.people["coordinator"].last_name.encode() not in bare.read_bytes()


def test_a_change_in_the_database_is_named(house: House, tmp_path: Path) -> None:
    """T96: somebody with the database changes one line; the exported journal names it."""
    with house.scope():
        written(house, 3)
    bundle = export(tmp_path)
    forged = tmp_path / "forged.jsonl"
    forged.write_bytes(bundle.read_bytes().replace(b"line 1", b"line 9"))
    with bundle.open("rb") as lines:
        fields = next(json.loads(line)["fields"] for line in lines if b"line 1" in line)
    told = check(forged)
    assert told.returncode == 1
    assert f"NOT SOUND: entry {fields['number']}: The note does not fit" in told.stdout
    assert check(tmp_path / "missing.jsonl").returncode == 2


def test_an_older_head_shows_a_restored_database(house: House, tmp_path: Path) -> None:
    with house.scope():
        written(house, 2)
    bundle = export(tmp_path)
    told = check(bundle, "--head", "999:" + "a" * 64)
    assert told.returncode == 1
    assert "the witness knows" in told.stdout.lower()


def test_the_export_overwrites_nothing_and_needs_the_key(house: House, tmp_path: Path, settings: Any) -> None:
    bundle = export(tmp_path)
    with pytest.raises(CommandError, match="already"):
        call_command("export_journal", "--university", "emona", "--out", str(bundle))
    settings.POPOTNIK_JOURNAL_KEY = "zz"
    with pytest.raises(CommandError, match="key"):
        call_command("export_journal", "--university", "emona", "--out", str(tmp_path / "x.jsonl"))
    assert not (tmp_path / "x.jsonl").exists()


def test_heads_are_signed_where_the_journal_grew(house: House, stranger: House) -> None:
    sign_heads()
    with stranger.scope():
        before = SignedHead.objects.count()
    with house.scope():
        written(house, 1)
    sign_heads()
    with house.scope():
        assert SignedHead.objects.count() == 2
    with stranger.scope():
        assert (before, SignedHead.objects.count()) == (1, 1)


def test_a_new_key_is_added_and_old_signatures_hold(house: House, tmp_path: Path, settings: Any) -> None:
    with house.scope():
        old = heads.sign_head(occasion=heads.HOURLY)
        settings.POPOTNIK_JOURNAL_KEY = "22" * 32
        written(house, 1)
        new = heads.sign_head(occasion=heads.HOURLY)
    assert old.key_id != new.key_id
    assert set(SigningKey.objects.values_list("key_id", flat=True)) == {old.key_id, new.key_id}
    report = verify(export(tmp_path).read_bytes().splitlines(keepends=True))
    assert report.first is None
    assert report.keys == sorted([old.key_id, new.key_id])


def test_the_demonstration_makes_its_own_key_once(settings: Any, tmp_path: Path) -> None:
    settings.POPOTNIK_JOURNAL_KEY, settings.POPOTNIK_JOURNAL_KEY_FILE = "", str(tmp_path / "s" / "key")
    with pytest.raises(heads.NoSigningKey):
        heads.signing_key()
    settings.POPOTNIK_DEMO = True
    first = heads.public_half(heads.signing_key())
    assert heads.public_half(heads.signing_key()) == first
    assert Path(settings.POPOTNIK_JOURNAL_KEY_FILE).stat().st_mode & 0o077 == 0


def test_a_made_key_is_a_key_and_is_never_overwritten(tmp_path: Path, capsys: Any) -> None:
    out = tmp_path / "key"
    call_command("make_journal_key", "--out", str(out))
    public = heads.public_half(Ed25519PrivateKey.from_private_bytes(bytes.fromhex(out.read_text().strip())))
    assert public in capsys.readouterr().out
    with pytest.raises(CommandError, match="never overwritten"):
        call_command("make_journal_key", "--out", str(out))


def test_the_witness_gets_each_head_once(house: House) -> None:
    with house.scope():
        name_witness(
            university=house.university, address="notary@example.org", actor=system(house.university.pk)
        )
        head = heads.sign_if_grown()
        assert head is not None
        assert heads.sign_if_grown() is None
        assert SentNotice.objects.filter(kind="journal_head").count() == 1
    send_all()
    (letter,) = [one for one in mail.outbox if one.to == ["notary@example.org"]]
    assert f"{head.number}:{head.hash}" in letter.body
    assert head.signature in letter.body


def test_the_keys_stand_on_a_public_page(house: House, stranger: House) -> None:
    with house.scope():
        head = heads.sign_head(occasion=heads.HOURLY)
    page = Client().get("/emona/journal/keys/").content.decode()
    assert head.key_id in page
    assert head.hash in page
    theirs = Client().get("/drava/journal/keys/").content.decode()
    assert head.hash not in theirs, "another university's end is not shown"
