"""Pages about the agreement: its text and signatures, signing, the host's link, a new version."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import clock, policy
from core.wording import day, period
from members.enums import Capacity
from mobility import agreement_paper, agreements
from mobility.enums import Party, SigningWay
from mobility.forms.agreement import HostAddressForm, ReasonForm, SignForm, with_present_text
from mobility.links import to_mobility
from mobility.models import Agreement, HostLink, Signature
from mobility.operations import agreement as operations
from mobility.policy import is_participant
from mobility.views.base import MobilityActView, MobilityView

OWN_SIGNING = {Party.PARTICIPANT: "sign_as_participant", Party.HOME: "sign_as_home"}


class OfAgreement:
    """What every page about the agreement in force shares."""

    subject: Any
    actor: Any

    def agreement(self) -> Agreement:
        """The version in force. Raises Http404 before there is one."""
        found = agreements.in_force(self.subject)
        if found is None:
            raise Http404
        return found

    def party(self) -> Party:
        """For which party the actor would sign."""
        return Party.PARTICIPANT if is_participant(self.actor, self.subject) else Party.HOME

    def frame(self) -> dict[str, Any]:
        """Crumbs, the line under the title and the way back."""
        mobility = self.subject
        host = mobility.host.name if mobility.host else ""
        return {
            "mobility": mobility,
            "crumbs": [(str(mobility), to_mobility(mobility))],
            "lede": " · ".join(
                (mobility.person.get_full_name(), host, period(mobility.starts_on, mobility.ends_on))
            ),
            "cancel_url": to_mobility(mobility, "agreement:show"),
        }


class Show(OfAgreement, MobilityView):
    """The agreement as it stands: the text, who has signed, and what the reader can do."""

    rule = "see_agreement"
    template = "mobility/agreement/show.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        found = agreements.in_force(self.subject)
        if found is None:
            return self.page(agreement=None, may_prepare=self.may("prepare_agreement"), **self.frame())
        boxes = agreement_paper.boxes(found)
        return self.page(
            agreement=found,
            text=agreement_paper.reading(found),
            boxes=boxes,
            refused_by=Party(found.refused_by).label if found.refused_by else "",
            signing=self.signing(found, boxes),
            host=self.host(found, boxes),
            may_prepare=found.signed_at is None and self.may("prepare_agreement"),
            **self.frame(),
        )

    def may(self, verb: str) -> bool:
        return bool(policy.can(self.actor, verb, self.subject))

    def signing(self, found: Agreement, boxes: list[dict[str, Any]]) -> dict[str, Any] | None:
        """The reader's own signature, while it is missing: the way to it, or why it has to wait."""
        party = self.party()
        is_open = found.refused_at is None and not any(b["key"] == party and b["signed_at"] for b in boxes)
        if not is_open or not self.may(f"refuse_as_{party.value}"):
            return None
        verdict = policy.can(self.actor, OWN_SIGNING[party], self.subject)
        return {
            "is_home": party == Party.HOME,
            "url": to_mobility(self.subject, "agreement:sign") if verdict else "",
            "refuse_url": to_mobility(self.subject, "agreement:refuse"),
            "reason": verdict.reason,
        }

    def host(self, found: Agreement, boxes: list[dict[str, Any]]) -> dict[str, Any] | None:
        """The state of the host's link, for whoever may see to it while the host has not signed."""
        has_signed = any(b["key"] == Party.HOST and b["signed_at"] for b in boxes)
        if has_signed or found.refused_at is not None or not self.may("manage_host_link"):
            return None
        link = agreements.present_link(found)
        is_open = link is not None and link.is_open(clock.now())
        return {
            "link": link,
            "is_open": is_open,
            "words": link_words(link),
            "url": to_mobility(self.subject, "agreement:host_link"),
            "close_url": to_mobility(self.subject, "agreement:revoke_host_link") if is_open else "",
        }


def link_words(link: HostLink | None) -> str:
    """What has become of the host's link."""
    if link is None:
        return _(
            "The host has not been asked yet. It is asked when the participant and the institution have signed."
        )
    words = {
        "name": link.name,
        "address": link.address,
        "sent": day(link.made_at),
        "until": day(link.valid_until),
    }
    if link.revoked_at is not None:
        return _("The link sent to %(name)s (%(address)s) on %(sent)s was closed.") % words
    if clock.now() >= link.valid_until:
        return _("The link sent to %(name)s (%(address)s) on %(sent)s expired on %(until)s.") % words
    return _("A link was sent to %(name)s (%(address)s) on %(sent)s. It is valid until %(until)s.") % words


