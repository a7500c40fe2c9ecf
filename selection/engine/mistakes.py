"""What is wrong with a call file, as data: where, which mistake, and the values that a sentence about it needs."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True)
class Mistake:
    """One mistake. `path` is as in `rules.criteria[2].bands[0].from`; `line` counts from 1, None where unknown.

    `stops` tells whether the call cannot be published with it; otherwise it is something to look at.
    `selection.mistakes` turns it into a sentence.
    """

    path: str
    line: int | None
    code: str
    values: dict[str, Any] = field(default_factory=dict)
    stops: bool = True


class Mistakes(Exception):
    """A file that cannot be read: all mistakes of its form, by line."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("; ".join(f"{one.line or '?'}: {one.path}: {one.code}" for one in self.mistakes))


def parent(path: str) -> str:
    """The path of what holds it: `a.b[2]` → `a.b` → `a` → ``."""
    cut = max(path.rfind("."), path.rfind("["), 0)
    return path[:cut]


def with_lines(mistakes: Iterable[Mistake], lines: dict[str, int]) -> tuple[Mistake, ...]:
    """The mistakes with the line of their path, or of the nearest thing around it that stands in the file."""
    placed = [replace(one, line=_line(one.path, lines)) for one in mistakes]
    return tuple(sorted(placed, key=lambda one: (one.line or 0, one.path, one.code)))


def _line(path: str, lines: dict[str, int]) -> int | None:
    while path and path not in lines:
        path = parent(path)
    return lines.get(path)
