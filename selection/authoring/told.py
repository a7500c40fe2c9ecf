"""A mistake of a call file, or a reason, as somebody reads it on the screen."""

from django.utils.translation import gettext as _

from selection.engine.applications import Because
from selection.engine.mistakes import Mistake
from selection.engine.shape import Rules
from selection.mistakes import sentence
from selection.reasons import sentence as reason_sentence


def told(mistake: Mistake, *, with_line: bool = True) -> str:
    """The sentence, with the line where the text has one."""
    words = sentence(mistake)
    if mistake.line is None or not with_line:
        return words
    return _("Line %(line)s: %(words)s") % {"line": mistake.line, "words": words}


def reason_of(because: Because, rules: Rules) -> str:
    """Why something was decided, in the reader's language."""
    return reason_sentence(because, rules)
