"""What keeps a call from being published: the spine's own questions, and those that other apps register."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core import clock
from core.rules import Words
from mobility.call_dates import rounds_of
from mobility.call_document import LANGUAGES, TEXTS, document_of
from mobility.enums import CriterionKind
from mobility.models import Call, Criterion


@dataclass(frozen=True)
class Problem:
    """One reason in words, the part of the call that it is about (mobility.call_sections), and which criterion."""

    section: str
    words: Words
    criterion: str = ""

    def __str__(self) -> str:
        return str(self.words)


Check = Callable[[Call, dict[str, Any]], Iterable[Problem]]
_BEFORE_PUBLICATION: list[Check] = []


def before_publication(check: Check) -> Check:
    """Register a question asked before a call is published; it gets the call and its document."""
    if check not in _BEFORE_PUBLICATION:
        _BEFORE_PUBLICATION.append(check)
    return check


def problems_of(call: Call) -> Iterator[Problem]:
    """Why a call cannot be published as it is, every reason."""
    yield from _of_texts(call)
    yield from _of_dates(call)
    if call.places < 1:
        yield Problem("places", _("The call offers no places."))
    criteria = list(call.criteria.filter(within=None).prefetch_related("levels"))
    if not criteria and not _decides_without_points(call):
        yield Problem("criteria", _("The call has no criteria."))
    yield from _of_criteria(criteria)
    document = document_of(call)
    for check in _BEFORE_PUBLICATION:
        yield from check(call, document)


def _decides_without_points(call: Call) -> bool:
    """Ordered priorities without points are a way of deciding too."""
    return any(key.get("by") not in {"total", "lot", "decision"} for key in call.rules.get("order", []))


def _has(row: Any, text: str, language: str) -> bool:
    return bool(getattr(row, f"{text}_{language}").strip())


def _of_texts(call: Call) -> Iterator[Problem]:
    names = text_names()
    for text in ("title", *TEXTS):
        missing = [language for language in LANGUAGES if not _has(call, text, language)]
        if missing:
            yield Problem(
                "texts",
                _("The text “%(text)s” is missing in: %(languages)s.")
                % {"text": names[text], "languages": ", ".join(_language(code) for code in missing)},
            )


def text_names() -> dict[str, str]:
    """The texts of a call by the names that a form gives them."""
    return {
        "title": _("Title"),
        "purpose": _("Purpose"),
        "audience": _("Who may apply"),
        "documents": _("Documents"),
        "basis": _("Legal basis"),
    }


def _language(code: str) -> str:
    return {"sl": pgettext("in the language", "Slovenian"), "en": pgettext("in the language", "English")}[
        code
    ]


def _of_dates(call: Call) -> Iterator[Problem]:
    rounds = rounds_of(call)
    if any(row.closes_at <= row.opens_at for row in rounds):
        yield Problem("dates", _("The deadline lies before the opening."))
    if call.closes_at <= clock.now():
        yield Problem("dates", _("The deadline has passed already."))
    if any(row.results_by < row.closes_at.date() for row in rounds):
        yield Problem("dates", _("The results are promised before the deadline."))
    if any(later.opens_at < earlier.closes_at for earlier, later in pairwise(rounds)):
        yield Problem("dates", _("A round opens before the one before it has closed."))
    if call.stays_until < call.stays_from:
        yield Problem("dates", _("The period of the stays ends before it begins."))
    if call.stays_until < call.results_by:
        yield Problem("dates", _("The period of the stays ends before the results are known."))


def _of_criteria(criteria: Iterable[Criterion]) -> Iterator[Problem]:
    for criterion in criteria:
        name = criterion.name or criterion.name_in_rules
        code = criterion.name_in_rules
        levels = list(criterion.levels.all())
        if not all(_has(row, "name", language) for row in (criterion, *levels) for language in LANGUAGES):
            words = _("The criterion “%(name)s” is not named in both languages.")
            yield Problem("criteria", words % {"name": name}, code)
        is_judged = criterion.kind == CriterionKind.JUDGED
        if is_judged and not levels and "scale" not in criterion.definition:
            yield Problem("criteria", _("The criterion “%(name)s” has no levels.") % {"name": name}, code)
        if any(level.points > criterion.most for level in levels):
            words = _("The criterion “%(name)s” has a level beyond its %(most)s points.")
            yield Problem("criteria", words % {"name": name, "most": _short(criterion.most)}, code)


def _short(points: Decimal) -> str:
    return f"{points.normalize():f}"
