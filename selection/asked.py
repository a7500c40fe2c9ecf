"""What a call asks its applicants and its office: the facts of its rules as questions."""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.utils.text import capfirst

from mobility.models import Call
from mobility.questions import Asking, CallPaper, Question, asks
from selection.engine.facts import Fact
from selection.engine.scalars import Words
from selection.facts.frozen import value_from
from selection.facts.supply import SHARED_PAPERS, Supplier, declared_facts, slot_of, supplied_by
from selection.words_of_facts import PAPER_KINDS, UNIT_NAMES, choice_words, text_of, value_and_unit


@asks
def of_applicants(call: Call) -> Asking:
    """The facts that applicants state or show by a paper, and the papers that everybody hands in."""
    facts = supplied_by(Supplier.APPLICANT, declared_facts(call))
    return Asking(tuple(question_of(fact) for fact in facts), tuple(_papers(call)))


def _papers(call: Call) -> Iterator[CallPaper]:
    """The papers of a call. One of a kind that there is once stands where the answers find it too."""
    kinds, seen = dict(PAPER_KINDS), Counter[str]()
    for told in call.papers:
        kind = told["kind"]
        seen[kind] += 1
        is_shared = kind in SHARED_PAPERS and seen[kind] == 1
        slot = kind if is_shared else f"call-{kind}-{seen[kind]}"
        said = told.get("say") or {}
        label = text_of(Words(sl=said.get("sl", ""), en=said.get("en", "")), str(kinds[kind]))
        yield CallPaper(slot, capfirst(label), told.get("required", False))


def question_of(fact: Fact) -> Question:
    """A fact as a question, in the reader's language."""
    paper = slot_of(fact)
    kind = dict(PAPER_KINDS)[fact.evidence] if paper in SHARED_PAPERS else ""
    return Question(
        code=fact.code,
        type=fact.type,
        label=text_of(fact.label, fact.code),
        words=partial(_words, fact),
        article=fact.article,
        unit=str(UNIT_NAMES[fact.unit]) if fact.unit else "",
        whole=fact.whole,
        choices=tuple((value, choice_words(value, fact)) for value in fact.choices),
        paper=paper,
        paper_label=str(kind),
        must_prove=fact.without_evidence == "invalid",
    )


def _words(fact: Fact, kept: Any) -> str:
    """A kept answer in words; as it stands where it does not fit the fact any more."""
    try:
        return value_and_unit(value_from(fact.type, kept), fact)
    except ValueError:
        return str(kept)
