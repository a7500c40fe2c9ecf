"""The data map: what every column of the database holds, why, on which basis, how long, and what erasure does.

Each app says it beside its models, in `<app>/privacy.py`: `describe(model, fields={TRAITS: "name name …"}, …)`.
A column that nobody described, or a description of a column that is gone, stops the start (core.checks) and fails
the tests. Export, erasure, retention and docs/data-map.md are read off this map and off nothing else.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    """What kind of data it is (docs/data-map.md explains them to readers)."""

    STRUCTURE = "structure", "keys and states"
    ORGANISATION = "organisation", "the organisation’s own data"
    IDENTITY = "identity", "identity and contact"
    EMPLOYMENT = "employment", "employment"
    ROLES = "roles", "capacities and relations"
    SIGN_IN = "sign_in", "sign-in"
    APPLICATION = "application", "application"
    CLAIMS = "claims", "answers to what a call asks"
    ASSESSMENT = "assessment", "assessment and decisions"
    AGREEMENT = "agreement", "agreement and signatures"
    STAY = "stay", "the stay and its reports"
    PERSONNEL = "personnel", "personnel file"
    INCLUSION = "inclusion", "inclusion and health"
    PAYMENT = "payment", "bank account"
    CORRESPONDENCE = "correspondence", "letters"
    EVIDENCE = "evidence", "evidence of what was done"
    OTHERS = "others", "data about other people"


class Purpose(models.TextChoices):
    """Why it is processed (domain: lawful basis per purpose)."""

    ORGANISATION = "organisation", "running the installation"
    ACCOUNT = "account", "knowing who signs in and what they may do"
    SELECTION = "selection", "selection of participants"
    MOBILITY = "mobility", "carrying out the mobility and accounting for it"
    RECOGNITION = "recognition", "recognition in the personnel file"
    INCLUSION = "inclusion", "support for inclusion"
    PUBLICATION = "publication", "publication of reports"
    LETTERS = "letters", "telling people what concerns them"
    EVIDENCE = "evidence", "proof and security"
    RIGHTS = "rights", "answering requests about one’s own data"


class Basis(models.TextChoices):
    """On which legal ground."""

    NONE = "none", _("no personal data")
    PUBLIC_TASK = "public_task", _("public task, GDPR Art. 6(1)(e)")
    CONTRACT = "contract", _("contract, GDPR Art. 6(1)(b)")
    LEGAL_DUTY = "legal_duty", _("legal obligation, GDPR Art. 6(1)(c)")
    CONSENT = "consent", _("consent, GDPR Art. 6(1)(a)")
    EXPLICIT_CONSENT = "explicit_consent", _("explicit consent, GDPR Art. 9(2)(a)")


class Keep(models.TextChoices):
    """By which rule it goes. Months stand in protection.enums.Rule and can be set by each university."""

    INSTALLATION = "installation", "as long as the installation runs"
    FILE = "file", "with the file: as a draft, not selected, or after the stay"
    PERSONNEL = "personnel", "permanently, under the law on employee records and archives"
    INCLUSION = "inclusion", "shortly after the stay or the refusal"
    BANK = "bank", "until the grant is settled and claims are over"
    ROLES = "roles", "some years after the role or post has ended"
    INVITATION = "invitation", "a year after the invitation"
    ACCOUNT = "account", "with the account, when nothing else is kept"
    SESSION = "session", "until the session ends"
    LETTERS = "letters", "a year after sending"
    DELIVERY = "delivery", "some weeks after delivery"
    HOST_LINK = "host_link", "a year after the link’s last day"
    READINGS = "readings", "two years after the reading"
    BUNDLE = "bundle", "a week after it is ready"
    JOURNAL = "journal", "the chain permanently; names and words go with what they are about"


class Erase(models.TextChoices):
    """What erasure does to the column when its record is erased."""

    DELETE = "delete", "deleted"
    ANONYMISE = "anonymise", "replaced by nothing that names anybody"
    KEEP = "keep", "kept"


@dataclass(frozen=True)
class Traits:
    """What is true of a column. `exportable`: it belongs into the person's own copy of their data."""

    category: Category
    purpose: Purpose
    basis: Basis
    keep: Keep
    erase: Erase = Erase.DELETE
    exportable: bool = True
    special: bool = False


