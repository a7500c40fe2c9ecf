"""The page on which a member faculty chooses in how many files its papers are printed."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobility.forms.editions import APART, TOGETHER, EditionsForm
from mobility.models import PaperEditions
from mobility.operations.editions import choose_editions
from mobility.views.member_setting import MemberSettingView


class ChooseEditions(MemberSettingView):
    """A file for each language, or one with both."""

    rule = "change_paper_texts"
    template = "mobility/paper_texts/editions.html"
    model = PaperEditions
    form_class = EditionsForm
    title = gettext_lazy("Files of papers")
    saved = gettext_lazy("Saved. What is printed from now on follows your choice.")

    def form_kwargs(self) -> dict[str, Any]:
        last = self.versions().first()
        return {"initial": {"way": TOGETHER if last is not None and last.together else APART}}

    def told(self, version: PaperEditions) -> str:
        return _("Both languages in one file") if version.together else _("A file for each language")

    def change(self, form: forms.Form) -> PaperEditions | None:
        return choose_editions(member=self.member, together=form.together, actor=self.actor)  # type: ignore[attr-defined]
