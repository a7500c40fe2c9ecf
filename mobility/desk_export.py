"""The office's table as a file: the same rows as on the page, all of them, with the same filter and reach."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core.exports import Table, Value
from members.actor import Actor
from members.queries import address_by_id
from mobility import desk

MOST_ROWS = 20_000


def table(actor: Actor, asked: desk.Filter, today: date) -> Table:
    """Every mobility of the view that the actor may see."""
    heads = [
        _("Number"), _("Person"), _("Member"), _("Unit"), _("Host"), _("Country"), _("Action"), _("First day"),
        _("Last day"), _("Training days"), _("Stage"), _("Held by"), _("Next date"), _("Signatures"),
        _("Certificate"), _("Report"), _("Recognised"),
    ]  # fmt: skip
    return Table(_("Mobilities"), heads, _rows(actor, asked, today))


def _rows(actor: Actor, asked: desk.Filter, today: date) -> Iterator[list[Value]]:
    university = address_by_id(actor.university_id)
    found = desk.found(actor, asked, today).values(*desk.COLUMNS)[:MOST_ROWS]
    for values in found.iterator():
        yield _row(values, desk.row_of(values, university, today))


def _row(values: dict[str, Any], row: desk.Row) -> list[Value]:
    return [
        row.number, row.person, row.member, row.unit, row.host, row.country, values["action"], values["starts_on"],
        values["ends_on"], row.days, row.stage, row.holder, row.due_on, sum(row.signed), _said(row.certificate),
        _said(row.report), _said(row.recognised),
    ]  # fmt: skip


def _said(is_so: bool) -> str:
    return _("yes") if is_so else _("not yet")
