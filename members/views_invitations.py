"""Invitations: the list with their state, inviting, sending once more, withdrawing."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from core import clock
from core.throttle import Limit
from core.views import RuledView
from core.wording import day_and_year
from members import directory, operations
from members.enums import Capacity
from members.forms import InviteForm
from members.models import Invitation
from members.views_roles import InPeople

PAGE = 50


class Invitations(RuledView):
    """Who was invited, to what, and what became of it."""

    rule = "manage_people"
    template = "members/invitations.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        page = Paginator(directory.invitations_within(self.actor), PAGE).get_page(request.GET.get("page"))
        back = reverse("people:list", args=[request.university.slug])  # type: ignore[attr-defined]
        return self.page(
            page=page, rows=[_row(row) for row in page], crumbs=[(pgettext("page", "People"), back)]
        )


INVITING = Limit("invitation", most=60, seconds=3600)


class Invite(InPeople):
    """Ask an address in."""

    rule = "manage_people"
    form_class = InviteForm
    limit = INVITING
    done = gettext_lazy("The invitation is on its way.")

    def form_kwargs(self) -> dict[str, Any]:
        return {"actor": self.actor}

    def context(self) -> dict[str, Any]:
        back = reverse("people:invitations", args=[self.slug])
        return {
            "title": _("Invite somebody"),
            "crumbs": self.crumbs((_("Invitations"), back)),
            "verb": _("Send the invitation"),
            "cancel_url": back,
            "effects": [
                _("The person gets a letter and opens an account, or signs in to the one they have."),
                _("The role is theirs from that moment on. The invitation is open for 30 days."),
            ],
        }

    def mailboxes(self, form: forms.Form) -> list[str]:
        return [form.cleaned_data["email"]]

    def act(self, form: forms.Form) -> Invitation:
        given = dict(form.cleaned_data)
        capacity = given.pop("capacity")
        return operations.invite_person(
            actor=self.actor, capacity=Capacity(capacity) if capacity else None, **given
        )

    def where(self, result: Any) -> str:
        return reverse("people:invitations", args=[self.slug])


class OfInvitation(InPeople):
    """An act about one invitation within reach."""

    rule = "invite_person"
    subject: Invitation

    def fetch(self) -> Invitation:
        found = None
        if self.actor is not None:
            found = directory.invitations_within(self.actor).filter(pk=self.kwargs["invitation"]).first()
        if found is None:
            raise Http404
        return found

    def context(self) -> dict[str, Any]:
        back = self.where(None)
        return {
            "crumbs": self.crumbs((_("Invitations"), back)),
            "lede": self.subject.email,
            "cancel_url": back,
        }

    def where(self, result: Any) -> str:
        return reverse("people:invitations", args=[self.slug])


class Renew(OfInvitation):
    """Send an invitation once more."""

    done = gettext_lazy("The invitation is on its way again.")
    limit = INVITING

    def mailboxes(self, form: forms.Form) -> list[str]:
        return [self.subject.email]

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "title": _("Send the invitation once more"),
            "verb": _("Send it once more"),
            "effects": [_("It is open for another 30 days.")],
            "told": [self.subject.email],
        }

    def act(self, form: forms.Form) -> Invitation:
        return operations.renew_invitation(invitation=self.subject, actor=self.actor)


class Withdraw(OfInvitation):
    """Take an invitation back."""

    done = gettext_lazy("The invitation was withdrawn.")

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "title": _("Withdraw the invitation"),
            "verb": _("Withdraw it"),
            "grave": True,
            "effects": [_("Nobody opens an account by it any more, and its role is given to nobody.")],
            "told": [self.subject.email],
        }

    def act(self, form: forms.Form) -> Invitation:
        return operations.withdraw_invitation(invitation=self.subject, actor=self.actor)


def _row(invitation: Invitation) -> dict[str, Any]:
    place = " · ".join(str(part) for part in (invitation.unit, invitation.member) if part)
    state, tone = state_of(invitation)
    return {
        "invitation": invitation,
        "role": str(Capacity(invitation.capacity).label) if invitation.capacity else "",
        "place": place,
        "state": state,
        "tone": tone,
        "is_open": invitation.accepted_at is None and invitation.withdrawn_at is None,
    }


def state_of(invitation: Invitation) -> tuple[str, str]:
    """What became of an invitation, in words, with the tone of the word."""
    if invitation.accepted_at is not None:
        return _("accepted on %(day)s") % {"day": day_and_year(invitation.accepted_at)}, "lead"
    if invitation.withdrawn_at is not None:
        return _("withdrawn on %(day)s") % {"day": day_and_year(invitation.withdrawn_at)}, ""
    if invitation.expires_at is not None and invitation.expires_at <= clock.now():
        return _("expired on %(day)s") % {"day": day_and_year(invitation.expires_at)}, "late"
    if invitation.expires_at is None:
        return _("open"), ""
    return _("sent, open until %(day)s") % {"day": day_and_year(invitation.expires_at)}, ""
