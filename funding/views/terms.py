"""The page on which a member faculty decides about its grant agreements."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funding.forms.terms import TermsForm
from funding.models import GrantTerms
from funding.operations import change_terms
from mobility.views.base import WhichMember
from mobility.views.member_setting import MemberSettingView


class Start(WhichMember):
    """For which member faculty."""

    rule = "see_grant_terms"
    title = gettext_lazy("Grant agreements")
    lede = gettext_lazy("Whether they are made here, and under which terms.")
    leads_to = "grant_terms:change"


class ChangeTerms(MemberSettingView):
    """The terms in force, and a new version of them."""

    rule = "change_grant_terms"
    template = "funding/terms.html"
    model = GrantTerms
    title = gettext_lazy("Grant agreements")
    saved = gettext_lazy("Saved. Grants that are entered from now on follow it.")
    above = ("drafts:list", gettext_lazy("Preparing calls"))

    def form(self, *args: Any) -> forms.Form:
        return TermsForm(args[0] if args else None, terms=self.versions().first())

    def told(self, version: GrantTerms) -> str:
        return _("Made here") if version.is_on else _("Not made here")

    def change(self, form: forms.Form) -> GrantTerms | None:
        return change_terms(member=self.member, actor=self.actor, wish=form.wish())  # type: ignore[attr-defined]
