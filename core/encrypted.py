"""A text column that is encrypted at rest: the database, its copies and its dumps hold no readable word of it.

`settings.POPOTNIK_FIELD_KEYS` is the ring of Fernet keys (AES-128-CBC with HMAC-SHA256): the first encrypts, each
decrypts. To change the key put the new one in front, run `manage.py rotate_field_keys`, then drop the old one.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models


class Unreadable(RuntimeError):
    """No key of the ring opens the column: a key was dropped too early, or the text was changed."""


@lru_cache(maxsize=4)
def _ring(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def ring() -> MultiFernet:
    """The present ring of keys. Raises ValueError when there is none, or one is no Fernet key."""
    return _ring(tuple(settings.POPOTNIK_FIELD_KEYS))


class EncryptedTextField(models.TextField):
    """Text that is encrypted as it is written and decrypted as it is read; it cannot be searched."""

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return text if text in (None, "") else ring().encrypt(str(text).encode()).decode("ascii")

    def from_db_value(self, value: str | None, *args: Any) -> str | None:
        if value in (None, ""):
            return value
        try:
            return ring().decrypt(str(value).encode("ascii")).decode()
        except InvalidToken as invalid:
            raise Unreadable(
                f"{self.model._meta.label}.{self.name} opens with no key of the ring"
            ) from invalid

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is encrypted: it cannot be searched by {lookup_name}.")
        return super().get_lookup(lookup_name)


def encrypted_columns() -> Iterator[tuple[type[models.Model], str]]:
    """Every model with an encrypted column, and the column's name."""
    for model in apps.get_models():
        for column in model._meta.concrete_fields:
            if isinstance(column, EncryptedTextField):
                yield model, column.name
