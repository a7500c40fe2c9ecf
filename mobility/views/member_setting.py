"""Pages on which a member faculty decides something anew: as it is now, the choice, and the versions so far."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.views import ActView, Refused
from core.words import localized
from mobility.views.base import OfMember

NEWEST = 20


class MemberSettingView(OfMember, ActView, ABC):
    """One setting of one member. What is decided holds from now on; the earlier versions stay, with who decided."""

    template = "mobility/member_setting.html"
    model: ClassVar[Any]
    title: Any
    verb: Any = gettext_lazy("Save")
    saved: Any
    # The page that leads here: its name and its words.
    above: tuple[str, Any] = ("paper_texts:list", gettext_lazy("Texts of papers"))
    # What the list of versions reads of each.
    reads: tuple[str, ...] = ("changed_by",)

    def fetch(self) -> Any:
        return self.model(university_id=self.member.university_id, member_id=self.member.pk)

    def refused(self, reason: Any) -> HttpResponseBase:
        """The page tells what the member decided: whoever may not decide gets nothing of it, whatever they sent."""
        raise Refused(reason)

    def versions(self) -> QuerySet[Any]:
        """The versions of this member, newest first."""
        rows: QuerySet[Any] = self.model.objects.filter(member=self.member)
        return rows.select_related(*self.reads)

    @abstractmethod
    def told(self, version: Any) -> str:
        """What a version decided, in some words."""

    def context(self) -> dict[str, Any]:
        name, words = self.above
        url = reverse(name, args=[self.member.university.slug])
        return {
            "title": self.title,
            "verb": self.verb,
            "lede": localized(self.member, "name"),
            "crumbs": [(words, url)],
            "cancel_url": url,
            "versions": [{"told": self.told(row), "row": row} for row in self.versions()[:NEWEST]],
        }

    @abstractmethod
    def change(self, form: forms.Form) -> Any:
        """Decide by the one operation; None where it is so already. Raises Refusal."""

    def act(self, form: forms.Form) -> Any:
        changed = self.change(form)
        if changed is None:
            messages.info(self.request, _("Nothing was changed."))
        else:
            messages.success(self.request, self.words_of(changed))
        return changed

    def words_of(self, changed: Any) -> Any:
        """What is said when it is saved."""
        return self.saved

    def where(self, result: Any) -> str:
        return self.request.get_full_path()
