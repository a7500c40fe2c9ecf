"""The keys of the order by name, as a column tells which of them set two applications apart."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from selection.engine.keys import (
    ByCondition,
    ByCriterion,
    ByDecision,
    ByFact,
    ByLot,
    BySpread,
    ByStage,
    ByTotal,
    Key,
)
from selection.engine.shape import Rules
from selection.reasons import label_of, name_of
from selection.words_of_facts import text_of


def key_name(key: Key, rules: Rules) -> str:
    """What a key is called: in the call's own words where it has them."""
    return text_of(key.say) or NAMES[type(key)](key, rules)


def name_with_article(key: Key, rules: Rules) -> str:
    """The name of a key, with the article that it rests on."""
    name = key_name(key, rules)
    return f"{name} ({key.article})" if key.article else name


def _stage(key: ByStage, rules: Rules) -> str:
    return next((text_of(one.say) for one in rules.total.stages if one.code == key.code), "") or key.code


NAMES: Mapping[type[Key], Callable[[Any, Rules], str]] = {
    ByTotal: lambda key, rules: _("total points"),
    ByCondition: lambda key, rules: _("precedence"),
    ByCriterion: lambda key, rules: name_of(key.code, rules),
    ByFact: lambda key, rules: label_of(key.code, rules),
    ByStage: _stage,
    BySpread: lambda key, rules: _("even spread: %(fact)s") % {"fact": label_of(key.fact, rules)},
    ByDecision: lambda key, rules: _("order recorded by the committee"),
    ByLot: lambda key, rules: _("drawn lot"),
}
