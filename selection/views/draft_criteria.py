"""The criteria of a call: their list, in which they are moved and removed, and one at a time in boxes or as text."""

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.forms import BaseFormSet
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.policy import Refusal
from mobility.call_document import document_of
from mobility.call_groups import judges_within
from mobility.models import Call
from mobility.operations.calls import criteria_of
from selection.authoring.call_file import criteria_from
from selection.authoring.conditions import Data
from selection.authoring.criterion_forms import CriterionForm, initial_of, rows_for
from selection.authoring.fields import rule_text
from selection.authoring.fragment import checked, text_of_criterion, with_criterion
from selection.authoring.kinds import COMPUTED, JUDGED, KINDS, Kind
from selection.authoring.sections import Section, following
from selection.authoring.sheet import scales_from
from selection.authoring.told import told
from selection.authoring.words import rule_in_words
from selection.engine.mistakes import Mistakes
from selection.engine.read import rules_from
from selection.forms import ScoreForm
from selection.scale import judged
from selection.sheet_face import sheet_rows
from selection.views.draft_sections import Editing
from selection.views.drafts import section_url, to_draft

FROM_TEXT = "text"
NEW_CODE = "new-criterion"
ACTS = frozenset({"up", "down", "remove"})
WORDING = ("name_sl", "name_en", "help_sl", "help_en")


class TextForm(forms.Form):
    """One criterion as text."""

    text = rule_text(_("The criterion as in the call file"))


class _Criteria(Editing):
    """A page about criteria: the rules as they stand."""

    @cached_property
    def rules(self) -> Data:
        rules: Data = document_of(self.subject)["rules"]
        return rules

    def own(self, code: str) -> Data:
        """The criterion with this code. Raises Http404."""
        found = next((row for row in self.rules["criteria"] if row["code"] == code), None)
        if found is None:
            raise Http404
        return found


class CriteriaPage(_Criteria):
    """The list; a button moves a criterion up or down, or takes it away."""

    template = "selection/drafts/criteria.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.shown()

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        act, _sign, code = request.POST.get("act", "").partition(":")
        if act not in ACTS or code not in {row["code"] for row in self.rules["criteria"]}:
            return self.refused_with(_("This criterion is not there any more."))
        try:
            self.write(criteria=_arranged(criteria_of(self.subject), act, code))
        except Refusal as refusal:
            return self.refused_with(refusal.reason)
        return HttpResponseRedirect(section_url(self.subject, Section.CRITERIA))

    def needs_step_up(self) -> bool:
        return False

    def write(self, **changes: Any) -> Call | None:
        if self.is_correction:
            raise Refusal(
                _("The criteria of a published call stay as they are; only their words can be corrected.")
            )
        return super().write(**changes)

    def refused_with(self, reason: Any, *, status: int = 409) -> HttpResponseBase:
        return self.shown(status=status, why_not=reason)

    def shown(self, *, status: int = 200, why_not: Any = "") -> HttpResponseBase:
        known = rules_from(self.rules)
        rows = [
            {
                "rule": rule,
                "name": _name(rule),
                "kind": KINDS[rule["kind"]].label,
                "is_judged": rule["kind"] == JUDGED.code or judges_within(rule),
                "most": fields["most"],
                "words": rule_in_words(criterion, known),
                "url": to_draft(self.subject, "drafting:criterion", criterion=rule["code"]),
            }
            for rule, criterion, fields in zip(
                self.rules["criteria"], known.criteria, criteria_from(self.rules), strict=True
            )
        ]
        after = following(Section.CRITERIA)
        scales = scales_from(self.rules)
        return self.page(
            status=status,
            call=self.subject,
            title=Section.CRITERIA.label,
            rows=rows,
            total=sum((row["most"] for row in rows), Decimal(0)),
            sheet=sheet_rows(scales, ScoreForm(scales=judged(scales), kept={})),
            kinds=[
                (kind, to_draft(self.subject, "drafting:add", kind=kind.code)) for kind in (JUDGED, *COMPUTED)
            ],
            problems=[problem for problem in self.problems if problem.section == Section.CRITERIA],
            why_not=why_not,
            is_correction=self.is_correction,
            crumbs=self.crumbs(),
            sections=self.side_list(Section.CRITERIA),
            next_url=section_url(self.subject, after) if after else to_draft(self.subject),
            has_facts=bool(self.rules.get("facts")),
            facts_url=section_url(self.subject, Section.FACTS),
        )


