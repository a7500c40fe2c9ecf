"""Records whose fields say how they are read and written: one declaration is the format, its order, its defaults.

A `Form` reads one value from plain data (mappings, lists, text, bool, date, `Decimal`) and writes it back. A record
is a frozen dataclass whose fields carry a form. A field named by a word of Python's own has an underscore behind it:
`from_` stands for the key `from`.
"""

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, dataclass_transform

from selection.engine.mistakes import Mistake, Mistakes

T = TypeVar("T")
Raw = Any
REQUIRED = dataclasses.MISSING


@dataclass(frozen=True)
class Place:
    """Where in the file something stands, the types of the facts that may be named there, and of the one in hand."""

    path: str = ""
    facts: Mapping[str, str] = dataclasses.field(default_factory=dict)
    type: str = ""

    def key(self, name: str) -> "Place":
        return dataclasses.replace(self, path=f"{self.path}.{name}" if self.path else name)

    def item(self, number: int) -> "Place":
        return dataclasses.replace(self, path=f"{self.path}[{number}]")

    def about(self, fact: str) -> "Place":
        """The same place, where values are read in the type of this fact."""
        return dataclasses.replace(self, type=self.facts.get(fact, ""))

    def mistake(self, code: str, /, **values: Any) -> Mistake:
        return Mistake(self.path, None, code, values)

    def wrong(self, code: str, /, **values: Any) -> Mistakes:
        return Mistakes([self.mistake(code, **values)])


@dataclass(frozen=True)
class Form(Generic[T]):
    """How one value stands in the file. `read` raises `Mistakes`."""

    read: Callable[[Raw, Place], T]
    write: Callable[[T], Raw] = lambda value: value


@dataclass(frozen=True)
class Declared:
    """One field of a record: its attribute, its form, whether it must stand in the file."""

    attribute: str
    form: Form[Any]
    required: bool
    always: bool
    default: Any


def key(form: Form[Any], *, default: Any = REQUIRED, always: bool = False) -> Any:
    """A field of a record. Without a default it must stand in the file; a default is left out unless `always`."""
    return dataclasses.field(default=default, metadata={"form": form, "always": always})


_DECLARED: dict[type, dict[str, Declared]] = {}


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(key,))
def record(cls: type[T]) -> type[T]:
    """A frozen dataclass of the format; its fields stand in the file in the order in which they are declared."""
    made: type[T] = dataclass(frozen=True, kw_only=True)(cls)
    _DECLARED[made] = {field.name.rstrip("_"): _declaration(field) for field in dataclasses.fields(made)}  # type: ignore[arg-type]
    return made


def _declaration(field: dataclasses.Field[Any]) -> Declared:
    told = field.metadata
    return Declared(field.name, told["form"], field.default is REQUIRED, told["always"], field.default)


def declared(cls: type) -> dict[str, Declared]:
    """The keys of a record in their order."""
    return _DECLARED[cls]


def is_record(value: Any) -> bool:
    """Whether it is a record of the format."""
    return type(value) in _DECLARED


def read_record(cls: type[T], raw: Raw, place: Place) -> T:
    """The record that plain data tells. Raises all mistakes at once: unknown, missing and unreadable fields."""
    if not isinstance(raw, dict):
        raise place.wrong("not_a_mapping")
    fields = declared(cls)
    mistakes = [
        place.key(str(name)).mistake("unknown_field", field=str(name), known=list(fields))
        for name in raw
        if name not in fields
    ]
    values: dict[str, Any] = {}
    for name, field in fields.items():
        if name in raw:
            for value in attempt(field.form, raw[name], place.key(name), mistakes):
                values[field.attribute] = value
        elif field.required:
            mistakes.append(place.mistake("missing_field", field=name))
    if mistakes:
        raise Mistakes(mistakes)
    return cls(**values)


def attempt(form: Form[T], raw: Raw, place: Place, mistakes: list[Mistake]) -> Iterator[T]:
    """The value, or nothing and its mistakes noted."""
    try:
        if raw is None:
            raise place.wrong("empty")
        value = form.read(raw, place)
    except Mistakes as wrong:
        mistakes.extend(wrong.mistakes)
        return
    yield value


def write_record(value: Any) -> dict[str, Raw]:
    """Plain data of a record: its keys in their order, defaults left out."""
    written: dict[str, Raw] = {}
    for name, field in declared(type(value)).items():
        held = getattr(value, field.attribute)
        if field.required or field.always or held != field.default:
            written[name] = field.form.write(held)
    return written


def record_of(cls: type[T]) -> Form[T]:
    """A record in the place of a value."""
    return Form(lambda raw, place: read_record(cls, raw, place), write_record)


def later(form: Callable[[], Form[T]]) -> Form[T]:
    """A form that is declared further down: conditions within conditions."""
    return Form(lambda raw, place: form().read(raw, place), lambda value: form().write(value))


def list_of(form: Form[T]) -> Form[tuple[T, ...]]:
    """A list; every entry is read before its mistakes are raised."""

    def read(raw: Raw, place: Place) -> tuple[T, ...]:
        if not isinstance(raw, list):
            raise place.wrong("not_a_list")
        mistakes: list[Mistake] = []
        values = [
            value
            for number, entry in enumerate(raw)
            for value in attempt(form, entry, place.item(number), mistakes)
        ]
        if mistakes:
            raise Mistakes(mistakes)
        return tuple(values)

    return Form(read, lambda values: [form.write(value) for value in values])


def map_of(form: Form[T], *, name: Form[Any] | None = None) -> Form[dict[Any, T]]:
    """A mapping from texts (or what `name` reads) to values; its order is kept."""
    labels: Form[Any] = name or Form(lambda raw, place: str(raw))

    def read(raw: Raw, place: Place) -> dict[Any, T]:
        if not isinstance(raw, dict):
            raise place.wrong("not_a_mapping")
        mistakes: list[Mistake] = []
        values: dict[Any, T] = {}
        for label, entry in raw.items():
            here = place.key(str(label))
            for known in attempt(labels, label, here, mistakes):
                for value in attempt(form, entry, here, mistakes):
                    values[known] = value
        if mistakes:
            raise Mistakes(mistakes)
        return values

    return Form(
        read, lambda values: {labels.write(label): form.write(value) for label, value in values.items()}
    )


def one_of_kinds(tag: str, kinds: Mapping[str, type[T]]) -> Form[T]:
    """One record of a family, told by the value of its field `tag`."""

    def read(raw: Raw, place: Place) -> T:
        if not isinstance(raw, dict):
            raise place.wrong("not_a_mapping")
        if tag not in raw:
            raise place.wrong("missing_field", field=tag)
        cls = kinds.get(str(raw[tag]))
        if cls is None:
            raise place.key(tag).wrong("unknown_choice", value=str(raw[tag]), known=list(kinds))
        return read_record(cls, raw, place)

    return Form(read, write_record)
