"""The library: call files that an installation offers as templates, `POPOTNIK_CALL_LIBRARY` in the settings."""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from django.conf import settings

from core.words import Bilingual
from selection.engine.read import dump, load, offer_from
from selection.engine.yaml_text import parse

RULES = "\nrules:"


@dataclass(frozen=True)
class CallTemplate(Bilingual):
    """One file as the list shows it: what it is for, and whose rules it holds."""

    path: Path
    title_sl: str
    title_en: str
    source_sl: str
    source_en: str
    action: str
    activities: tuple[str, ...]

    @property
    def code(self) -> str:
        return self.path.stem


def templates() -> tuple[CallTemplate, ...]:
    """The templates by the names of their files; none where the installation has no library."""
    folder = settings.POPOTNIK_CALL_LIBRARY
    return _templates(Path(folder)) if folder else ()


def text_of(template: CallTemplate) -> str:
    """The call file as a beginning of one's own: without the source, which is no basis of one's own rules."""
    file = load(template.path.read_text("utf-8"))
    call = {name: value for name, value in file.call.items() if name != "basis"}
    return dump(replace(file, call=call))


@cache
def _templates(folder: Path) -> tuple[CallTemplate, ...]:
    """Only the first part of each file is read: the rules are long, and the list does not show them."""
    return tuple(_template(path) for path in sorted(folder.glob("*.yaml")))


def _template(path: Path) -> CallTemplate:
    offer = offer_from(parse(path.read_text("utf-8").partition(RULES)[0]).data["call"])
    return CallTemplate(
        path=path,
        title_sl=offer.title.sl,
        title_en=offer.title.en,
        source_sl=offer.basis.sl if offer.basis else "",
        source_en=offer.basis.en if offer.basis else "",
        action=offer.action,
        activities=offer.activities,
    )
