"""The page on which a member faculty chooses in how many files its papers are printed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from core.views import RuledView
from core.words import localized
from mobility.forms.editions import APART, TOGETHER, EditionsForm
from mobility.models import PaperEditions
from mobility.operations.editions import choose_editions
from mobility.views.base import OfMember

NEWEST = 20


class ChooseEditions(OfMember, RuledView):
    """A file for each language or one with both: what it is now, the choice, and the versions so far."""

    rule = "change_paper_texts"
    template = "mobility/paper_texts/editions.html"
    subject: PaperEditions

    def fetch(self) -> PaperEditions:
        return PaperEditions(university_id=self.member.university_id, member_id=self.member.pk)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        last = PaperEditions.objects.filter(member=self.member).first()
        way = TOGETHER if last is not None and last.together else APART
        return self.editions_page(EditionsForm(initial={"way": way}))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        form = EditionsForm(request.POST)
        if not form.is_valid():
            return self.editions_page(form, status=422)
        if choose_editions(member=self.member, together=form.together, actor=self.actor):
            messages.success(request, _("Saved. What is printed from now on follows your choice."))
        else:
            messages.info(request, _("Nothing was changed."))
        return HttpResponseRedirect(request.path)

    def editions_page(self, form: EditionsForm, *, status: int = 200) -> HttpResponseBase:
        texts = reverse("paper_texts:list", args=[self.member.university.slug])
        versions = PaperEditions.objects.filter(member=self.member).select_related("changed_by")
        return self.page(
            status=status,
            form=form,
            crumbs=[(_("Texts of papers"), texts)],
            lede=localized(self.member, "name"),
            versions=versions[:NEWEST],
            cancel_url=texts,
        )