@dataclass(frozen=True)
class Whose:
    """How a row leads to the person it is about: a lookup from the row, and which rows count.

    `fields` narrows the copy to some columns: an assessor gets that and when they scored, not whom.
    """

    path: str
    only: Q = field(default_factory=Q)
    fields: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Description:
    """A table in the map.

    `file`: lookup from the row to its mobility, which carries it along; `file_key`: the column with the mobility's
    public id, where there is no reference. `stays`: the rows of a file that remain when
    the rest goes, because the personnel file rests on them. `brings`: rows it points to that go with it.
    """

    label: str
    title: str | Promise
    traits: Mapping[str, Traits]
    whose: tuple[Whose, ...] = ()
    file: str = ""
    file_key: str = ""
    stays: Q | None = None
    brings: tuple[str, ...] = ()
    optional: bool = False

    @property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.label)

    @property
    def is_installed(self) -> bool:
        """Whether the table exists here; optional ones belong to apps that need not be installed."""
        try:
            apps.get_model(self.label)
        except LookupError:
            return False
        return True

    def exported(self, whose: Whose) -> tuple[str, ...]:
        """The columns that a person's copy holds by this way."""
        names = (name for name, traits in self.traits.items() if traits.exportable)
        return tuple(name for name in names if whose.fields is None or name in whose.fields)


MAP: dict[str, Description] = {}


def describe(
    model: type[models.Model] | str,
    title: str | Promise,
    *,
    fields: Mapping[Traits, str],
    person: str | tuple[str | Whose, ...] = (),
    file: str = "",
    file_key: str = "",
    stays: Q | None = None,
    brings: str = "",
    optional: bool = False,
) -> None:
    """Describe one table: its columns by traits, as words; and how a row leads to its person or its file."""
    label = model if isinstance(model, str) else model._meta.label
    if label in MAP:
        raise ValueError(f"{label} is described twice.")
    traits: dict[str, Traits] = {}
    for shared, names in fields.items():
        for name in names.split():
            if name in traits:
                raise ValueError(f"{label}.{name} is described twice.")
            traits[name] = shared
    ways = (person,) if isinstance(person, str) else person
    whose = tuple(way if isinstance(way, Whose) else Whose(way) for way in ways)
    MAP[label] = Description(
        label, title, traits, whose, file, file_key, stays, tuple(brings.split()), optional
    )


def columns(model: type[models.Model]) -> "tuple[models.Field[Any, Any], ...]":
    """What the map must know of a table: its columns and its lists of others."""
    return (*model._meta.concrete_fields, *model._meta.local_many_to_many)


def described() -> Iterator[Description]:
    """Every description whose table exists in this installation."""
    return (entry for entry in MAP.values() if entry.is_installed)


def problems() -> Iterator[str]:
    """What the map lacks or has too much of, in words that say where to mend it."""
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label
        if label not in MAP:
            yield f"{label} is not in the data map: describe it in {model._meta.app_label}/privacy.py."
            continue
        names, known = {column.name for column in columns(model)}, set(MAP[label].traits)
        yield from (f"{label}.{name} is not in the data map: classify it." for name in sorted(names - known))
        yield from (
            f"{label}.{name} is in the data map but not in the table." for name in sorted(known - names)
        )
    yield from (
        f"{entry.label} is in the data map but no table."
        for entry in MAP.values()
        if not entry.optional and not entry.is_installed
    )


# Traits that many tables share. KEY: names no one; ORGANISATION: the institution's own; OTHER: somebody else's name.
KEY = Traits(
    Category.STRUCTURE, Purpose.ORGANISATION, Basis.NONE, Keep.INSTALLATION, Erase.DELETE, exportable=False
)
REGISTER = Traits(
    Category.ORGANISATION, Purpose.ORGANISATION, Basis.NONE, Keep.INSTALLATION, Erase.KEEP, exportable=False
)
OTHER = Traits(
    Category.OTHERS, Purpose.EVIDENCE, Basis.PUBLIC_TASK, Keep.FILE, Erase.DELETE, exportable=False
)
