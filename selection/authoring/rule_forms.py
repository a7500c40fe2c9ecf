"""What people type about the rules between facts and order: facts, gates, the total, the keys of the order."""

from typing import Any

from django import forms
from django.forms import BaseFormSet
from django.utils.translation import gettext_lazy as _

from selection.authoring.conditions import (
    Data,
    add_condition,
    boxes_of,
    condition_from,
)
from selection.authoring.fields import CodeField, NumberField, line, pair, rows_of, rule_text, said
from selection.facts.names import REGISTERS
from selection.words_of_facts import PAPER_KINDS, UNIT_NAMES

FILLED = [(name, row.label) for name, row in REGISTERS.items()]
TYPES: tuple[tuple[str, Any], ...] = (
    ("flag", _("yes or no")),
    ("number", _("number")),
    ("date", _("day")),
    ("choice", _("one of several")),
    ("text", _("text")),
)
SOURCES: tuple[tuple[str, Any], ...] = (
    ("claim", _("stated by the applicant")),
    ("document", _("proved by a paper")),
    ("register", _("personnel register")),
    ("history", _("own earlier mobilities")),
    ("penalties", _("penalties of earlier calls")),
    ("statistics", _("figures of host, unit or partner")),
    ("table", _("looked up in a table")),
    ("mark", _("mark of the committee")),
    ("system", _("noted by Popotnik")),
)
ELSE: tuple[tuple[str, Any], ...] = (
    ("not_eligible", _("may not take part")),
    ("not_considered", _("the application is not considered")),
    ("earns_nothing", _("takes part and earns no points")),
)
KEYS: tuple[tuple[str, Any], ...] = (
    ("", _("Choose …")),
    ("total", _("total of points")),
    ("criterion", _("points of one criterion")),
    ("fact", _("a fact")),
    ("condition", _("those first of whom something is true")),
    ("spread", _("even spread over a fact")),
    ("decision", _("order recorded by the committee")),
    ("lot", _("drawn lot")),
)
WAY: tuple[tuple[str, Any], ...] = (
    ("descending", _("greatest or latest first")),
    ("ascending", _("smallest or earliest first")),
)


PLAIN = (
    "code", "type", "source", "register", "unit", "evidence", "without_evidence", "article", "whole",
)  # fmt: skip
WITHOUT_PAPER: tuple[tuple[str, Any], ...] = (
    ("ignored", _("it counts as not known")),
    ("default", _("its default counts")),
    ("invalid", _("the application is not considered")),
)


