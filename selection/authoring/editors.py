"""One editor for each part of a call: what its page shows, and what of it changes the draft."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.forms import BaseForm, BaseFormSet
from django.utils.translation import gettext as _

from core.face import Fact as Row
from mobility.call_document import TEXTS, document_of, fields_of
from mobility.models import Call
from selection.authoring import forms as plain
from selection.authoring import rule_forms as ruled
from selection.authoring.after_box import with_box, without_box
from selection.authoring.conditions import Data
from selection.authoring.fields import pair, rows_in, said
from selection.authoring.fragment import checked, text_of_parts, with_parts
from selection.authoring.sections import Section
from selection.authoring.suppliers import supplied_in_words
from selection.authoring.told import told
from selection.engine.mistakes import Mistake, Mistakes
from selection.engine.read import rules_from
from selection.facts.supply import declared_in
from selection.words_of_facts import text_of

Posted = Any


class Editor(ABC):
    """The forms of one page. `changes()` after `is_valid()` gives the fields of the call to be written."""

    section: ClassVar[Section]
    # The template of the fields; without one every form is shown as it comes.
    template: ClassVar[str] = ""

    def __init__(self, call: Call, data: Posted = None) -> None:
        self.call, self.data = call, data
        self.document = document_of(call)
        self.offer: Data = self.document["call"]
        self.rules: Data = self.document["rules"]
        self.form: forms.Form | None = None
        self.sets: dict[str, BaseFormSet] = {}
        self.build()

    @abstractmethod
    def build(self) -> None:
        """Make the forms, filled with what the call says or with what was typed."""

    @property
    def all_forms(self) -> list[BaseForm | BaseFormSet]:
        return [*([self.form] if self.form is not None else []), *self.sets.values()]

    def is_valid(self) -> bool:
        sound = [form.is_valid() for form in self.all_forms]
        return all(sound)

    @abstractmethod
    def changes(self) -> dict[str, Any] | None:
        """The fields to be written; None where the rules in them are wrong, and then each mistake is told."""

    def taken(self, form: BaseForm | BaseFormSet, rules: Data) -> dict[str, Any] | None:
        """The rules as a field of the call, once they are read as a whole."""
        try:
            sound = checked(rules)
        except Mistakes as wrong:
            self.tell(form, wrong.mistakes)
            return None
        return {"rules": without_criteria(sound)}

    def tell(
        self, form: BaseForm | BaseFormSet, mistakes: Sequence[Mistake], field: str | None = None
    ) -> None:
        """Put mistakes at the field of a form, or above the rows."""
        for mistake in mistakes:
            if isinstance(form, BaseFormSet):
                form.non_form_errors().append(str(told(mistake)))
            else:
                form.add_error(field, told(mistake))  # type: ignore[attr-defined]

    def parts_from_text(self, form: forms.Form, parts: Sequence[str]) -> dict[str, Any] | None:
        """The rules with some parts as the form's text has them."""
        text = form.cleaned_data["text"]
        try:
            sound = with_parts(self.rules, parts, text if text.strip() else "{}")
        except Mistakes as wrong:
            self.tell(form, wrong.mistakes, "text")
            return None
        return {"rules": without_criteria(sound)}

    def shown_parts(self, *parts: str) -> str:
        return text_of_parts(rules_from(self.rules), parts)

    @property
    def facts(self) -> list[Data]:
        return list(self.rules.get("facts", []))

    @property
    def criteria(self) -> list[tuple[str, str]]:
        """The criteria for a choice."""
        rows = self.rules.get("criteria", [])
        return [(row["code"], row["name"].get("sl") or row["name"].get("en") or row["code"]) for row in rows]


def without_criteria(rules: Data) -> Data:
    """The rules as the call's own field keeps them: the criteria stand in rows."""
    return {name: value for name, value in rules.items() if name != "criteria"}


class TextsEditor(Editor):
    section = Section.TEXTS
    template = "selection/drafts/texts.html"

    def build(self) -> None:
        names = [f"{text}_{language}" for text in ("title", *TEXTS) for language in ("sl", "en")]
        self.form = plain.TextsForm(self.data, initial={name: getattr(self.call, name) for name in names})

    @property
    def pairs(self) -> list[tuple[Any, Any]]:
        """Each text in both languages."""
        form: Any = self.form
        return [(form[f"{text}_sl"], form[f"{text}_en"]) for text in ("title", *TEXTS)]

    def changes(self) -> dict[str, Any] | None:
        return dict(self.form.cleaned_data) if self.form else None


