"""Every code of a mistake that the engine can tell has its sentence, and every sentence its values."""

import ast
import re
from pathlib import Path

import pytest
from django.utils import translation

from selection.mistake_words import SENTENCES
from selection.mistakes import sentence
from tests.engine.files import rules_text
from tests.engine.test_lint import CALLS, GOOD, NOTICES, RULES, bad, told

ENGINE = Path(__file__).resolve().parents[2] / "selection" / "engine"
TELLERS = {"mistake", "wrong", "refuse", "Mistake", "BadCell"}
SLIP = re.compile(r"yield\s+\(?f?\"[^\"]*\",\s*\"([a-z_]+)\"")


def codes_told(path: Path) -> set[str]:
    """The codes of mistakes that a module tells: the last text among the arguments, and the slips of the kinds."""
    source = path.read_text()
    codes = set(SLIP.findall(source))
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _name(node.func) in TELLERS:
            texts = [
                one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)
            ]
            codes.update(texts[-1:])
    return codes - {""}


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_every_code_in_the_engine_has_a_sentence() -> None:
    codes = {code for path in ENGINE.rglob("*.py") for code in codes_told(path)}
    assert {"levels_or_scale", "not_positive", "band_gap", "anchor", "off_scale"} <= codes
    assert codes - set(SENTENCES) == {"band_gap"}


@pytest.mark.parametrize("language", ["sl", "en"])
def test_every_mistake_of_the_bad_files_is_told_in_words(language: str) -> None:
    texts = [rules_text(one[0]) for one in RULES]
    texts += [rules_text(bad(*one)[0]) for one in NOTICES]
    texts += [rules_text(GOOD).replace(one[0], one[1]) for one in CALLS]
    with translation.override(language):
        for one in (one for text in texts for one in told(text)):
            words = sentence(one)
            assert words != one.code, one
            assert "  " not in words
            assert "%(" not in words


def test_what_may_stand_there_is_told() -> None:
    [one] = [
        one
        for one in told(rules_text(bad("kind: bass, points: 1", "", "")[0]))
        if one.code == "unknown_choice"
    ]
    with translation.override("en"):
        assert sentence(one).startswith("“bass” may not stand here. May stand here: flag, choice, bands")
