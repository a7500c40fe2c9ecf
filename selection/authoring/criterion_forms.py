"""One criterion in boxes: made for its kind, filled with its rule, and written back as the call file has it."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BaseFormSet
from django.utils.translation import gettext_lazy as _

from selection.authoring.conditions import Data, add_condition, boxes_of, condition_from, fact_choices
from selection.authoring.fields import CodeField, NumberField, line, pair, prose, rows_of, said
from selection.authoring.kinds import Box, Kind

COMMON = frozenset({"code", "name", "help", "article", "kind"})
MORE = ("weight", "at_most", "at_least", "when_missing", "most")
SCALE = ("from", "to", "step")


class CriterionForm(forms.Form):
    """The boxes of one criterion, those of its kind among them."""

    def __init__(self, *args: Any, kind: Kind, rules: Data, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.rules = kind, rules
        self.fields["name_sl"] = line(_("Name in Slovenian"), most=150)
        self.fields["name_en"] = line(_("Name in English"), most=150)
        self.fields["code"] = CodeField()
        self.fields["article"] = line(_("Article of the act"), most=100)
        self.fields["help_sl"] = prose(_("Explanation in Slovenian"), rows=2)
        self.fields["help_en"] = prose(_("Explanation in English"), rows=2)
        for box in kind.boxes:
            self._add(box)
        self.fields["weight"] = NumberField(label=_("Weight"), required=False, help_text=_("1 unless given."))
        self.fields["at_most"] = NumberField(label=_("Never more than"), required=False)
        self.fields["at_least"] = NumberField(label=_("Never less than"), required=False)
        self.fields["when_missing"] = NumberField(label=_("Points where the fact is missing"), required=False)
        self.fields["most"] = NumberField(label=_("Maximum that the call prints"), required=False)
        add_condition(self, "only_if", list(rules.get("facts", [])), title=_("Counts only if"))

    def _add(self, box: Box) -> None:
        if box.holds == "condition":
            add_condition(self, box.key, list(self.rules.get("facts", [])), title=box.label)
        else:
            self.fields[box.key] = field_for(box, self.rules)

    def of_kind(self) -> list[Any]:
        """The bound fields of this kind."""
        names = [name for box in self.kind.boxes for name in _names(box)]
        return [self[name] for name in names]

    def further(self) -> list[Any]:
        """The bound fields that are seldom needed."""
        return [self[name] for name in (*MORE, "only_if_fact", "only_if_way", "only_if_value")]

    @property
    def has_further(self) -> bool:
        """Whether any of them says something, so that they are shown open."""
        return any(field.value() for field in self.further()) or any(field.errors for field in self.further())

    def clean(self) -> Data:
        data = super().clean() or self.cleaned_data
        data["only_if"] = condition_from(self, "only_if", needed=False)
        for box in self.kind.boxes:
            if box.holds == "condition":
                data[box.key] = condition_from(self, box.key, needed=True)
        return data

    def written(self, rows: "BaseFormSet | None") -> Data:
        """The criterion as the file has it; what is empty is left out."""
        data = self.cleaned_data
        rule: Data = {
            "code": data["code"],
            "name": pair(data["name_sl"], data["name_en"]),
            "help": pair(data["help_sl"], data["help_en"]),
            "article": data["article"],
            "kind": self.kind.code,
            "only_if": data["only_if"],
            **{name: data[name] for name in MORE},
        }
        for box in self.kind.boxes:
            if not box.key.startswith("scale_"):
                rule[box.key] = data[box.key]
        if rows is not None:
            rule[self.kind.rows] = _rows_written(self.kind, rows)
        if self.kind.is_judged and not rule["levels"] and data["scale_to"] is not None:
            rule["scale"] = {
                "from": data["scale_from"] or Decimal(0),
                "to": data["scale_to"],
                "step": data["scale_step"] or Decimal(1),
            }
        return {name: value for name, value in rule.items() if name == "name" or _says(value)}


def _says(value: Any) -> bool:
    return value is not None and value is not False and value not in ("", [], {})


def field_for(box: Box, rules: Data) -> forms.Field:
    """The field of one box."""
    common: Data = {"label": box.label, "required": box.needed, "help_text": box.hint}
    if box.holds in {"number", "edge", "whole"}:
        return EdgeField(**common) if box.holds == "edge" else NumberField(**common)
    if box.holds == "flag":
        return forms.BooleanField(**{**common, "required": False})
    if box.holds == "choice":
        return forms.ChoiceField(choices=box.options, **{**common, "required": False})
    if box.holds == "fact":
        facts = [row for row in rules.get("facts", []) if not box.types or row["type"] in box.types]
        return forms.ChoiceField(choices=fact_choices(facts), **common)
    if box.holds == "table":
        codes = [row["code"] for row in rules.get("tables", [])]
        return forms.ChoiceField(choices=[("", _("Choose …")), *((code, code) for code in codes)], **common)
    return forms.CharField(max_length=250, **common)


class EdgeField(forms.CharField):
    """The edge of a band: a number or a day; None for an open one."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=24, widget=forms.TextInput(attrs={"size": 10}), **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value).strip()
        return text.replace(",", ".") if text else None


