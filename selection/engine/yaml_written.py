"""The canonical way to write YAML: what is small stands on one line, everything else line by line."""

import io
import re
from datetime import date
from decimal import Decimal
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.nodes import Node
from ruamel.yaml.representer import RoundTripRepresenter
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString, SingleQuotedScalarString

from selection.engine.forms import Raw
from selection.engine.scalars import plain
from selection.engine.yaml_text import TAG

ODD = re.compile(r"[^\n\t -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""Signs that YAML writes as escapes: controls, line separators, the mark of byte order."""
WIDTH = 100
INLINE_DEPTH = 2


def written(data: Raw) -> str:
    """The canonical text of plain data."""
    out = io.StringIO()
    yaml = YAML()
    yaml.Representer = _Representer
    yaml.width = 10_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump(_laid_out(data, 0), out)
    return out.getvalue()


class _Representer(RoundTripRepresenter):
    """Numbers by their own digits, days as days."""

    def number(self, number: Decimal) -> Node:
        text = format(plain(number), "f")
        return self.represent_scalar(TAG + ("float" if "." in text else "int"), text)

    def day(self, day: date) -> Node:
        return self.represent_scalar(TAG + "timestamp", day.isoformat())


_Representer.add_representer(Decimal, _Representer.number)
_Representer.add_representer(date, _Representer.day)


def _laid_out(data: Raw, indent: int, column: int = 0) -> Raw:
    """The same data, each mapping and list told whether it stands on one line, which would begin at `column`."""
    if isinstance(data, dict):
        laid: Any = CommentedMap(
            (
                _quoted(name) if isinstance(name, str) else name,
                _laid_out(value, indent + 2, indent + len(str(name)) + 2),
            )
            for name, value in data.items()
        )
    elif isinstance(data, list):
        laid = CommentedSeq(_laid_out(value, indent + 2, indent + 2) for value in data)
    else:
        return _quoted(data) if isinstance(data, str) else data
    if _fits(data, column):
        laid.fa.set_flow_style()
    else:
        laid.fa.set_block_style()
    return laid


def _quoted(text: str) -> Any:
    """The text with the quotes it needs, where the representer does not see to them: odd signs, a first : or ?."""
    if ODD.search(text):
        return DoubleQuotedScalarString(text)
    if "\n" in text:
        return LiteralScalarString(text)
    return SingleQuotedScalarString(text) if text.startswith((":", "?")) else text


def _fits(data: Raw, column: int) -> bool:
    """Whether it may stand on one line: short, shallow, no list of rules, no text for people among other things."""
    if not data:
        return True
    rules = isinstance(data, list) and isinstance(data[0], dict)
    return not rules and _depth(data) <= INLINE_DEPTH and not _tells(data) and column + _length(data) <= WIDTH


def _depth(data: Raw) -> int:
    if isinstance(data, dict):
        return 1 + max((_depth(value) for value in data.values()), default=0)
    if isinstance(data, list):
        return 1 + max((_depth(value) for value in data), default=0)
    return 0


def _length(data: Raw) -> int:
    if isinstance(data, dict):
        return sum(len(str(name)) + 4 + _length(value) for name, value in data.items())
    if isinstance(data, list):
        return sum(2 + _length(value) for value in data)
    return len(str(data))


def _tells(data: Raw) -> bool:
    """Whether a text in both languages stands inside, or a text of several lines."""
    if isinstance(data, str):
        return "\n" in data
    inside = list(data.values()) if isinstance(data, dict) else data if isinstance(data, list) else []
    return any(isinstance(value, dict) and "sl" in value for value in inside) or any(map(_tells, inside))
