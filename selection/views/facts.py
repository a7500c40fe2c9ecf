"""The facts of an application that people supply: statements beside their papers, and what the office enters."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobility.links import to_call, to_mobility
from mobility.views.base import MobilityActView
from selection.fact_rows import FactSheet, sheet_of
from selection.forms_facts import FactsForm
from selection.operations import check_facts


class CheckFacts(MobilityActView):
    """The coordinator accepts, corrects or refuses what was stated, and enters what the office's own registers say."""

    rule = "check_facts"
    form_class = FactsForm
    template = "selection/facts.html"
    done = gettext_lazy("The facts are saved.")

    @cached_property
    def sheet(self) -> FactSheet:
        return sheet_of(self.subject)

    def form_kwargs(self) -> dict[str, Any]:
        return {"rows": self.sheet.rows, "initial": {"version": self.sheet.version}}

    def context(self) -> dict[str, Any]:
        mobility = self.subject
        return {
            "title": _("Facts of the application"),
            "crumbs": [
                (mobility.call.title, to_call(mobility.call)),
                (mobility.number, to_mobility(mobility)),
                (_("Check for completeness"), self.where(None)),
            ],
            "lede": f"{mobility.person.get_full_name()} · {mobility.title}",
            "sheet": self.sheet,
            "cancel_url": self.where(None),
        }

    def act(self, form: forms.Form) -> Any:
        return check_facts(
            mobility=self.subject,
            actor=self.actor,
            looks=form.looks,  # type: ignore[attr-defined]
            version=form.cleaned_data["version"],
        )

    def where(self, result: Any) -> str:
        return to_mobility(self.subject, "application:check")
