"""The page on which a member faculty's logo is put on its papers, or taken off them."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobility.forms.letterhead import LetterheadForm
from mobility.letterheads import logo_on
from mobility.models import Letterhead
from mobility.operations.letterhead import change_letterhead
from mobility.views.member_setting import MemberSettingView


class ChangeLetterhead(MemberSettingView):
    """The letterhead of one member: how it looks now, a new logo, or none."""

    rule = "change_paper_texts"
    template = "mobility/paper_texts/letterhead.html"
    model = Letterhead
    title = gettext_lazy("Letterhead")
    saved = gettext_lazy("Saved. Papers that are printed from now on carry it.")
    reads = ("logo", "changed_by")

    @property
    def takes_off(self) -> bool:
        """Whether the logo is to go, whatever was chosen beside it."""
        return "take_off" in self.request.POST

    def form(self, *args: Any) -> forms.Form:
        return forms.Form(*args) if self.takes_off else LetterheadForm(*args)

    def told(self, version: Letterhead) -> str:
        return _("With a logo") if version.logo else _("Without a logo")

    def context(self) -> dict[str, Any]:
        logo = logo_on(self.versions().first())
        return {
            **super().context(),
            "member": self.member,
            "university": self.member.university,
            "logo": logo,
        }

    def change(self, form: forms.Form) -> Letterhead | None:
        upload = None if self.takes_off else form.cleaned_data["upload"]
        return change_letterhead(member=self.member, upload=upload, actor=self.actor)

    def words_of(self, changed: Letterhead) -> Any:
        if changed.logo is not None and changed.logo.quarantined_at is not None:
            return _("Saved. Papers carry the logo once it has passed the virus check.")
        return self.saved
