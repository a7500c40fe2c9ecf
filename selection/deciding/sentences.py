"""What is kept in words beside points, ranks and proposals: both languages, as it was said at that time."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from django.utils import translation

from selection.engine.applications import Scored
from selection.engine.claims import Given
from selection.engine.claims import Outcome as Proposed
from selection.engine.order import DEFAULT_ORDER
from selection.engine.shape import Rules
from selection.order_words import name_with_article
from selection.outcome_words import NAMES, reason_in_words
from selection.reasons import points_in_words as why_points
from selection.reasons import sentence as why_so

LANGUAGES = ("sl", "en")
Said = dict[str, str]
__all__ = ["in_both", "key_words", "own", "proposal_words", "remarks_on", "why_points", "why_so"]


def in_both(say: Callable[[], str]) -> Said:
    """The sentence in both languages."""
    said = {}
    for language in LANGUAGES:
        with translation.override(language):
            said[language] = say()
    return said


def own(said: Mapping[str, str]) -> str:
    """What was said, in the reader's language; empty where nothing was."""
    return said.get((translation.get_language() or LANGUAGES[0])[:2], "") or said.get(LANGUAGES[0], "")


def remarks_on(scored: Scored, rules: Rules) -> list[Said]:
    """Why an application is not considered, earns nothing or is admitted on conditions; where its total was changed."""
    return [in_both(partial(why_so, because, rules)) for because in scored.because]


def key_words(rules: Rules) -> list[Said]:
    """The keys of the order in words, in their order."""
    keys = rules.order or DEFAULT_ORDER
    return [in_both(partial(name_with_article, key, rules)) for key in keys]


def proposal_words(given: Given, rules: Rules) -> str:
    """What the rules propose for an application, and why."""
    return " ".join(_proposal(given, rules))


def _proposal(given: Given, rules: Rules) -> Iterator[str]:
    if given.outcome == Proposed.ZERO_GRANT:
        yield f"{str(NAMES[given.outcome]).capitalize()}."
    yield reason_in_words(given.because) or why_so(given.because, rules)
