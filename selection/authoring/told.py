"""A mistake of a call file as somebody reads it on the screen: its line, and what is wrong."""

from django.utils.translation import gettext as _

from selection.engine.mistakes import Mistake
from selection.mistakes import sentence


def told(mistake: Mistake, *, with_line: bool = True) -> str:
    """The sentence, with the line where the text has one."""
    words = sentence(mistake)
    if mistake.line is None or not with_line:
        return words
    return _("Line %(line)s: %(words)s") % {"line": mistake.line, "words": words}


def reason_of(because: object, rules: object) -> str:
    return ""
