"""Bringing the registers into the database, on the owner's connection: the application may only read them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models, transaction

from core import clock
from partners.models import CharterHolder, Reference, ReferenceLoad
from partners.registers import REGISTERS, Register

OWNER = "owner"
BATCH = 2000


@dataclass(frozen=True)
class Loaded:
    """What became of one register."""

    name: str
    rows: int
    changed: bool


def load_registers() -> list[Loaded]:
    """Bring all registers up to date in one transaction; what has not changed since is left alone."""
    with transaction.atomic(using=OWNER):
        return [_load(register) for register in REGISTERS]


def _load(register: Register) -> Loaded:
    rows = register.read()
    digest = _digest(register.model, rows)
    known = ReferenceLoad.objects.using(OWNER).filter(register=register.name, sha256=digest)
    present = register.model._default_manager.using(OWNER)
    if known.exists() and present.count() >= len(rows):
        return Loaded(register.name, len(rows), changed=False)
    if register.model is CharterHolder:
        present.exclude(pk__in=[row.pk for row in rows]).update(listed=False)
    present.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=register.key,
        update_fields=[name for name in _fields(register.model) if name not in register.key],
    )
    ReferenceLoad.objects.using(OWNER).update_or_create(
        register=register.name,
        defaults={"sha256": digest, "rows": len(rows), "loaded_at": clock.now()},
    )
    return Loaded(register.name, len(rows), changed=True)


def _fields(model: type[models.Model]) -> list[str]:
    """The columns that a register fills: all but a number that the database gives."""
    return [field.attname for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]


def _digest(model: type[models.Model], rows: Sequence[Reference]) -> str:
    """SHA-256 over the rows as they would be written, so that a new rule for names counts as a change."""
    names = _fields(model)
    digest = hashlib.sha256(repr(names).encode())
    for row in rows:
        digest.update(repr([getattr(row, name) for name in names]).encode())
    return digest.hexdigest()
