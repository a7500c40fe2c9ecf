"""Signed ends of chains: what somebody outside can hold against a history that was written anew.

One Ed25519 key signs for the installation. Its private half comes from the environment or a file of secrets; the
public half is kept in the database for good and published (`/<university>/journal/keys`).
"""

import hashlib
import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.apps import apps
from django.conf import settings
from django.db import transaction

from core import chain, journal
from core.letters import Letter, Reader, queue
from core.models import SignedHead, SigningKey

KEY_BYTES = 32
HOURLY, RESULTS, EXPORT = "hourly", "results", "export"
KEYS_PAGE = "/{slug}/journal/keys/"


class NoSigningKey(RuntimeError):
    """The key that signs ends of chains is not set, or is no 64 hexadecimal digits."""


def signing_key() -> Ed25519PrivateKey:
    """The installation's private key. Raises NoSigningKey."""
    text = settings.POPOTNIK_JOURNAL_KEY or _from_file()
    try:
        seed = bytes.fromhex(text.strip())
    except ValueError as error:
        raise NoSigningKey("The journal's key is not written in hexadecimal digits.") from error
    if len(seed) != KEY_BYTES:
        raise NoSigningKey("Set POPOTNIK_JOURNAL_KEY or POPOTNIK_JOURNAL_KEY_FILE: 64 hexadecimal digits.")
    return Ed25519PrivateKey.from_private_bytes(seed)


def _from_file() -> str:
    if not settings.POPOTNIK_JOURNAL_KEY_FILE:
        return ""
    path = Path(settings.POPOTNIK_JOURNAL_KEY_FILE)
    if settings.POPOTNIK_DEMO and not path.exists():
        _keep_new_key(path)
    try:
        return path.read_text()
    except OSError as error:
        raise NoSigningKey(f"The journal's key cannot be read: {error}") from error


def _keep_new_key(path: Path) -> None:
    """The demonstration makes its own key; of two processes that try at once, one does."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    path.parent.mkdir(parents=True, exist_ok=True)
    draft.touch(mode=0o600)
    draft.write_text(os.urandom(KEY_BYTES).hex() + "\n")
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()


def public_half(key: Ed25519PrivateKey) -> str:
    """The public key as 64 hexadecimal digits."""
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def key_id(public_key: str) -> str:
    """The name of a key: the first 16 hexadecimal digits of the SHA-256 of its 32 bytes."""
    return hashlib.sha256(bytes.fromhex(public_key)).hexdigest()[:16]


@transaction.atomic
def sign_head(*, occasion: str) -> SignedHead:
    """Sign the present end of the university's chain and tell its witness. Raises NoSigningKey."""
    key = signing_key()
    head, now = journal.locked_head()
    public = public_half(key)
    name = key_id(public)
    SigningKey.objects.get_or_create(key_id=name, defaults={"public_key": public, "first_used_at": now})
    words = chain.head_words(
        university=head.university_id, number=head.number, hash_=head.hash, at=now, key=name
    )
    signed = SignedHead.objects.create(
        number=head.number,
        hash=head.hash,
        at=now,
        key_id=name,
        signature=key.sign(words).hex(),
        occasion=occasion,
    )
    head.written_at = now
    head.save(update_fields=["written_at"])
    if occasion != EXPORT:
        tell_witness(signed)
    return signed


def sign_if_grown() -> SignedHead | None:
    """The hourly signature; nothing where the chain did not grow since the last one."""
    head, _now = journal.locked_head()
    last = SignedHead.objects.order_by("-number").first()
    if last is not None and last.number == head.number:
        return None
    return sign_head(occasion=HOURLY)


def tell_witness(head: SignedHead) -> None:
    """Send the head to the mailbox outside, where the university named one."""
    university = apps.get_model(settings.UNIVERSITY_MODEL).objects.get(pk=head.university_id)
    if not university.journal_witness:
        return
    letter = Letter(
        kind="journal_head",
        template="core/mail/journal_head",
        key=f"journal_head:{head.pk}",
        link=KEYS_PAGE.format(slug=university.slug),
    )
    reader = Reader(university.journal_witness, "", settings.LANGUAGE_CODE)
    queue(letter, to=reader, context={"head": head, "university": university})
