"""`manage.py write_docs`: the pages of docs/ that are read off the stage table, the policy and the data map."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import override

from core import datamap_page
from core.policy import RULES
from mobility.duties import PHASE_OF
from mobility.enums import Stage
from mobility.moves import FACES, MOVE, MOVES, Move

DOCS = Path(__file__).resolve().parents[3] / "docs"
NOTE = "<!-- Written by `./run docs`; change the code it is read from instead. -->"
# These two lead out of nearly every stage: the diagram would be nothing but their arrows.
SIDE_EXITS = (Stage.WITHDRAWN, Stage.CANCELLED)
MARK = re.compile(r"\x00(\d+)\x00")


class Command(BaseCommand):
    help = "Write docs/lifecycle.md, docs/permissions.md and docs/data-map.md anew."

    def handle(self, *args: Any, **options: Any) -> None:
        for name, page in PAGES.items():
            (DOCS / name).write_text(page(), "utf-8")
            self.stdout.write(f"docs/{name}")


def lifecycle() -> str:
    """The procedure: diagram, moves, stages, duties."""
    return _page(
        "# The way of a mobility",
        NOTE,
        "Read off `mobility/moves.py`. Each move goes through one door, `mobility.lifecycle.advance`; who makes it"
        " and what else must hold stands in [permissions](permissions.md), why it is built so in"
        " [one stage table and one door](adr/0002-one-stage-table-and-one-door.md).",
        "## Picture",
        "\n".join(["```mermaid", "stateDiagram-v2", *_diagram(), "```"]),
        "\n".join(_side_exits()),
        "## Moves",
        _table(
            ("Move", "Button", "In Slovenian", "From", "To", "By", "App", "Journal"), map(_move_row, MOVES)
        ),
        "## Stages",
        "The holder is who has the file while no duty is open; an open duty says it more exactly.",
        _table(
            ("Stage", "Staff read", "Osebje bere", "Participant reads", "Udeleženec bere", "Held by", "Pri"),
            map(_stage_row, Stage),
        ),
        "## Duties",
        "What runs side by side is a duty, not a stage; its phase says which move waits for it.",
        _table(("Duty", "In words", "Z besedami", "Phase"), map(_duty_row, PHASE_OF.items())),
    )


def permissions() -> str:
    """Every verb of the policy with its rule."""
    moves = [move for move in MOVES if move.verb in RULES]
    others = sorted(set(RULES) - set(MOVE))
    return _page(
        "# Who may do what",
        NOTE,
        "Read off the policy: each app registers its verbs in its `policy` modules, and button, page, operation and"
        " worker ask the same rule through `core.policy`. A rule that says no says why, in the reader's language.",
        "*Holds* means an appointment in force today for the file's member (and unit, where it is tied to one);"
        " *related* means a relation to this one mobility; *system* is the calendar or the last met duty.",
        "## Moves",
        "The stages and capacities are those of the stage table; for every pair outside of them the tests expect no.",
        _table(("Verb", "Stages", "Capacities", "Rule"), map(_permission_row, moves)),
        "## Everything else",
        _table(("Verb", "Rule"), ((f"`{verb}`", plain(RULES[verb].name)) for verb in others)),
    )


def data_map() -> str:
    """What is held of whom, why, on which basis, how long."""
    with override("en"):
        return _page("# Data map", NOTE, *datamap_page.parts(_table))


PAGES: dict[str, Callable[[], str]] = {
    "lifecycle.md": lifecycle,
    "permissions.md": permissions,
    "data-map.md": data_map,
}


def _page(*parts: str) -> str:
    with override("en"):
        return "\n\n".join(parts) + "\n"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _diagram() -> Iterator[str]:
    drawn = [stage for stage in Stage if stage not in SIDE_EXITS]
    yield from (f'    state "{said(FACES[stage].staff)}" as {stage.value}' for stage in drawn)
    verbs: dict[tuple[str, str], list[str]] = {}
    for move in MOVES:
        if move.to not in SIDE_EXITS:
            for before in move.frm or ("[*]",):
                verbs.setdefault((str(before), move.to.value), []).append(move.verb)
    yield from (f"    {before} --> {after}: {', '.join(names)}" for (before, after), names in verbs.items())
    leaving = {stage for move in MOVES if move.to not in SIDE_EXITS for stage in move.frm}
    yield from (f"    {stage.value} --> [*]" for stage in drawn if stage not in leaving)


def _side_exits() -> Iterator[str]:
    """The moves that the diagram leaves out, in sentences."""
    for move in MOVES:
        if move.to in SIDE_EXITS:
            names = ", ".join(said(FACES[stage].staff) for stage in move.frm)
            yield f"- `{move.verb}` leads to *{said(FACES[move.to].staff)}* from: {names}."


def _move_row(move: Move) -> tuple[str, ...]:
    return (
        f"`{move.verb}`",
        said(move.label),
        said(move.label, "sl"),
        _codes(move.frm),
        f"`{move.to.value}`",
        _codes(move.by),
        move.in_app,
        f"`mobility.{move.past}`",
    )


def _stage_row(stage: Stage) -> tuple[str, ...]:
    face = FACES[stage]
    words = (face.staff, face.participant, face.holder_words)
    return (f"`{stage.value}`", *(said(word, language) for word in words for language in ("en", "sl")))


def _duty_row(row: tuple[Any, Any]) -> tuple[str, ...]:
    kind, phase = row
    return f"`{kind.value}`", said(kind.label), said(kind.label, "sl"), said(phase.label)


def _permission_row(move: Move) -> tuple[str, ...]:
    return f"`{move.verb}`", _codes(move.frm), _codes(move.by), plain(RULES[move.verb].name)


def _codes(values: Iterable[Any]) -> str:
    return ", ".join(f"`{value.value}`" for value in values)


def said(words: object, language: str = "en") -> str:
    """Words of the interface in one language."""
    with override(language):
        return str(words)


def plain(name: str) -> str:
    """A rule's name as a sentence, without the brackets that change nothing."""
    groups: list[str] = []

    def keep(match: re.Match[str]) -> str:
        groups.append(match[1])
        return f"\x00{len(groups) - 1}\x00"

    while "(" in name:
        name = re.sub(r"\(([^()]*)\)", keep, name)

    def opened(text: str, around: str | None) -> str:
        joint = next((word for word in (" or ", " and ") if word in text), "")
        parts = text.split(joint) if joint else [text]
        said_parts = [
            opened(groups[int(whole[1])], joint or around)
            if (whole := MARK.fullmatch(part))
            else MARK.sub(lambda mark: opened(groups[int(mark[1])], None), part)
            for part in parts
        ]
        return joint.join(said_parts) if around in (joint, "") else f"({joint.join(said_parts)})"

    return opened(name, "").replace("_", " ")
