"""Bringing the registers into the database, on the owner's connection: the application may only read them."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.db import connections, models, transaction
from django.db.models.functions import Now

from partners import folding, naming, registers
from partners.models import CharterHolder, ReferenceLoad
from partners.registers import REGISTERS, Register

OWNER = "owner"
BATCH = 2000
# The rules that turn the files into rows: when one of them changes, the rows are written anew.
RULES = (registers, naming, folding)


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
    digest = _digest(register)
    known = ReferenceLoad.objects.using(OWNER).filter(register=register.name, sha256=digest).first()
    present = register.model._default_manager.using(OWNER)
    if known is not None and present.count() >= known.rows:
        return Loaded(register.name, known.rows, changed=False)
    rows = register.read()
    if register.model is CharterHolder:
        left = CharterHolder.objects.using(OWNER).exclude(pk__in=[row.pk for row in rows])
        left.update(listed=False)
    present.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=register.key,
        update_fields=[name for name in _fields(register.model) if name not in register.key],
    )
    ReferenceLoad.objects.using(OWNER).update_or_create(
        register=register.name, defaults={"sha256": digest, "rows": len(rows), "loaded_at": Now()}
    )
    with connections[OWNER].cursor() as cursor:
        # So that the planner knows what was loaded and finds the index.
        cursor.execute(f'analyze "{register.model._meta.db_table}"')
    return Loaded(register.name, len(rows), changed=True)


def _digest(register: Register) -> str:
    """SHA-256 over the register's files and the rules by which they are read."""
    digest = hashlib.sha256()
    for path in (*register.paths, *(Path(str(rule.__file__)) for rule in RULES)):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _fields(model: type[models.Model]) -> list[str]:
    """The columns that a register fills: all but a number that the database gives."""
    return [field.attname for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