def _arranged(criteria: list[Data], act: str, code: str) -> list[Data]:
    """The criteria with one moved up, moved down or taken away."""
    place = [row["code"] for row in criteria].index(code)
    row = criteria.pop(place)
    if act == "up":
        criteria.insert(max(0, place - 1), row)
    elif act == "down":
        criteria.insert(place + 1, row)
    return criteria


def _name(rule: Data) -> str:
    return rule["name"].get("sl") or rule["name"].get("en") or str(rule["code"])


class CriterionPage(_Criteria):
    """One criterion, in the boxes of its kind or as text."""

    template = "selection/drafts/criterion.html"

    @cached_property
    def rule_data(self) -> Data:
        """The criterion as it stands."""
        return self.own(self.kwargs["criterion"])

    @cached_property
    def kind(self) -> Kind:
        return KINDS[self.rule_data["kind"]]

    @cached_property
    def boxes(self) -> tuple[Data, list[Data]] | None:
        """What the boxes show; None where the criterion says more than they can."""
        return initial_of(self.rule_data, self.kind)

    @property
    def as_text(self) -> bool:
        if self.is_correction and self.boxes is not None:
            return False
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        return self.boxes is None or FROM_TEXT in asked

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if self.as_text:
            return self.text_shown(TextForm(initial={"text": self.present_text()}))
        return self.boxes_shown(*self.filled(None))

    def present_text(self) -> str:
        return text_of_criterion(rules_from(self.rules), self.rule_data["code"])

    def filled(self, data: Any) -> tuple[CriterionForm, BaseFormSet | None]:
        """The boxes and the rows."""
        shown, listed = self.boxes or ({}, [])
        form = CriterionForm(data, kind=self.kind, rules=self.rules, initial=shown)
        made = rows_for(self.kind, self.rules, extra=0 if self.is_correction else 2)
        rows = made(data, prefix="rows", initial=listed) if made else None
        if self.is_correction:
            only_words(form)
            for row in rows.forms if rows else ():
                only_words(row)
        return form, rows

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        form: Any
        rows: BaseFormSet | None = None
        if self.as_text:
            form = TextForm(request.POST)
            is_sound = form.is_valid()
        else:
            form, rows = self.filled(request.POST)
            is_sound = all([form.is_valid(), rows is None or rows.is_valid()])
        if self.reason is not None and not self.reason.is_valid():
            is_sound = False
        criteria = self.changed(form, rows) if is_sound else None
        if criteria is None:
            return self.again(form, rows, status=422)
        try:
            self.write(criteria=criteria)
        except Refusal as refusal:
            return self.again(form, rows, status=409, why_not=refusal.reason)
        return HttpResponseRedirect(self.onward())

    def changed(self, form: Any, rows: BaseFormSet | None) -> list[Data] | None:
        """All criteria with this one as it was typed; None where it is wrong, and then each mistake is told."""
        try:
            if self.as_text:
                sound = with_criterion(self.placed(), self.rule_data["code"], form.cleaned_data["text"])
            else:
                sound = checked(self.with_rule(form.written(rows)))
        except Mistakes as wrong:
            for mistake in wrong.mistakes:
                form.add_error("text" if self.as_text else None, told(mistake))
            return None
        return self.merged(sound)

    def placed(self) -> Data:
        """The rules in which the criterion has its place."""
        return self.rules

    def with_rule(self, rule: Data) -> Data:
        code = self.rule_data["code"]
        criteria = [rule if row["code"] == code else row for row in self.rules["criteria"]]
        return {**self.rules, "criteria": criteria}

    def merged(self, sound: Data) -> list[Data]:
        """Every other criterion as its row is, this one out of the rules."""
        place = [row["code"] for row in self.placed()["criteria"]].index(self.rule_data["code"])
        criteria = criteria_of(self.subject)
        changed = criteria_from(sound)[place]
        if self.is_correction:
            changed = with_words(criteria[place], changed)
        criteria[place : place + 1] = [changed]
        return criteria

    def onward(self) -> str:
        return to_draft(self.subject) if self.is_correction else section_url(self.subject, Section.CRITERIA)

    def refused_with(self, reason: Any, *, status: int = 409) -> HttpResponseBase:
        if self.as_text:
            return self.again(TextForm(self.request.POST), None, status=status, why_not=reason)
        return self.again(*self.filled(self.request.POST), status=status, why_not=reason)

    def again(self, form: Any, rows: BaseFormSet | None, **more: Any) -> HttpResponseBase:
        return self.text_shown(form, **more) if self.as_text else self.boxes_shown(form, rows, **more)

    def text_shown(self, form: TextForm, **more: Any) -> HttpResponseBase:
        return self.shown(form, None, as_text=True, **more)

    def boxes_shown(self, form: CriterionForm, rows: BaseFormSet | None, **more: Any) -> HttpResponseBase:
        return self.shown(form, rows, as_text=False, **more)

    def shown(
        self, form: Any, rows: BaseFormSet | None, *, status: int = 200, why_not: Any = "", as_text: bool
    ) -> HttpResponseBase:
        return self.page(
            status=status,
            call=self.subject,
            title=_name(self.rule_data) if self.rule_data.get("name") else self.kind.label,
            kind=self.kind,
            tag=self.kind.label if self.rule_data.get("name") else "",
            form=form,
            rows=rows,
            as_text=as_text,
            may_box=self.boxes is not None,
            reason=self.reason,
            why_not=why_not,
            summary=[form, *([rows] if rows is not None else []), *([self.reason] if self.reason else [])],
            crumbs=[
                *self.crumbs(),
                (str(Section.CRITERIA.label), section_url(self.subject, Section.CRITERIA)),
            ],
            sections=self.side_list(Section.CRITERIA),
            cancel_url=section_url(self.subject, Section.CRITERIA),
            facts_url=section_url(self.subject, Section.FACTS),
        )


