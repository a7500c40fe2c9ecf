"""A mistake of a call file as somebody reads it on the screen: its line, and what is wrong."""

from django.utils.translation import gettext as _

from selection.engine.mistakes import Mistake


def told(mistake: Mistake, *, with_line: bool = True) -> str:
    """The sentence, with the line where the text has one."""
    words = f"{mistake.path} {mistake.code} {mistake.values}"
    if mistake.line is None or not with_line:
        return words
    return _("Line %(line)s: %(words)s") % {"line": mistake.line, "words": words}


def reason_of(because: object, rules: object) -> str:
    return ""
