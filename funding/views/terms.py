"""The page on which a member faculty decides about its grant agreements."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.views import ActView
from core.words import localized
from funding.forms.terms import TermsForm
from funding.models import GrantTerms
from funding.operations import change_terms
from funding.queries import terms_of
from members.models import Member
from mobility.views.base import WhichMember

NEWEST = 20


class Start(WhichMember):
    """For which member faculty."""

    rule = "see_grant_terms"
    title = gettext_lazy("Grant agreements")
    lede = gettext_lazy("Whether they are made here, and under which terms.")
    leads_to = "grant_terms:change"


class ChangeTerms(ActView):
    """The terms in force, and a new version of them."""

    rule = "change_grant_terms"
    template = "funding/terms.html"
    subject: GrantTerms

    def fetch(self) -> GrantTerms:
        return GrantTerms(university_id=self.member.university_id, member_id=self.member.pk)

    @cached_property
    def member(self) -> Member:
        place: Any = self.request
        return Member.objects.select_related("university").get(pk=place.member.id)

    def form(self, *args: Any) -> forms.Form:
        return TermsForm(args[0] if args else None, terms=terms_of(self.member.pk))

    def context(self) -> dict[str, Any]:
        slug = self.member.university.slug
        return {
            "title": _("Grant agreements"),
            "lede": localized(self.member, "name"),
            "crumbs": [(_("Preparing calls"), reverse("drafts:list", args=[slug]))],
            "verb": _("Save"),
            "cancel_url": reverse("drafts:list", args=[slug]),
            "versions": GrantTerms.objects.filter(member=self.member).select_related("changed_by")[:NEWEST],
        }

    def act(self, form: forms.Form) -> GrantTerms | None:
        changed = change_terms(member=self.member, actor=self.actor, wish=form.wish())  # type: ignore[attr-defined]
        self.done = (
            _("Saved. Grants that are entered from now on follow it.")
            if changed
            else _("Nothing was changed.")
        )
        return changed
