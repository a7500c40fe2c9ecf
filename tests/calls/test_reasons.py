"""Every point and every refusal of the published calls is said in a sentence, in both languages."""

import pytest
from django.utils import translation

from selection.engine.score import score
from selection.reasons import points_in_words, sentence
from tests.calls.worked import NAMES, call


@pytest.mark.parametrize("language", ["sl", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_every_reason_is_a_sentence(name: str, language: str) -> None:
    one = call(name)
    rules = one.file.rules
    scored = score(rules, one.applications, at=one.deadline)
    with translation.override(language):
        said = [
            *(points_in_words(given, rules) for entry in scored for given in entry.points),
            *(sentence(because, rules) for entry in scored for because in entry.because),
        ]
    assert said or not (rules.criteria or rules.gates)
    assert [text for text in said if not text.endswith((".", "!"))] == []