class AgreementActView(OfAgreement, MobilityActView):
    """A page that does one thing with the agreement and leads back to it."""

    title: Any = ""
    verb: Any = ""

    def context(self) -> dict[str, Any]:
        return {**self.frame(), "title": self.title, "verb": self.verb}

    def where(self, result: Any) -> str:
        return to_mobility(self.subject, "agreement:show")


class Sign(AgreementActView):
    """The participant's or the institution's signature, under the text that is signed."""

    rule = "sign_agreement"
    template = "mobility/agreement/sign.html"
    form_class = SignForm
    title = gettext_lazy("Sign the mobility agreement")
    verb = gettext_lazy("Sign")
    done = gettext_lazy("Signed. Thank you.")

    def form(self, *args: Any) -> forms.Form:
        self.shown = self.agreement()
        return SignForm(*args, initial={"text_hash": self.shown.text_hash})

    def context(self) -> dict[str, Any]:
        is_home = self.party() == Party.HOME
        return {
            **super().context(),
            "agreement": self.shown,
            "text": agreement_paper.reading(self.shown),
            "as_words": self.capacity_words() if is_home else "",
        }

    def capacity_words(self) -> str:
        """In which capacity the institution's signatory acts."""
        held = self.actor.holding((Capacity.DEAN, Capacity.OFFICE), member_id=self.subject.member_id)
        return str(Capacity(held).label) if held else ""

    def page(self, status: int = 200, **context: Any) -> TemplateResponse:
        context["form"] = with_present_text(context["form"], self.shown.text_hash)
        return super().page(status, **context)

    def act(self, form: forms.Form) -> Signature:
        return operations.sign(
            agreement=self.shown,
            party=self.party(),
            actor=self.actor,
            way=SigningWay.SIGNED_IN,
            name=self.actor.name,
            function=self.capacity_words() if self.party() == Party.HOME else "",
            text_hash=form.cleaned_data["text_hash"],
        )


class Refuse(AgreementActView):
    """The participant or the institution declines to sign, with the reason."""

    rule = "refuse_agreement"
    form_class = ReasonForm
    title = gettext_lazy("Decline to sign")
    verb = gettext_lazy("Decline to sign")
    done = gettext_lazy("Your refusal was recorded; the coordinator was told.")

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "grave": True,
            "effects": [
                _("This version can no longer be signed by anybody; the coordinator prepares a new one.")
            ],
            "told": [_("the Erasmus coordinator and the participant")],
        }

    def act(self, form: forms.Form) -> Agreement:
        return operations.refuse_to_sign(
            agreement=self.agreement(),
            party=self.party(),
            actor=self.actor,
            reason=form.cleaned_data["reason"],
        )


class Prepare(AgreementActView):
    """The coordinator writes the agreement from the application as it is now."""

    rule = "prepare_agreement"
    title = gettext_lazy("Prepare the agreement anew")
    verb = gettext_lazy("Prepare")
    done = gettext_lazy("The agreement is prepared.")

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "effects": [
                _("The text is written from the application as it is now."),
                _("If it differs from the present version, that one is set aside and all three sign again."),
            ],
        }

    def act(self, form: forms.Form) -> Agreement:
        return operations.prepare_agreement(mobility=self.subject, actor=self.actor)


class SendHostLink(AgreementActView):
    """Ask the host to sign, or ask again, at the right address."""

    rule = "manage_host_link"
    form_class = HostAddressForm
    title = gettext_lazy("Ask the host to sign")
    verb = gettext_lazy("Send the link")
    done = gettext_lazy("The host gets a letter with a personal link.")

    def form_kwargs(self) -> dict[str, Any]:
        found = self.agreement()
        link = agreements.present_link(found)
        receiving = found.text["receiving"]
        initial = {"name": receiving["contact_name"], "address": receiving["contact_email"], "language": "en"}
        if link is not None:
            initial = {"name": link.name, "address": link.address, "language": link.language}
        return {"initial": initial}

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "effects": [
                _(
                    "The host gets a letter with a personal link that opens this one agreement and nothing else."
                ),
                _("A link sent earlier stops working."),
            ],
        }

    def act(self, form: forms.Form) -> HostLink:
        return operations.send_host_link(agreement=self.agreement(), actor=self.actor, **form.cleaned_data)


class RevokeHostLink(AgreementActView):
    """Close the host's link."""

    rule = "manage_host_link"
    title = gettext_lazy("Close the host’s link")
    verb = gettext_lazy("Close the link")
    done = gettext_lazy("The link opens nothing any more.")

    def context(self) -> dict[str, Any]:
        return {**super().context(), "effects": [_("The link that was sent opens nothing any more.")]}

    def act(self, form: forms.Form) -> HostLink:
        link = agreements.present_link(self.agreement())
        if link is None:
            raise Http404
        return operations.revoke_host_link(link=link, actor=self.actor)
