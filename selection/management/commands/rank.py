"""`manage.py rank CALL.yaml APPLICATIONS.csv [--seed S] [--language sl|en] [--format table|csv|json]`: a trial run."""

import secrets
from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from core.spreadsheets import Unreadable, decoded
from selection import mistakes
from selection.engine.mistakes import Mistake, Mistakes
from selection.engine.order import draws_lots
from selection.engine.read import load
from selection.engine.trial import try_out
from selection.trial_formats import as_csv, as_json, as_table

T = TypeVar("T")
FORMATS = {"table": as_table, "csv": as_csv, "json": as_json}


class Command(BaseCommand):
    help = (
        "Rank applications out of a CSV file under the rules of a call file and explain every point. "
        "Nothing is kept and no database is touched. docs/formats.md describes both files."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("call", type=Path, help="The call file (YAML).")
        parser.add_argument("applications", type=Path, help="The applications (CSV).")
        parser.add_argument(
            "--seed", default="", help="Seed of the lots; without it one is drawn and printed."
        )
        parser.add_argument("--language", choices=("sl", "en"), default="sl")
        parser.add_argument("--format", choices=tuple(FORMATS), default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"]):
            file = _without_mistakes(options["call"], lambda: load(_text(options["call"])))
            seed = options["seed"] or (secrets.token_hex(8) if draws_lots(file.rules) else "")
            applications = _text(options["applications"])
            trial = _without_mistakes(options["applications"], lambda: try_out(file, applications, seed=seed))
            self.stdout.write(FORMATS[options["format"]](trial), ending="")


def _text(path: Path) -> str:
    """The text of the file. Raises CommandError where it cannot be read."""
    try:
        return decoded(path.read_bytes())
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
    except Unreadable as unreadable:
        raise CommandError(f"{path}: {unreadable.problems[0].words}") from unreadable


def _without_mistakes(path: Path, read: Callable[[], T]) -> T:
    """What was read. Raises CommandError with every mistake, each with its line and what it is in."""
    try:
        return read()
    except Mistakes as wrong:
        raise CommandError("\n".join(_told(path, wrong.mistakes))) from wrong


def _told(path: Path, found: Iterable[Mistake]) -> Iterable[str]:
    for one in found:
        line = _("line %(line)d") % {"line": one.line} if one.line else ""
        yield ": ".join(part for part in (str(path), line, one.path, mistakes.sentence(one)) if part)
    yield _("Nothing was ranked.")
