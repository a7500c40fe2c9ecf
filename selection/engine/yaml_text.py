"""YAML 1.2 as text: plain data with the line of every path in it.

Anchors, tags and doubled keys are refused; `NO` is a country and not false; numbers are read from their own digits.
"""

import io
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from selection.engine.forms import Place, Raw
from selection.engine.mistakes import Mistake, Mistakes
from selection.engine.scalars import as_number

TAG = "tag:yaml.org,2002:"
LONGEST = 400_000
DEEPEST = 40
MOST_OPEN = 1_000
"""Brackets open at once, counted in texts too: what the YAML reader takes ever longer for."""
BRACKETS = {"[": 1, "{": 1, "]": -1, "}": -1}


@dataclass
class Text:
    """What a text holds, and on which line each path begins."""

    data: Raw = None
    lines: dict[str, int] = field(default_factory=dict)


def parse(text: str) -> Text:
    """Plain data of the text. Raises `Mistakes` for what is no YAML of ours."""
    if len(text) > LONGEST:
        raise Mistakes([Mistake("", 1, "too_long", {"most": LONGEST})])
    if max(accumulate(BRACKETS.get(sign, 0) for sign in text), default=0) > MOST_OPEN:
        raise Mistakes([Mistake("", 1, "too_deep", {})])
    try:
        node = YAML(typ="safe", pure=True).compose(io.StringIO(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise Mistakes([Mistake("", line, "not_yaml", {"problem": str(error.problem or "")})]) from None
    except (YAMLError, RecursionError, ValueError):
        raise Mistakes([Mistake("", 1, "not_yaml", {"problem": ""})]) from None
    reader = _Nodes()
    data = reader.read(node, Place("")) if node is not None else {}
    if reader.mistakes:
        raise Mistakes(reader.mistakes)
    return Text(data, reader.lines)


class _Nodes:
    """Turns nodes into plain data and remembers their lines."""

    def __init__(self) -> None:
        self.lines: dict[str, int] = {}
        self.mistakes: list[Mistake] = []
        self.seen: set[int] = set()

    def read(self, node: Node, place: Place, depth: int = 0) -> Raw:
        self.lines.setdefault(place.path, node.start_mark.line + 1)
        if id(node) in self.seen:
            return self.refuse(node, place, "anchor")
        self.seen.add(id(node))
        if depth > DEEPEST:
            return self.refuse(node, place, "too_deep")
        if isinstance(node, MappingNode):
            return self.mapping(node, place, depth)
        if isinstance(node, SequenceNode):
            return [
                self.read(entry, place.item(number), depth + 1) for number, entry in enumerate(node.value)
            ]
        return self.scalar(node, place)

    def mapping(self, node: MappingNode, place: Place, depth: int) -> Raw:
        data: dict[Any, Raw] = {}
        for name, value in node.value:
            if not isinstance(name, ScalarNode):
                self.refuse(name, place, "key_not_plain")
                continue
            here = place.key(name.value)
            self.lines.setdefault(here.path, name.start_mark.line + 1)
            if name.value in data:
                self.refuse(name, here, "doubled_key", field=name.value)
            data[name.value] = self.read(value, here, depth + 1)
        return data

    def scalar(self, node: Node, place: Place) -> Raw:
        text: str = node.value
        match str(node.tag).removeprefix(TAG):
            case "str" | "timestamp":
                return text
            case "int" | "float":
                number = as_number(text)
                return self.refuse(node, place, "not_plain_number", value=text) if number is None else number
            case "bool":
                return text.lower() == "true"
            case "null":
                return None
        return self.refuse(node, place, "tag", value=str(node.tag))

    def refuse(self, node: Node, place: Place, code: str, **values: Any) -> None:
        self.mistakes.append(Mistake(place.path, node.start_mark.line + 1, code, values))
