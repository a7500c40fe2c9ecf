"""Canaries: texts that say of themselves whose they are and where they stand."""

import hashlib
import re

CANARY = re.compile(r"CNRY-([a-z0-9]+)-([a-z0-9_]+)-([a-z0-9_]+)-([0-9a-f]{8})", re.IGNORECASE)
SEEDED: set[str] = set()


def mark(tenant: str, thing: str, field: str) -> str:
    """The canary of one field, e.g. `CNRY-ff-draft-motivation-0a1b2c3d`; the same at every call."""
    stem = f"CNRY-{tenant}-{thing}-{field}"
    made = f"{stem}-{hashlib.sha256(stem.encode()).hexdigest()[:8]}"
    SEEDED.add(made.lower())
    return made
