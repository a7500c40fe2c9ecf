"""The coordinator's check of a submitted application: automatic checks beside it, send back or pass on."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.urls import NoReverseMatch
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import clock
from core.face import Fact
from mobility import checks
from mobility.application_face import days_words, judged_face
from mobility.deadlines import to_the_minute
from mobility.forms.base import day_field
from mobility.links import to_mobility
from mobility.models import Application
from mobility.operations.checking import send_back
from mobility.pages import CheckPart, check_parts_for
from mobility.queries import submitted_application
from mobility.questions import sections_of
from mobility.sections import Section
from mobility.views.base import MobilityActView

# The usual time to complete an application that was sent back.
USUAL_DAYS = 7


class SendBackForm(forms.Form):
    """Reasons in general and section by section, and the day until which."""

    reasons = forms.CharField(
        label=gettext_lazy("For the whole application"),
        help_text=gettext_lazy("The participant reads this as you write it."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    due_on = day_field(
        label=gettext_lazy("To be completed by"),
        error_messages={"required": gettext_lazy("Choose the day until which it is to be completed.")},
    )

    def __init__(self, *args: Any, sections: list[Section], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections = sections
        for section in sections:
            self.fields[f"at_{section}"] = forms.CharField(
                label=section.label,
                required=False,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def by_section(self) -> dict[str, str]:
        return {section.value: self.cleaned_data.get(f"at_{section}", "") for section in self.sections}

    @property
    def section_fields(self) -> list[forms.BoundField]:
        return [self[f"at_{section}"] for section in self.sections]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("reasons") and not any(self.by_section.values()):
            self.add_error("reasons", _("Say what is to be completed, here or at a section."))
        return cleaned

    def clean_due_on(self) -> date:
        day: date = self.cleaned_data["due_on"]
        if day <= clock.today():
            raise forms.ValidationError(_("This day is past. Choose one that lies ahead."))
        return day


class CheckApplication(MobilityActView):
    """The application beside the automatic checks. The form sends it back; the other button passes it on."""

    rule = "send_back"
    form_class = SendBackForm
    template = "mobility/checking.html"
    done = gettext_lazy("The application was sent back to be completed.")

    @cached_property
    def application(self) -> Application:
        found = submitted_application(self.subject)
        if found is None:
            raise Application.DoesNotExist
        return found

    @cached_property
    def parts(self) -> list[CheckPart]:
        return check_parts_for(self.subject)

    def form_kwargs(self) -> dict[str, Any]:
        days = min((part.days for part in self.parts if part.days is not None), default=USUAL_DAYS)
        reasons = "\n".join(filter(None, (part.reasons for part in self.parts)))
        return {
            "initial": {"due_on": clock.today() + timedelta(days=days), "reasons": reasons},
            "sections": sections_of(self.subject.call),
        }

    def context(self) -> dict[str, Any]:
        mobility, application = self.subject, self.application
        outcomes = checks.outcomes(checks.facts_for(mobility, application))
        return {
            "mobility": mobility,
            "crumbs": [(mobility.call.title, ""), (mobility.number, to_mobility(mobility))],
            "face": judged_face(mobility, application),
            "outcomes": outcomes,
            "failed": sum(1 for outcome in outcomes if outcome.level == "late"),
            "facts": self.facts(application),
            "parts": self.parts,
            "waits": any(part.waits for part in self.parts),
            "admit_url": ""
            if any(part.shuts or part.waits for part in self.parts)
            else _page(mobility, "selection:admit"),
            "exclude_url": _page(mobility, "selection:exclude"),
        }

    def facts(self, application: Application) -> list[Fact]:
        person = self.subject.person
        return [
            Fact(_("Participant"), person.get_full_name(), note=person.email),
            Fact(_("Unit"), self.subject.unit.name),
            Fact(_("Submitted"), to_the_minute(application.submitted_at)),  # type: ignore[arg-type]
            Fact(_("Version"), str(application.version)),
            Fact(_("Days"), days_words(application)),
        ]

    def act(self, form: forms.Form) -> None:
        send_back(
            mobility=self.subject,
            actor=self.actor,
            reasons=form.cleaned_data["reasons"],
            due_on=form.cleaned_data["due_on"],
            by_section=form.by_section,  # type: ignore[attr-defined]
        )


def _page(mobility: Any, name: str) -> str:
    """The address of a page of the selection; empty while that page is not there."""
    try:
        return to_mobility(mobility, name)
    except NoReverseMatch:
        return ""
