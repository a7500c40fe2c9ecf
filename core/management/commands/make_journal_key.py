"""`manage.py make_journal_key --out FILE`: a new private key for signing ends of journals."""

import os
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.heads import KEY_BYTES, key_id, public_half


class Command(BaseCommand):
    help = "Write a new private key to a file that only its owner may read; prints the public half."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out", type=Path, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        seed = os.urandom(KEY_BYTES)
        try:
            descriptor = os.open(options["out"], os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError as error:
            raise CommandError(f"{options['out']} is there already; a key is never overwritten.") from error
        with os.fdopen(descriptor, "w") as file:
            file.write(seed.hex() + "\n")
        public = public_half(Ed25519PrivateKey.from_private_bytes(seed))
        self.stdout.write(f"Key {key_id(public)}, public half {public}")
