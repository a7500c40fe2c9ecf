"""What people type about the offer of a call: texts, dates, places, papers, committee, what follows."""

from datetime import date
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from core.widgets import DayInput
from members.enums import StaffGroup
from mobility.enums import Action, SuitabilityAt
from selection.authoring.fields import CodeField, HourField, line, prose, rows_of, rule_text
from selection.words_of_facts import ACTIVITIES as KINDS_OF_ACTIVITY
from selection.words_of_facts import PAPER_KINDS

SHUT_OUT: tuple[tuple[str, Any], ...] = (
    ("same_unit", _("members of the applicant’s unit")),
    ("co_traveller", _("whoever travels along")),
    ("superior", _("the applicant’s superior")),
)
BATCHES: tuple[tuple[str, Any], ...] = (
    ("monthly", _("every month, by a day of the month")),
    ("dates", _("on given days")),
)
ACTIVITIES = tuple(KINDS_OF_ACTIVITY.items())
YEAR = r"20\d\d/(\d\d|\d{4})"


def _zones() -> list[tuple[str, str]]:
    return [
        (name, name) for name in sorted(available_timezones()) if name.startswith(("Europe/", "Atlantic/"))
    ]


def _academic_year() -> forms.RegexField:
    return forms.RegexField(
        YEAR,
        label=_("Academic year"),
        max_length=9,
        error_messages={"invalid": _("Write the year as 2026/27 or 2026/2027.")},
    )


class TextsForm(forms.Form):
    """The texts of a call, both languages side by side."""

    title_sl = line(_("Title"), most=200)
    title_en = line(_("Title"), most=200)
    purpose_sl = prose(_("Purpose"))
    purpose_en = prose(_("Purpose"))
    audience_sl = prose(_("Who may apply"), rows=4)
    audience_en = prose(_("Who may apply"), rows=4)
    documents_sl = prose(_("Documents"), rows=5)
    documents_en = prose(_("Documents"), rows=5)
    basis_sl = line(_("Legal basis"), most=300)
    basis_en = line(_("Legal basis"), most=300)


class OfferForm(forms.Form):
    """What is offered, and to whom."""

    slug = CodeField(label=_("Address of the call"), help_text=_("The last part of the address of its page."))
    action = forms.ChoiceField(label=_("Action"), choices=Action.choices)
    activities = forms.MultipleChoiceField(
        label=_("Activities"), choices=ACTIVITIES, widget=forms.CheckboxSelectMultiple
    )
    academic_year = _academic_year()
    staff_groups = forms.MultipleChoiceField(
        label=_("Staff groups"),
        required=False,
        choices=StaffGroup.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("With none ticked the call is for everybody employed at the member faculty."),
    )


class RoundRow(forms.Form):
    """One round."""

    code = CodeField()
    opens = HourField(label=_("Opens"))
    closes = HourField(label=_("Deadline"))
    results_by = forms.DateField(label=_("Results by"), widget=DayInput)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        opens, closes, results = data.get("opens"), data.get("closes"), data.get("results_by")
        if opens and closes and closes <= opens:
            self.add_error("closes", _("The deadline lies before the opening."))
        elif closes and results and results < date.fromisoformat(closes[:10]):
            self.add_error("results_by", _("The results are promised before the deadline."))
        return data


RoundRows = rows_of(RoundRow, extra=0)


