"""docs/data-map.md: the data map as tables for readers, one for each database table that holds personal data."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from django.apps import apps

from core.datamap import MAP, Basis, Category, Description, Erase, Keep, Purpose, Traits

Table = Callable[[tuple[str, ...], Iterable[tuple[str, ...]]], str]
HEAD = ("Columns", "Category", "Purpose", "Basis", "Kept", "In one’s own copy", "On erasure", "Special")


def parts(table: Table) -> Iterator[str]:
    """The page's paragraphs; `table` sets a head and rows in Markdown."""
    yield (
        "What every column of the database holds, why, on which legal basis, how long, whether the person finds it"
        " in the copy of their own data, and what erasure does to it. Read off `<app>/privacy.py`; a column that is"
        " not in the map stops the start (`popotnik.E040`)."
    )
    yield (
        "*Kept* names a rule; its months can be set for each university, see [operator.md](operator.md). The bases"
        " are our reading of the law, to be confirmed by each university’s data protection officer."
    )
    entries = sorted((entry for entry in MAP.values()), key=lambda entry: (_app_order(entry), entry.label))
    personal = [entry for entry in entries if _is_personal(entry)]
    for app_label, group in groupby(personal, key=lambda entry: entry.label.partition(".")[0]):
        yield f"## {app_label}"
        for entry in group:
            yield f"### {entry.label}"
            yield _ways(entry)
            yield table(HEAD, _rows(entry))
    yield "## Tables without personal data"
    yield "\n".join(f"- `{entry.label}`: {entry.title}" for entry in entries if not _is_personal(entry))


def _app_order(entry: Description) -> tuple[int, str]:
    """Our own apps in the order in which they are installed, then those that are optional."""
    app_label = entry.label.partition(".")[0]
    labels = [config.label for config in apps.get_app_configs()]
    return (labels.index(app_label) if app_label in labels and not entry.optional else len(labels), app_label)


def _is_personal(entry: Description) -> bool:
    return any(traits.basis != Basis.NONE for traits in entry.traits.values())


def _ways(entry: Description) -> str:
    said = [f"{entry.title}."]
    said += [f"The person it is about: `{way.path}`." for way in entry.whose]
    if entry.file:
        said.append(f"Goes with the file: `{entry.file}`.")
    if entry.stays is not None:
        said.append("Stays where the personnel file rests on it.")
    if entry.optional:
        said.append("Only where this app is installed.")
    return " ".join(said)


def _rows(entry: Description) -> Iterator[tuple[str, ...]]:
    by_traits: dict[Traits, list[str]] = {}
    for name, traits in entry.traits.items():
        by_traits.setdefault(traits, []).append(name)
    for traits, names in by_traits.items():
        yield (
            ", ".join(f"`{name}`" for name in names),
            str(Category(traits.category).label),
            str(Purpose(traits.purpose).label),
            str(Basis(traits.basis).label),
            str(Keep(traits.keep).label),
            "yes" if traits.exportable else "no",
            str(Erase(traits.erase).label),
            "yes" if traits.special else "",
        )
