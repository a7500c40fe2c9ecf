"""What a scan can be taken as: each app registers its uses, so that mobility knows none of those above it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise

from core.models import StoredFile
from members.actor import Actor
from mobility.models import Mobility

FormFor = Callable[[Mobility, Actor, Any, Any], forms.Form]
Take = Callable[[Mobility, Actor, StoredFile, dict[str, Any]], Any]


@dataclass(frozen=True)
class ScanUse:
    """One thing that a scan can be.

    `verb` of the policy lets it be entered for a mobility; `kinds` are the kinds of papers for which it is offered
    first; `form` gives what has to be typed, `take` enters it. Raises Refusal.
    """

    code: str
    label: str | Promise
    verb: str
    form: FormFor
    take: Take
    kinds: frozenset[str] = frozenset()


USES: dict[str, ScanUse] = {}


def offer(use: ScanUse) -> None:
    """Register a use; those registered first stand first."""
    USES[use.code] = use


def uses_for(kind: str) -> list[ScanUse]:
    """Every use, those made for this kind of paper first."""
    return sorted(USES.values(), key=lambda use: kind not in use.kinds)