def _names(box: Box) -> Iterable[str]:
    if box.holds == "condition":
        return (f"{box.key}_fact", f"{box.key}_way", f"{box.key}_value")
    return (box.key,)


def rows_for(kind: Kind, rules: Data, *, extra: int = 2) -> type[BaseFormSet] | None:
    """The rows of a kind; None where it has none."""
    if not kind.rows:
        return None
    fields = {box.key: field_for(box, rules) for box in kind.row}
    return rows_of(type("CriterionRow", (forms.Form,), fields), extra=extra)


def _rows_written(kind: Kind, rows: BaseFormSet) -> Any:
    """The rows as the file has them: a list, or a mapping where values have points."""
    kept = [
        form.cleaned_data for form in rows.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")
    ]
    if kind.rows == "points":
        return {_as_key(row["value"]): row["points"] for row in kept}
    if kind.is_judged:
        return [{"points": row["points"], "name": pair(row["name_sl"], row["name_en"])} for row in kept]
    return [{box.key: row[box.key] for box in kind.row if row[box.key] is not None} for row in kept]


def _as_key(value: Any) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value).strip()


def initial_of(rule: Data, kind: Kind) -> tuple[Data, list[Data]] | None:
    """What the boxes and rows show of a criterion; None where it says more than they can."""
    keys = {box.key for box in kind.boxes} | {kind.rows} | COMMON | set(MORE) | {"only_if"}
    if kind.only_text or set(rule) - keys - {"scale"}:
        return None
    shown: Data = {name: rule[name] for name in ("code", "article", *MORE) if name in rule}
    shown |= {**said(rule.get("name"), "name"), **said(rule.get("help"), "help")}
    shown |= {f"scale_{name}": rule.get("scale", {}).get(name) for name in SCALE}
    conditions = [box.key for box in kind.boxes if box.holds == "condition"]
    for name in ("only_if", *conditions):
        boxes = boxes_of(rule.get(name), name)
        if boxes is None:
            return None
        shown |= boxes
    for box in kind.boxes:
        if box.holds != "condition" and box.key in rule:
            shown[box.key] = rule[box.key]
    rows = _rows_shown(rule, kind)
    return None if rows is None else (shown, rows)


def _rows_shown(rule: Data, kind: Kind) -> list[Data] | None:
    """The rows of a criterion; None where they hold more than their boxes."""
    if not kind.rows:
        return []
    given = rule.get(kind.rows, {} if kind.rows == "points" else [])
    if kind.rows == "points":
        if any(isinstance(points, dict) for points in given.values()):
            return None
        return [{"value": value, "points": points} for value, points in given.items()]
    if kind.is_judged:
        return [{"points": row["points"], **said(row.get("name"), "name")} for row in given]
    keys = {box.key for box in kind.row}
    return None if any(set(row) - keys for row in given) else list(given)