def only_words(form: forms.Form) -> None:
    """Let nothing be changed but names, explanations and the words of levels."""
    for name, field in form.fields.items():
        if name not in WORDING:
            field.disabled = True


def with_words(row: Data, changed: Data) -> Data:
    """A criterion as it is, with the words of a changed one."""
    words = {level["points"]: level for level in changed["levels"]}
    levels = [{**level, **words.get(level["points"], {})} for level in row["levels"]]
    return {**row, **{name: changed[name] for name in WORDING}, "levels": levels}


class AddCriterion(CriterionPage):
    """A new criterion of a kind, at the end."""

    def fetch(self) -> Call:
        if self.kwargs["kind"] not in KINDS:
            raise Http404
        return super().fetch()

    @cached_property
    def rule_data(self) -> Data:
        return {"code": NEW_CODE, "name": {}, "kind": self.kwargs["kind"]}

    @cached_property
    def boxes(self) -> tuple[Data, list[Data]] | None:
        taken = {row["code"] for row in self.rules["criteria"]}
        free = next(f"c{number}" for number in range(1, len(taken) + 2) if f"c{number}" not in taken)
        return None if self.kind.only_text else ({"code": free}, [])

    def present_text(self) -> str:
        return GROUP_TEXT

    def placed(self) -> Data:
        return {**self.rules, "criteria": [*self.rules["criteria"], self.rule_data]}

    def with_rule(self, rule: Data) -> Data:
        return {**self.rules, "criteria": [*self.rules["criteria"], rule]}

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if self.is_correction:
            return self.refused_with(
                _("The criteria of a published call stay as they are; only their words can be corrected.")
            )
        return super().post(request, **kwargs)

    def write(self, **changes: Any) -> Call | None:
        written = super().write(**changes)
        messages.success(self.request, _("The criterion was added."))
        return written


GROUP_TEXT = """\
code: several
name: {sl: Več skupaj, en: Several together}
kind: group
at_most: 10
of:
  - code: first_part
    name: {sl: Prvi del, en: First part}
    kind: base
    points: 5
  - code: second_part
    name: {sl: Drugi del, en: Second part}
    kind: base
    points: 5
"""
