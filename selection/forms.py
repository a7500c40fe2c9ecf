"""What people type in selection: seats, a sheet, decisions, opinions. Messages stand at their field."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.face import Criterion, Level
from mobility.models import Call
from selection.after import after_of
from selection.enums import Outcome, Verdict
from selection.limits import limits_of
from selection.models import Score
from selection.operations.scoring import Given, outside_words
from selection.scale import Scale, parse_points
from selection.words import counting_words

SENTENCE_MOST = REMARK_MOST = 1000
REASONS_MOST = 3000


class ScoreForm(forms.Form):
    """One assessor's sheet. As a draft anything may be missing; `complete` asks for every point and sentence."""

    def __init__(
        self,
        *args: Any,
        scales: Sequence[Scale],
        kept: Mapping[int, Score],
        complete: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.scales, self.kept, self.complete = scales, kept, complete
        for scale in scales:
            self.fields[points_name(scale)] = forms.CharField(label=scale.name, required=False, max_length=12)
            self.fields[sentence_name(scale)] = forms.CharField(
                label=scale.name, required=False, max_length=SENTENCE_MOST
            )
            self.fields[remark_name(scale)] = forms.CharField(
                label=scale.name, required=False, max_length=REMARK_MOST
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.scores: dict[int, Given] = {}
        for scale in self.scales:
            self._clean_one(scale, cleaned)
        return cleaned

    def _clean_one(self, scale: Scale, cleaned: dict[str, Any]) -> None:
        typed, sentence = cleaned.get(points_name(scale), ""), cleaned.get(sentence_name(scale), "")
        try:
            points = parse_points(typed)
        except ValueError:
            self.add_error(points_name(scale), outside_words(scale))
            return
        if points is not None and not scale.allows(points):
            self.add_error(points_name(scale), outside_words(scale))
            return
        if self.complete and points is None and points_name(scale) in cleaned:
            self.add_error(points_name(scale), _("Choose the points."))
        if self.complete and not sentence and sentence_name(scale) in cleaned:
            self.add_error(sentence_name(scale), _("Write a sentence that justifies the points."))
        remark = cleaned.get(remark_name(scale), "")
        self.scores[scale.id] = Given(points=points, sentence=sentence, remark=remark)

    def criterion(self, scale: Scale) -> Criterion:
        """A criterion as the face shows it, with what was typed or kept and what is wrong."""
        return Criterion(
            name=points_name(scale),
            label=scale.name,
            most=scale.most,
            levels=[Level(anchor.points, anchor.name, plain(anchor.points)) for anchor in scale.levels],
            chosen=self._chosen(scale),
            hint=" ".join(part for part in (scale.hint, counting_words(scale)) if part),
            comment_name=sentence_name(scale),
            comment=self._words(scale, "sentence"),
            comment_label=str(_("For the participant: why, in a sentence")),
            comment_required=True,
            remark_name=remark_name(scale),
            remark=self._words(scale, "remark"),
            remark_label=str(_("For the committee only")),
            least=scale.least,
            step=plain(scale.step),
            error=" ".join(
                str(words)
                for name in (points_name(scale), sentence_name(scale), remark_name(scale))
                for words in self.errors.get(name, [])
            ),
        )

    def _chosen(self, scale: Scale) -> str:
        if self.is_bound:
            return str(self.data.get(points_name(scale), ""))
        kept = self.kept.get(scale.id)
        return plain(kept.points) if kept and kept.points is not None else ""

    def _words(self, scale: Scale, what: str) -> str:
        """The sentence or the remark, as it was typed or kept."""
        if self.is_bound:
            return str(self.data.get(f"{what}_{scale.id}", ""))
        kept = self.kept.get(scale.id)
        return str(getattr(kept, what)) if kept else ""


def points_name(scale: Scale) -> str:
    return f"points_{scale.id}"


def sentence_name(scale: Scale) -> str:
    return f"sentence_{scale.id}"


def remark_name(scale: Scale) -> str:
    return f"remark_{scale.id}"


def plain(points: Any) -> str:
    """Points as the value of a field: 30, 7.5."""
    return f"{points.normalize():f}"


class ReasonForm(forms.Form):
    """A reason that is always asked for."""

    reasons = forms.CharField(
        label=_("Reasons"), max_length=REASONS_MOST, widget=forms.Textarea(attrs={"rows": 5})
    )


class StepBackForm(forms.Form):
    """Why somebody does not assess one application."""

    reason = forms.CharField(
        label=_("Why you do not assess this application"),
        help_text=_("For example: you work together, you are related, you wrote the plan together."),
        max_length=800,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AbstainForm(forms.Form):
    """Why somebody gives no points to an application that is theirs to assess."""

    reason = forms.CharField(
        label=_("Why you give no points"),
        help_text=_("For example: the field is not yours and you cannot judge its worth."),
        max_length=800,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CloseForm(forms.Form):
    """Ending the scoring of each alone; a reason is asked for only where sheets are missing."""

    reason = forms.CharField(
        label=_("Why the missing sheets are set aside"),
        help_text=_("Leave this empty to wait for them."),
        required=False,
        max_length=800,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, is_needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_needed:
            del self.fields["reason"]


class ExcludeForm(ReasonForm):
    """The clause of the call that is not met, and why."""

    clause = forms.CharField(
        label=_("Clause of the call"), max_length=200, help_text=_("For example: article 3, first indent.")
    )
    field_order = ["clause", "reasons"]


class DecideForm(ReasonForm):
    """The committee's decision about one application."""

    outcome = forms.ChoiceField(
        label=_("Decision"), choices=Outcome.choices, widget=forms.RadioSelect(attrs={"class": "cards"})
    )
    field_order = ["outcome", "reasons"]

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        after = after_of(call)
        if limits_of(call).budget is not None:
            self.fields["grant"] = forms.DecimalField(
                label=_("Grant in euros"), min_value=0, max_digits=9, decimal_places=2, required=False
            )
        if after.has_zero_grant:
            self.fields["without_grant"] = forms.BooleanField(
                label=_("A place without a grant: the money is used up"), required=False
            )
        self.order_fields(["outcome", "grant", "without_grant", "reasons"])
        self.fields["reasons"].help_text = _("The participant reads these reasons with the result.")
        self.fields["reasons"].widget.attrs["rows"] = 8


class OpinionForm(forms.Form):
    """One of the three opinions on suitability."""

    verdict = forms.ChoiceField(
        label=_("The training"), choices=Verdict.choices, widget=forms.RadioSelect(attrs={"class": "cards"})
    )
    reasons = forms.CharField(
        label=_("Reasons"),
        help_text=_("Needed unless the training fits. The participant reads them."),
        required=False,
        max_length=REASONS_MOST,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("verdict") in {Verdict.CHANGES, Verdict.NOT} and not cleaned.get("reasons"):
            self.add_error("reasons", _("Give the reasons: the participant reads them."))
        return cleaned


class SuitabilityForm(OpinionForm):
    """The decision of the body of three."""

    conditions = forms.CharField(
        label=_("Conditions"),
        help_text=_("Where the training fits with changes: what the participant is to change."),
        required=False,
        max_length=REASONS_MOST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    field_order = ["verdict", "conditions", "reasons"]

    def __init__(self, *args: Any, unanimous: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unanimous = unanimous
        self.fields["verdict"].label = _("Decision of the body")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        verdict = cleaned.get("verdict")
        if verdict == Verdict.CHANGES and not cleaned.get("conditions"):
            self.add_error(
                "conditions", _("Write down the conditions: the participant adapts the plan to them.")
            )
        if verdict == Verdict.FITS and not self.unanimous and not cleaned.get("reasons"):
            self.add_error("reasons", _("The opinions differ: give the reasons of the decision."))
        return cleaned


class AdaptForm(forms.Form):
    """What the participant changed."""

    words = forms.CharField(
        label=_("What you changed in the plan"),
        help_text=_("Say for each condition what you changed, and where it shows."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