class WordsField(forms.CharField):
    """What the values of a choice are called: a line each, as `value | in Slovenian | in English`."""

    def __init__(self) -> None:
        super().__init__(
            label=_("What the values are called"),
            help_text=_("A line for each: value | in Slovenian | in English."),
            required=False,
            max_length=4000,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def clean(self, value: Any) -> dict[str, dict[str, str]]:
        found = {}
        for row in filter(str.strip, super().clean(value).splitlines()):
            parts = [part.strip() for part in row.split("|")]
            if len(parts) != len(("value", "sl", "en")) or not all(parts):
                raise forms.ValidationError(_("Write a line as: value | in Slovenian | in English."))
            found[parts[0]] = pair(parts[1], parts[2])
        return found


def words_text(words: Data) -> str:
    """The words of a choice as its box shows them."""
    rows = ((value, told.get("sl", ""), told.get("en", "")) for value, told in words.items())
    return "\n".join(" | ".join(row) for row in rows)


class FactRow(forms.Form):
    """One fact. What the boxes do not hold (its table, its own day) stays as it was."""

    code = CodeField()
    label_sl = line(_("Name in Slovenian"))
    label_en = line(_("Name in English"))
    type = forms.ChoiceField(label=_("Kind"), choices=TYPES, initial="flag")
    source = forms.ChoiceField(label=_("Where it comes from"), choices=SOURCES, initial="claim")
    register = forms.ChoiceField(
        label=_("Filled by Popotnik"),
        choices=[("", _("no")), *((name, row.label) for name, row in REGISTERS.items())],
        required=False,
    )
    unit = forms.ChoiceField(label=_("Counted in"), choices=[("", "–"), *UNIT_NAMES.items()], required=False)
    choices = line(_("Values, in ascending order, separated by commas"), most=500)
    words = WordsField()
    evidence = forms.ChoiceField(
        label=_("Paper behind it"), choices=[("", "–"), *PAPER_KINDS], required=False
    )
    without_evidence = forms.ChoiceField(
        label=_("Without the paper"), choices=WITHOUT_PAPER, initial="ignored", required=False
    )
    article = line(_("Article of the act"), most=100)
    whole = forms.BooleanField(label=_("a whole number, without decimals"), required=False)

    def written(self, kept: Data) -> Data:
        """The fact as the file has it, with what is not in the boxes taken from `kept`."""
        data = self.cleaned_data
        given: Data = {
            "code": data["code"],
            "type": data["type"],
            "source": data["source"],
            "label": pair(data["label_sl"], data["label_en"]),
            "register": data["register"],
            "unit": data["unit"],
            "evidence": data["evidence"],
            "choices": [part.strip() for part in data["choices"].split(",") if part.strip()],
            "words": data["words"],
            "article": data["article"],
            "whole": data["whole"],
            "without_evidence": "" if data["without_evidence"] == "ignored" else data["without_evidence"],
        }
        rest = {name: value for name, value in kept.items() if name not in given}
        return {**rest, **{name: value for name, value in given.items() if value or name == "label"}}


FactRows = rows_of(FactRow)


def fact_initial(fact: Data) -> Data:
    """A fact as its row shows it."""
    plain: Data = {name: fact[name] for name in PLAIN if name in fact}
    boxes = {"choices": ", ".join(fact.get("choices", [])), "words": words_text(fact.get("words", {}))}
    return {**plain, **said(fact.get("label"), "label"), **boxes}


class TablesForm(forms.Form):
    """Tables of values, as text."""

    text = rule_text(
        _("Tables of values"),
        help_text=_("For instance the band of a country or the points of a host, as in the call file."),
    )


class WithFacts(BaseFormSet):
    """Rows that name facts of the call."""

    def __init__(self, *args: Any, facts: list[Data], criteria: list[tuple[str, str]], **kwargs: Any) -> None:
        kwargs["form_kwargs"] = {"facts": facts, "criteria": criteria}
        super().__init__(*args, **kwargs)


class GateRow(forms.Form):
    """One condition of taking part."""

    def __init__(self, *args: Any, facts: list[Data], criteria: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = CodeField()
        add_condition(self, "must", facts, title=_("What must hold"))
        self.fields["otherwise"] = forms.ChoiceField(
            label=_("Otherwise"), choices=ELSE, initial="not_eligible"
        )
        self.fields["correct_within"] = forms.IntegerField(
            label=_("Days to put it right"), required=False, min_value=1, max_value=90
        )
        self.fields["say_sl"] = line(_("In words, Slovenian"), most=500)
        self.fields["say_en"] = line(_("In words, English"), most=500)
        self.fields["article"] = line(_("Article of the act"), most=100)

    def clean(self) -> Data:
        data = super().clean() or self.cleaned_data
        if (not data.get("DELETE") and self.has_changed()) or "must_fact" in self.initial:
            data["must"] = condition_from(self, "must", needed=True)
        return data

    def written(self) -> Data:
        """The gate as the file has it."""
        data = self.cleaned_data
        given: Data = {
            "code": data["code"],
            "must": data["must"],
            "else": data["otherwise"],
            "correct_within": data["correct_within"],
            "article": data["article"],
            "say": pair(data["say_sl"], data["say_en"]),
        }
        return {name: value for name, value in given.items() if value}


GateRows = rows_of(GateRow, base=WithFacts)


def gate_initial(gate: Data) -> Data | None:
    """A gate as its row shows it; None where it says more than the boxes."""
    boxes = boxes_of(gate["must"], "must")
    if boxes is None or {"applies", "conditional"} & set(gate):
        return None
    plain: Data = {name: gate[name] for name in ("code", "correct_within", "article") if name in gate}
    return {**plain, **boxes, "otherwise": gate.get("else", "not_eligible"), **said(gate.get("say"), "say")}


class GatesForm(forms.Form):
    """Conditions of taking part, as text."""

    text = rule_text(_("Conditions of taking part"))


class TotalForm(forms.Form):
    """The total of points."""

    printed = NumberField(
        label=_("Total that the call promises"),
        required=False,
        help_text=_("Checked before publication: the criteria must add up to it."),
    )
    at_most = NumberField(label=_("Never more than"), required=False)
    at_least = NumberField(label=_("Never less than"), required=False)

    def written(self, kept: Data) -> Data:
        """The total as the file has it; stages and rounding stay as they were."""
        rest = {name: value for name, value in kept.items() if name not in self.fields}
        given = {name: value for name, value in self.cleaned_data.items() if value is not None}
        return {**rest, **given}


class KeyRow(forms.Form):
    """One key of the order; the first that differs decides."""

    def __init__(self, *args: Any, facts: list[Data], criteria: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by"] = forms.ChoiceField(label=_("By"), choices=KEYS, required=False)
        self.fields["criterion"] = forms.ChoiceField(
            label=_("Criterion"), choices=[("", "–"), *criteria], required=False
        )
        add_condition(self, "if", facts, title=_("Fact"))
        self.fields["way"] = forms.ChoiceField(
            label=_("Which way"), choices=WAY, initial="descending", required=False
        )

    def clean(self) -> Data:
        data = super().clean() or self.cleaned_data
        if data.get("DELETE"):
            return data
        by = data.get("by")
        if by == "condition":
            data["condition"] = condition_from(self, "if", needed=True)
        elif by in {"fact", "spread"} and not data.get("if_fact"):
            self.add_error("if_fact", _("Choose the fact."))
        elif by == "criterion" and not data.get("criterion"):
            self.add_error("criterion", _("Choose the criterion."))
        return data

    def written(self) -> Data:
        """The key as the file has it."""
        data = self.cleaned_data
        by, way = data["by"], data["way"] or "descending"
        match by:
            case "condition":
                return {"by": by, "if": data["condition"]}
            case "criterion":
                return {"by": by, "code": data["criterion"], "way": way}
            case "fact":
                return {"by": by, "code": data["if_fact"], "way": way}
            case "spread":
                return {"by": by, "fact": data["if_fact"]}
            case "total":
                return {"by": by, "way": way}
        return {"by": by}


KeyRows = rows_of(KeyRow, base=WithFacts, extra=2)


def key_initial(key: Data) -> Data | None:
    """A key as its row shows it; None where it says more than the boxes."""
    if {"say", "article"} & set(key) or key["by"] == "stage":
        return None
    shown: Data = {"by": key["by"], "way": key.get("way", "descending")}
    if key["by"] == "criterion":
        return {**shown, "criterion": key["code"]}
    if key["by"] in {"fact", "spread"}:
        return {**shown, "if_fact": key.get("code") or key["fact"]}
    if key["by"] == "condition":
        boxes = boxes_of(key["if"], "if")
        return None if boxes is None else {**shown, **boxes}
    return shown


class OrderForm(forms.Form):
    """The keys of the order, as text."""

    text = rule_text(_("Order and ties"))
