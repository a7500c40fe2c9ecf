"""What a task over many agreements came to, in numbers: how many were written, asked, reminded, left, and so on."""

from collections import Counter

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mobility.enums import LineState
from mobility.models import AgreementRun

# What was done, by the codes of the lines (mobility.agreement_outcomes), in the order in which it is told.
DONE: tuple[tuple[frozenset[str], Promise], ...] = (
    (frozenset({"written"}), _("agreement written")),
    (frozenset({"asked", "asked_again"}), _("host asked to sign")),
    (frozenset({"reminded"}), _("signatories reminded")),
    (frozenset({"collected"}), _("signed agreement in the file (ZIP)")),
)
NOT_DONE: dict[LineState, Promise] = {
    LineState.NOTHING: _("nothing was to be done"),
    LineState.REFUSED: _("not possible: please look at them"),
    LineState.FAILED: _("failed: please look at them"),
    LineState.LEFT: _("left for later, because their hosts’ mailboxes had enough letters"),
}


def tally(run: AgreementRun) -> list[tuple[str, int]]:
    """How many mobilities of a task came to what, in words; what happened to none is left out. One statement."""
    ends = Counter(run.lines.values_list("state", "outcome__0"))
    done = [(words, sum(ends[LineState.DONE, code] for code in codes)) for codes, words in DONE]
    other = [
        (words, sum(many for (state, _code), many in ends.items() if state == which))
        for which, words in NOT_DONE.items()
    ]
    return [(str(words), many) for words, many in (*done, *other) if many]
