"""Beginning a call from a template of the library."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.policy import Refusal
from core.views import RuledView
from core.words import localized
from selection.authoring.library import CallTemplate, templates, text_of
from selection.operations.call_files import import_call
from selection.views.drafts import OfDrafts, to_draft


class TemplateForm(forms.Form):
    """For which member faculty, and from which template."""

    member = forms.ChoiceField(label=gettext_lazy("Member faculty"))
    template = forms.ChoiceField(widget=forms.HiddenInput, required=True)

    def __init__(self, *args: Any, members: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = members  # type: ignore[attr-defined]
        self.fields["template"].choices = [(one.code, one.code) for one in templates()]  # type: ignore[attr-defined]


class Library(OfDrafts, RuledView):
    """The templates; each begins a draft whose texts and dates are one's own to write."""

    rule = "see_drafts"
    template = "selection/drafts/library.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.shown(TemplateForm(members=self.choices))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        form = TemplateForm(request.POST, members=self.choices)
        if not form.is_valid():
            return self.shown(form, status=422)
        chosen = next(one for one in templates() if one.code == form.cleaned_data["template"])
        member_id = self.member_of(form.cleaned_data["member"])
        try:
            call = import_call(text=text_of(chosen), member_id=member_id, actor=self.actor)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            return self.shown(form, status=409)
        messages.success(request, _("The template is your draft now. Write its dates and its legal basis."))
        return HttpResponseRedirect(to_draft(call))

    def shown(self, form: TemplateForm, *, status: int = 200) -> HttpResponseBase:
        return self.page(
            status=status,
            form=form,
            title=_("Templates"),
            crumbs=self.crumbs(),
            rows=[self.row(one) for one in templates()],
            cancel_url=reverse("drafts:list", args=[self.slug]),
        )

    def row(self, one: CallTemplate) -> dict[str, Any]:
        return {
            "code": one.code,
            "title": localized(one, "title"),
            "source": localized(one, "source"),
            "kind": f"{one.action} · {', '.join(one.activities)}",
        }
