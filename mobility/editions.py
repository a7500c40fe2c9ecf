"""The editions of a paper: a file for each language, or one file with both, as its member faculty chose.

The edition of a file stands in its field `language`: `sl`, `en`, or both (`core.words.TOGETHER`).
"""

from collections.abc import Iterable
from typing import Any

from core.words import TOGETHER, WRITTEN, languages_in
from mobility.models import PaperEditions

# Lines of a list in one file with both languages; printing a few thousand takes more than core.pdf.LIMITS gives.
MOST_TOGETHER = 1000


def newest(member_ids: Iterable[int]) -> dict[int, PaperEditions]:
    """The choice in force of each member that ever made one. One statement."""
    rows = PaperEditions.objects.filter(member_id__in=list(member_ids))
    return {row.member_id: row for row in rows.order_by("member", "-version").distinct("member")}


def editions_of(member_id: int, *, lines: int = 0) -> tuple[str, ...]:
    """The editions in which a paper of this member is printed now. Who never chose has a file for each language.

    A list of very many `lines` is a file for each language whatever was chosen: one with both would not be printed.
    """
    if lines > MOST_TOGETHER:
        return WRITTEN
    chosen = newest([member_id]).get(member_id)
    return (TOGETHER,) if chosen is not None and chosen.together else WRITTEN


def edition_with(rows: Iterable[Any], language: str) -> Any:
    """The file in which somebody reads this language. Raises StopIteration where there is none."""
    return next(row for row in rows if language in languages_in(row.language))


def edition_called(rows: Iterable[Any], wanted: str) -> Any | None:
    """The file of one paper that an address asks for: this edition, or for a language the file in which it is read."""
    return next((row for row in rows if wanted == row.language or wanted in languages_in(row.language)), None)


def is_whole(rows: Iterable[Any]) -> bool:
    """Whether these files of one paper hold it in every language."""
    return {language for row in rows for language in languages_in(row.language)} == set(WRITTEN)
