"""The columns of the sheet, in Slovenian and English; docs/formats.md is their contract.

`1 points`, `1 sentence`, `1 remark` belong to the first judged criterion of the call; what follows a colon is for the
reader alone. A column is named in code by its key: `application`, `title`, `sheet`, `points:1`.
"""

import re
from collections.abc import Sequence
from enum import StrEnum

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.spreadsheets import folded
from core.wording import points as said_points
from selection.scale import Scale
from selection.words import named

NOT_ASKED = "–"
APPLICATION, TITLE, SHEET = "application", "title", "sheet"
FIXED = {
    "application": APPLICATION, "prijava": APPLICATION,
    "title": TITLE, "naslov": TITLE,
    "sheet": SHEET, "ocenjevalni list": SHEET,
}  # fmt: skip
CODE_SIGNS = 10
OF_CRITERION = re.compile(r"(\d{1,3}) ([a-z]+)")


class Part(StrEnum):
    """What an assessor gives for one criterion."""

    POINTS = "points"
    SENTENCE = "sentence"
    REMARK = "remark"


PARTS = {
    "points": Part.POINTS, "tocke": Part.POINTS,
    "sentence": Part.SENTENCE, "utemeljitev": Part.SENTENCE,
    "remark": Part.REMARK, "opomba": Part.REMARK,
}  # fmt: skip


def key_of(part: Part, turn: int) -> str:
    """The key of a part of the criterion in this turn (from 1)."""
    return f"{part}:{turn}"


def keys(scales: Sequence[Scale]) -> list[str]:
    """All columns in their order."""
    judged = [key_of(part, turn) for turn in range(1, len(scales) + 1) for part in Part]
    return [APPLICATION, TITLE, SHEET, *judged]


def heads(scales: Sequence[Scale]) -> list[str]:
    """The heads of all columns in the active language, of the criteria of a call with their groups."""
    found = [
        pgettext("column of scores", "application"),
        pgettext("column of scores", "title"),
        pgettext("column of scores", "sheet"),
    ]
    names = [(scale, name) for scale, name in named(scales) if scale.is_judged]
    for turn, (scale, name) in enumerate(names, 1):
        found += [
            _("%(turn)d points: %(name)s (%(allowed)s)")
            % {"turn": turn, "name": name, "allowed": allowed(scale)},
            _("%(turn)d sentence: for the participant") % {"turn": turn},
            _("%(turn)d remark: for the committee only") % {"turn": turn},
        ]
    return found


def allowed(scale: Scale) -> str:
    """What may be given: 0, 5, 10; or 0 to 10 in steps of 0.5."""
    if scale.levels:
        return ", ".join(said_points(level.points) for level in scale.levels)
    limits = {"least": scale.least, "most": scale.most, "step": scale.step}
    told = {name: said_points(points) for name, points in limits.items()}
    return _("%(least)s to %(most)s, in steps of %(step)s") % told


def key_in(head: str, scales: Sequence[Scale]) -> str:
    """Which column a head names, in either language; empty for none."""
    words = folded(head.split(":", 1)[0])
    if words in FIXED:
        return FIXED[words]
    found = OF_CRITERION.fullmatch(words)
    if not found or found[2] not in PARTS or not 1 <= int(found[1]) <= len(scales):
        return ""
    return key_of(PARTS[found[2]], int(found[1]))


def code_of(sheet_id: int) -> str:
    """What tells one assessor's sheet from another's in the file; it opens nothing."""
    return salted_hmac("selection.offline", str(sheet_id)).hexdigest()[:CODE_SIGNS]