class OfferEditor(Editor):
    section = Section.OFFER

    def build(self) -> None:
        names = ("slug", "action", "activities", "academic_year", "staff_groups")
        self.form = plain.OfferForm(self.data, initial={name: getattr(self.call, name) for name in names})
        if self.call.published_at is not None:
            del self.form.fields["slug"]

    def is_valid(self) -> bool:
        if not super().is_valid() or self.form is None:
            return False
        slug = self.form.cleaned_data.get("slug", self.call.slug)
        others = Call.objects.filter(member_id=self.call.member_id, slug=slug).exclude(pk=self.call.pk)
        if others.exists():
            self.form.add_error("slug", _("Another call of this member faculty has this address."))
        return not self.form.errors

    def changes(self) -> dict[str, Any] | None:
        return dict(self.form.cleaned_data) if self.form else None


class DatesEditor(Editor):
    section = Section.DATES
    template = "selection/drafts/dates.html"

    def build(self) -> None:
        rolling = self.call.rolling
        rounds = self.offer.get("rounds", [])
        initial = {
            "stays_from": self.call.stays_from,
            "stays_until": self.call.stays_until,
            "time_zone": self.call.time_zone,
            **{f"rolling_{name}": rolling.get(name) for name in ("opens", "until", "batch", "day")},
            "rolling_dates": ", ".join(rolling.get("dates", [])),
        }
        self.form = plain.DatesForm(self.data, initial=initial)
        self.sets = {"rounds": plain.RoundRows(self.data, prefix="rounds", initial=rounds)}

    def is_valid(self) -> bool:
        if not super().is_valid() or self.form is None:
            return False
        if not rows_in(self.sets["rounds"]) and not self.form.rolling():  # type: ignore[attr-defined]
            self.form.add_error(None, _("Give a round, or say until when the call is open all the time."))
        return not self.form.errors

    def changes(self) -> dict[str, Any] | None:
        form: Any = self.form
        rounds = [
            {**row, "results_by": row["results_by"].isoformat()} for row in rows_in(self.sets["rounds"])
        ]
        rolling = form.rolling()
        offer = {
            **self.offer,
            "time_zone": form.cleaned_data["time_zone"],
            "stays": {
                "from": form.cleaned_data["stays_from"].isoformat(),
                "until": form.cleaned_data["stays_until"].isoformat(),
            },
            "rounds": [] if rolling else sorted(rounds, key=lambda row: str(row["opens"])),
            "rolling": rolling,
        }
        found = fields_of({"call": offer, "rules": {}})
        names = (
            "time_zone",
            "rounds",
            "rolling",
            "opens_at",
            "closes_at",
            "results_by",
            "stays_from",
            "stays_until",
        )
        return {name: found[name] for name in names}


class PlacesEditor(Editor):
    section = Section.PLACES
    parts = ("ranking", "allocation")

    def build(self) -> None:
        initial = {
            "places": self.call.places,
            "suitability_at": self.call.suitability_at,
            "text": self.shown_parts(*self.parts),
        }
        self.form = plain.PlacesForm(self.data, initial=initial)

    def changes(self) -> dict[str, Any] | None:
        form: Any = self.form
        rules = self.parts_from_text(form, self.parts)
        if rules is None:
            return None
        return {name: form.cleaned_data[name] for name in ("places", "suitability_at")} | rules


class PapersEditor(Editor):
    section = Section.PAPERS
    template = "selection/drafts/papers.html"

    def build(self) -> None:
        rows = [
            {"kind": paper["kind"], "required": paper.get("required", False), **said(paper.get("say"), "say")}
            for paper in self.call.papers
        ]
        self.sets = {"papers": plain.PaperRows(self.data, prefix="papers", initial=rows)}

    def changes(self) -> dict[str, Any] | None:
        papers = []
        for row in rows_in(self.sets["papers"]):
            words = pair(row["say_sl"], row["say_en"])
            paper = {"kind": row["kind"], "required": row["required"], "say": words}
            papers.append({name: value for name, value in paper.items() if value})
        return {"papers": papers}


class FactsEditor(Editor):
    section = Section.FACTS
    template = "selection/drafts/facts.html"

    def build(self) -> None:
        rows = [ruled.fact_initial(fact) for fact in self.facts]
        self.sets = {"facts": ruled.FactRows(self.data, prefix="facts", initial=rows)}
        self.form = ruled.TablesForm(self.data, initial={"text": self.shown_parts("tables")})

    @property
    def supplied(self) -> list[Row]:
        """Each fact with the words of who says what it is."""
        facts = declared_in(self.facts)
        return [Row(text_of(fact.label, fact.code), supplied_in_words(fact)) for fact in facts]

    def changes(self) -> dict[str, Any] | None:
        kept = {fact["code"]: fact for fact in self.facts}
        facts = []
        for form in self.sets["facts"].forms:
            if form.cleaned_data and not form.cleaned_data.get("DELETE"):
                was = kept.get(form.initial.get("code", ""), {})
                facts.append(form.written(was))  # type: ignore[attr-defined]
        self.rules = {**self.rules, "facts": facts}
        if self.taken(self.sets["facts"], self.rules) is None:
            return None
        return self.parts_from_text(self.form, ("tables",)) if self.form else None


