"""The ledger's second use: a database restored from a backup forgets again what had been erased since."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from core.datamap import described
from core.tenancy import current_reach
from members.models import Person
from mobility.models import Mobility
from protection import erasing
from protection.enums import Action
from protection.models import Erasure
from reporting.models import PublicationConsent

Line = dict[str, Any]


@transaction.atomic
def reapply(lines: list[Line]) -> int:
    """Erase every row that the ledger names and that is there; take over lines that the database lost.

    Lines come from the file beside the database; the database's own are gone through as well. Returns how many rows
    were erased again. Raises LookupError for a table that the product does not know.
    """
    _take_over(lines)
    models_by_table = {entry.model._meta.db_table: entry.model for entry in described()}
    rows: erasing.Rows = {}
    for line in list(Erasure.objects.order_by("pk")):
        model = models_by_table.get(line.table)
        if model is None:
            raise LookupError(f"the ledger names an unknown table: {line.table}")
        if line.action == Action.ANONYMISED:
            AGAIN[model](line)
        else:
            rows.setdefault(model, []).append(line.key)
    present = {model: _present(model, keys) for model, keys in rows.items()}
    return erasing.erase({model: keys for model, keys in present.items() if keys}, because="restore")


def _take_over(lines: list[Line]) -> None:
    known = set(Erasure.objects.values_list("table", "key", "action"))
    Erasure.objects.bulk_create(
        Erasure(
            university_id=current_reach().university_id,
            table=line["table"],
            key=line["key"],
            action=line["action"],
            because=line["because"],
            erased_at=datetime.fromisoformat(line["erased_at"]),
        )
        for line in lines
        if (line["table"], line["key"], line["action"]) not in known
    )


def _present(model: type[models.Model], keys: list[int | str]) -> list[int | str]:
    return list(model._base_manager.filter(pk__in=keys).values_list("pk", flat=True))


def _blank_person(line: Erasure) -> None:
    person = Person.objects.filter(pk=line.key).first()
    if person is not None and person.last_name != erasing.NAMELESS:
        erasing.erase(erasing.account_rows(person), because="restore")
        erasing.blank(person)


def _reduce_file(line: Erasure) -> None:
    on = timezone.localdate(line.erased_at)
    Mobility.objects.filter(pk=line.key, reduced_on=None).update(reduced_on=on)


def _withdraw_consent(line: Erasure) -> None:
    rows = PublicationConsent.objects.filter(pk=line.key, withdrawn_at=None)
    rows.update(withdrawn_at=line.erased_at)


# What is done again to rows that are not deleted but emptied or ended.
AGAIN: dict[type[models.Model], Callable[[Erasure], None]] = {
    Person: _blank_person,
    Mobility: _reduce_file,
    PublicationConsent: _withdraw_consent,
}
