"""Parts of the rules as small texts: shown, changed and taken back with the line of every mistake."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from selection.engine.forms import write_record
from selection.engine.mistakes import Mistake, Mistakes, with_lines
from selection.engine.read import rules_from, rules_to
from selection.engine.shape import Rules
from selection.engine.yaml_text import parse
from selection.engine.yaml_written import written

Data = dict[str, Any]


def text_of_parts(rules: Rules, parts: Iterable[str]) -> str:
    """Some parts of the rules as text; empty where none of them says anything."""
    data = write_record(rules)
    chosen = {part: data[part] for part in parts if part in data}
    return written(chosen) if chosen else ""


def text_of_criterion(rules: Rules, code: str) -> str:
    """One criterion as text."""
    return written(write_record(next(row for row in rules.criteria if row.code == code)))


def with_parts(rules: Data, parts: Iterable[str], text: str) -> Data:
    """The rules with some parts as the text has them. Raises `Mistakes`: those within the parts with their line."""
    parsed = parse(text)
    given = parsed.data if isinstance(parsed.data, dict) else None
    if given is None:
        raise Mistakes([Mistake("", 1, "not_a_mapping")])
    known = list(parts)
    unknown = [
        Mistake(name, None, "unknown_field", {"field": name, "known": known})
        for name in given
        if name not in known
    ]
    if unknown:
        raise Mistakes(with_lines(unknown, parsed.lines))
    kept = {name: value for name, value in rules.items() if name not in known}
    return checked({**kept, **given}, lines={f"rules.{path}": line for path, line in parsed.lines.items()})


def with_criterion(rules: Data, code: str, text: str) -> Data:
    """The rules with one criterion as the text has it, in its place. Raises `Mistakes` with the lines of the text."""
    parsed = parse(text)
    place = [row["code"] for row in rules["criteria"]].index(code)
    start = f"rules.criteria[{place}]"
    lines = {f"{start}.{path}" if path else start: line for path, line in parsed.lines.items()}
    criteria = list(rules["criteria"])
    criteria[place] = parsed.data
    return checked({**rules, "criteria": criteria}, lines=lines)


def checked(rules: Data, *, lines: dict[str, int] | None = None) -> Data:
    """The rules in their plain form. Raises `Mistakes`; codes must be given once."""
    try:
        known = rules_from(rules)
    except Mistakes as wrong:
        raise Mistakes(with_lines(wrong.mistakes, lines or {})) from None
    twice = list(_doubled(known))
    if twice:
        raise Mistakes(with_lines(twice, lines or {}))
    return rules_to(known)


def _doubled(rules: Rules) -> Iterable[Mistake]:
    for name in ("facts", "tables", "gates", "criteria"):
        seen: set[str] = set()
        for number, row in enumerate(getattr(rules, name)):
            if row.code in seen:
                yield Mistake(f"rules.{name}[{number}].code", None, "doubled_code", {"value": row.code})
            seen.add(row.code)


def without_place(mistake: Mistake, start: str) -> Mistake:
    """The mistake with its path told from within a part."""
    return replace(mistake, path=mistake.path.removeprefix(start).lstrip("."))