class DatesForm(forms.Form):
    """The time of the stays, the zone of every hour, and whether the call is open all the time."""

    stays_from = forms.DateField(label=_("Stays from"), widget=DayInput)
    stays_until = forms.DateField(label=_("Stays until"), widget=DayInput)
    time_zone = forms.ChoiceField(label=_("Time zone of the hours"), choices=_zones)
    rolling_until = forms.DateField(
        label=_("Open all the time until"),
        required=False,
        widget=DayInput,
        help_text=_(
            "Where a day is given, the rounds above do not count: applications are decided in batches."
        ),
    )
    rolling_opens = HourField(label=_("Open from"), required=False)
    rolling_batch = forms.ChoiceField(label=_("Batches"), choices=BATCHES, required=False)
    rolling_day = forms.IntegerField(label=_("Day of the month"), required=False, min_value=1, max_value=31)
    rolling_dates = forms.CharField(
        label=_("Days of the batches"),
        required=False,
        max_length=400,
        help_text=_("As 2026-03-15, separated by commas."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        first, last = data.get("stays_from"), data.get("stays_until")
        if first and last and last < first:
            self.add_error("stays_until", _("The period of the stays ends before it begins."))
        try:
            days = [
                date.fromisoformat(part.strip())
                for part in data.get("rolling_dates", "").split(",")
                if part.strip()
            ]
        except ValueError:
            self.add_error("rolling_dates", _("Write days as 2026-03-15, separated by commas."))
        else:
            data["rolling_dates"] = days
        return data

    def rolling(self) -> dict[str, Any]:
        """The part of the call file; empty for a call with rounds."""
        data = self.cleaned_data
        if not data["rolling_until"]:
            return {}
        rolling: dict[str, Any] = {"opens": data["rolling_opens"], "until": data["rolling_until"].isoformat()}
        if data["rolling_batch"] == "dates":
            rolling |= {"batch": "dates", "dates": [day.isoformat() for day in data["rolling_dates"]]}
        elif data["rolling_day"]:
            rolling["day"] = data["rolling_day"]
        return {name: value for name, value in rolling.items() if value}


class PlacesForm(forms.Form):
    """How many places, and the rules by which places and money are divided."""

    places = forms.IntegerField(label=_("Places"), min_value=0, max_value=10_000)
    suitability_at = forms.ChoiceField(label=_("Suitability is asked"), choices=SuitabilityAt.choices)
    text = rule_text(
        _("Rules of places and money"),
        help_text=_("Quotas, limits, budget, sources and separate rankings, as in the call file."),
    )


class PaperRow(forms.Form):
    """One paper that is asked for."""

    kind = forms.ChoiceField(label=_("Paper"), choices=[("", _("Choose …")), *PAPER_KINDS])
    required = forms.BooleanField(label=_("without it the application is not complete"), required=False)
    say_sl = line(_("What the call calls it, in Slovenian"))
    say_en = line(_("What the call calls it, in English"))


PaperRows = rows_of(PaperRow)


class CommitteeForm(forms.Form):
    """How many decide, how many must be there, and who is shut out."""

    seats = forms.IntegerField(label=_("Members of the committee"), min_value=1, max_value=50)
    quorum = forms.IntegerField(
        label=_("Quorum"), min_value=1, max_value=50, required=False, help_text=_("So many must be present.")
    )
    shut_out = forms.MultipleChoiceField(
        label=_("Shut out of a file"),
        required=False,
        choices=SHUT_OUT,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The applicant is always shut out of their own file."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if (data.get("quorum") or 0) > (data.get("seats") or 0):
            self.add_error("quorum", _("The quorum is greater than the committee."))
        return data


class AfterForm(forms.Form):
    """What follows the decision."""

    confirm_days = forms.IntegerField(label=_("Days to confirm the place"), min_value=1, max_value=90)
    appeal_days = forms.IntegerField(label=_("Days to appeal"), min_value=0, max_value=90)
    freed_grant = forms.ChoiceField(
        label=_("A grant that comes free"),
        choices=[
            ("reserve", _("goes with its place, to the next on the reserve list")),
            ("holders", _("goes first to those who hold a place without one, in the order of the ranking")),
        ],
        initial="reserve",
        required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "Only calls with places without a grant have both; the place itself then goes on without."
        ),
    )
    text = rule_text(
        _("Rules after the decision"),
        help_text=_(
            "Confirmation, reserve list, withdrawal, appeals and lists, as in the call file. Left empty, the call "
            "keeps a reserve list; where anything stands here, it does so only with “reserve”."
        ),
    )


class ReasonForm(forms.Form):
    """Why a published call is corrected."""

    reason_sl = forms.CharField(
        label=_("Reason for the correction (Slovenian)"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason_en = forms.CharField(
        label=_("Reason for the correction (English)"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NewForm(forms.Form):
    """The least that a draft begins with; everything can be changed until it is published."""

    member = forms.ChoiceField(label=_("Member faculty"))
    title_sl = forms.CharField(label=_("Title in Slovenian"), max_length=200)
    title_en = line(_("Title in English"), most=200)
    action = forms.ChoiceField(label=_("Action"), choices=Action.choices)
    academic_year = _academic_year()
    closes_on = forms.DateField(
        label=_("Deadline"),
        widget=DayInput,
        help_text=_("At 23:59 of this day. The other dates are proposed after it and can be changed."),
    )
    places = forms.IntegerField(label=_("Places"), min_value=1, max_value=10_000, initial=5)

    def __init__(self, *args: Any, members: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = members  # type: ignore[attr-defined]
        if len(members) == 1:
            self.fields["member"].widget = forms.HiddenInput()
            self.fields["member"].initial = members[0][0]


class FileForm(forms.Form):
    """A call file."""

    member = forms.ChoiceField(label=_("Member faculty"))
    file = forms.FileField(
        label=_("Call file (YAML)"),
        required=False,
        help_text=_("At most 400 kB; the form is described in the documentation (formats)."),
    )
    text = rule_text(_("or the text of the file"))

    def __init__(self, *args: Any, members: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = members  # type: ignore[attr-defined]
        if len(members) == 1:
            self.fields["member"].widget = forms.HiddenInput()
            self.fields["member"].initial = members[0][0]