class _RowsOrText(Editor):
    """A list of rules in boxes where the boxes can say all of it, else as text."""

    part: ClassVar[str]
    rows: ClassVar[type[BaseFormSet]]
    text_form: ClassVar[type[forms.Form]]
    template = "selection/drafts/rows_or_text.html"

    def build(self) -> None:
        shown: Any = [self.initial(row) for row in self.rules.get(self.part, [])]
        asked = self.data is not None and "text" in self.data
        self.as_text = any(row is None for row in shown) or asked
        if self.as_text:
            self.form = self.text_form(self.data, initial={"text": self.shown_parts(self.part)})
        else:
            options: Any = {"facts": self.facts, "criteria": self.criteria}
            self.sets = {self.part: self.rows(self.data, prefix=self.part, initial=shown, **options)}

    @abstractmethod
    def initial(self, row: Data) -> Data | None:
        """A rule as its boxes show it; None where it says more."""

    def written(self) -> list[Data]:
        """The rules that the boxes say."""
        rows: Any = self.sets[self.part].forms
        return [row.written() for row in rows if row.cleaned_data and not row.cleaned_data.get("DELETE")]

    def changes(self) -> dict[str, Any] | None:
        if self.as_text and self.form is not None:
            return self.parts_from_text(self.form, (self.part,))
        return self.taken(self.sets[self.part], {**self.rules, self.part: self.written()})


class PartEditor(_RowsOrText):
    section = Section.PART
    part = "gates"
    rows = ruled.GateRows
    text_form = ruled.GatesForm

    def initial(self, row: Data) -> Data | None:
        return ruled.gate_initial(row)


class OrderEditor(_RowsOrText):
    section = Section.ORDER
    part = "order"
    rows = ruled.KeyRows
    text_form = ruled.OrderForm
    template = "selection/drafts/order.html"

    def build(self) -> None:
        super().build()
        total = self.rules.get("total", {})
        shown = {name: total.get(name) for name in ("printed", "at_most", "at_least")}
        self.total = ruled.TotalForm(self.data, prefix="total", initial=shown)

    def initial(self, row: Data) -> Data | None:
        return ruled.key_initial(row)

    @property
    def all_forms(self) -> list[BaseForm | BaseFormSet]:
        return [self.total, *super().all_forms]

    def written(self) -> list[Data]:
        return [key for key in super().written() if key["by"]]

    def changes(self) -> dict[str, Any] | None:
        total = self.total.written(self.rules.get("total", {}))
        self.rules = {name: value for name, value in self.rules.items() if name != "total"}
        if total:
            self.rules["total"] = total
        return super().changes()


class CommitteeEditor(Editor):
    section = Section.COMMITTEE

    def build(self) -> None:
        given = self.call.committee_rules
        self.form = plain.CommitteeForm(self.data, initial={**given, "seats": given.get("members")})

    def changes(self) -> dict[str, Any] | None:
        data = self.form.cleaned_data if self.form else {}
        rules = {"members": data["seats"], "quorum": data["quorum"], "shut_out": data["shut_out"]}
        return {"committee_rules": {name: value for name, value in rules.items() if value}}


class AfterEditor(Editor):
    section = Section.AFTER

    def build(self) -> None:
        initial = {
            "confirm_days": self.call.confirm_days,
            "appeal_days": self.call.appeal_days,
            "freed_grant": self.rules.get("after", {}).get("freed_grant", "reserve"),
            "text": text_of_parts(rules_from(without_box(self.rules)), ("after",)),
        }
        self.form = plain.AfterForm(self.data, initial=initial)

    def changes(self) -> dict[str, Any] | None:
        form: Any = self.form
        rules = self.parts_from_text(form, ("after",))
        if rules is None:
            return None
        rules["rules"] = with_box(rules["rules"], form.cleaned_data["freed_grant"])
        return {name: form.cleaned_data[name] for name in ("confirm_days", "appeal_days")} | rules


EDITORS: dict[Section, type[Editor]] = {
    editor.section: editor
    for editor in (
        TextsEditor,
        OfferEditor,
        DatesEditor,
        PlacesEditor,
        PapersEditor,
        FactsEditor,
        PartEditor,
        OrderEditor,
        CommitteeEditor,
        AfterEditor,
    )
}
