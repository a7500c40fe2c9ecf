"""The page on which a member says how its mobility agreements are signed."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobility.forms.signing_rules import SigningRulesForm
from mobility.models import Call, SigningRules
from mobility.operations.signing_rules import change_signing_rules
from mobility.signing_rules import rules_of
from mobility.views.member_setting import MemberSettingView


class ChangeSigningRules(MemberSettingView):
    """The rules of one member, for all its calls or (`?call=`) for one."""

    rule = "change_signing_rules"
    template = "mobility/agreements/signing_rules.html"
    model = SigningRules
    title = gettext_lazy("Signing of agreements")
    saved = gettext_lazy("Saved. It holds for agreements that are written from now on.")
    reads = ("changed_by", "call")

    def fetch(self) -> SigningRules:
        return SigningRules(university_id=self.member.university_id, member_id=self.member.pk, call=self.call)

    @property
    def calls(self) -> QuerySet[Call]:
        return Call.objects.filter(member=self.member).exclude(published_at=None).order_by("-closes_at", "pk")

    @cached_property
    def call(self) -> Call | None:
        """The call that was asked for. Raises Http404 for one that the member has not published."""
        slug = self.request.GET.get("call", "")[:80]
        if not slug:
            return None
        found = self.calls.filter(slug=slug).first()
        if found is None:
            raise Http404
        return found

    def form(self, *args: Any) -> forms.Form:
        own = self.versions().filter(call=self.call).first()
        rules = rules_of(self.member.pk, self.call.pk if self.call else None)
        follows = own is None or own.follows
        data = args[0] if args else None
        return SigningRulesForm(data, rules=rules, of_call=self.call is not None, follows=follows)

    def told(self, version: SigningRules) -> str:
        whose = version.call.title if version.call else _("All calls of the faculty")
        how = _("by the faculty’s rules") if version.follows else version.get_order_display()
        return f"{whose}: {how}"

    def context(self) -> dict[str, Any]:
        return {**super().context(), "call": self.call, "calls": self.calls}

    def change(self, form: forms.Form) -> SigningRules | None:
        return change_signing_rules(
            member=self.member,
            call=self.call,
            wished=form.wished(),  # type: ignore[attr-defined]
            actor=self.actor,
        )
