"""The page on which a member faculty's logo is put on its papers, or taken off them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from core.policy import Refusal
from core.views import RuledView
from core.words import localized
from mobility.forms.letterhead import LetterheadForm
from mobility.letterheads import logo_on
from mobility.models import Letterhead
from mobility.operations.letterhead import change_letterhead
from mobility.views.base import OfMember

NEWEST = 20


class ChangeLetterhead(OfMember, RuledView):
    """The letterhead of one member: how it looks now, a new logo, none, and the versions so far."""

    rule = "change_paper_texts"
    template = "mobility/paper_texts/letterhead.html"
    subject: Letterhead

    def fetch(self) -> Letterhead:
        return Letterhead(university_id=self.member.university_id, member_id=self.member.pk)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.letterhead_page(LetterheadForm())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        takes_off = "take_off" in request.POST
        form = LetterheadForm() if takes_off else LetterheadForm(request.POST, request.FILES)
        if not takes_off and not form.is_valid():
            return self.letterhead_page(form, status=422)
        try:
            upload = None if takes_off else form.cleaned_data["upload"]
            changed = change_letterhead(member=self.member, upload=upload, actor=self.actor)
        except Refusal as refusal:
            form.add_error("upload", str(refusal))
            return self.letterhead_page(form, status=422)
        if changed is None:
            messages.info(request, _("Nothing was changed."))
        elif changed.logo is not None and changed.logo.quarantined_at is not None:
            messages.info(request, _("Saved. Papers carry the logo once it has passed the virus check."))
        else:
            messages.success(request, _("Saved. Papers that are printed from now on carry it."))
        return HttpResponseRedirect(request.path)

    def letterhead_page(self, form: LetterheadForm, *, status: int = 200) -> HttpResponseBase:
        member = self.member
        versions = list(
            Letterhead.objects.filter(member=member).select_related("logo", "changed_by")[:NEWEST]
        )
        texts = reverse("paper_texts:list", args=[member.university.slug])
        return self.page(
            status=status,
            form=form,
            member=member,
            university=member.university,
            crumbs=[(_("Texts of papers"), texts)],
            lede=localized(member, "name"),
            logo=logo_on(versions[0] if versions else None),
            versions=versions,
            cancel_url=texts,
        )
