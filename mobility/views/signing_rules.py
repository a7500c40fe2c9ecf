"""The page on which a member says how its mobility agreements are signed."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.views import RuledView
from core.words import localized
from members.models import Member
from mobility.forms.signing_rules import SigningRulesForm
from mobility.models import Call, SigningRules
from mobility.operations.signing_rules import change_signing_rules
from mobility.signing_rules import rules_of

NEWEST = 20


class ChangeSigningRules(RuledView):
    """The rules of one member, for all its calls or (`?call=`) for one: as they are and as they were."""

    rule = "change_signing_rules"
    template = "mobility/agreements/signing_rules.html"
    subject: SigningRules

    def fetch(self) -> SigningRules:
        return SigningRules(university_id=self.member.university_id, member_id=self.member.pk, call=self.call)

    @cached_property
    def member(self) -> Member:
        place: Any = self.request
        return Member.objects.select_related("university").get(pk=place.member.id)

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

    def form(self, *args: Any) -> SigningRulesForm:
        own = SigningRules.objects.filter(member=self.member, call=self.call).first()
        rules = rules_of(self.member.pk, self.call.pk if self.call else None)
        follows = own is None or own.follows
        return SigningRulesForm(*args, rules=rules, of_call=self.call is not None, follows=follows)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.rules_page(self.form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.rules_page(form, status=422)
        changed = change_signing_rules(
            member=self.member, call=self.call, wished=form.wished(), actor=self.actor
        )
        if changed is None:
            messages.info(request, _("Nothing was changed."))
        else:
            messages.success(request, _("Saved. It holds for agreements that are written from now on."))
        return HttpResponseRedirect(request.get_full_path())

    def rules_page(self, form: SigningRulesForm, *, status: int = 200) -> HttpResponseBase:
        texts = reverse("paper_texts:list", args=[self.member.university.slug])
        versions = SigningRules.objects.filter(member=self.member).select_related("changed_by", "call")
        return self.page(
            status=status,
            form=form,
            call=self.call,
            calls=self.calls,
            crumbs=[(_("Texts of papers"), texts)],
            lede=localized(self.member, "name"),
            versions=versions[:NEWEST],
            cancel_url=texts,
        )
