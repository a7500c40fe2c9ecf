"""Pages about the agreement: its text and signatures, signing, the host's link, a new version."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core import clock, policy
from mobility import agreement_changes, agreement_paper, agreements, proposals, received
from mobility.enums import DocumentKind, Party, SigningWay
from mobility.forms.agreement import ChangeForm
from mobility.links import to_mobility
from mobility.models import Agreement, Mentor, Signature, SigningRules
from mobility.operations import agreement as operations
from mobility.plan_change import as_it_lies
from mobility.queries import submitted_application
from mobility.signing_rules import rules_of, still_before
from mobility.views.agreement_base import AgreementActView, OfAgreement, reconfirm_words
from mobility.views.base import MobilityView
from mobility.views.documents import rows_of
from mobility.views.host_link import link_words
from mobility.views.signing import RefuseView, SignView

ELSEWHERE = (
    ("ask_for_copy", "agreement:copy_to_sign", gettext_lazy("Get a copy to be signed elsewhere")),
    ("enter_signature", "agreement:enter_file", gettext_lazy("Enter a file signed with a certificate")),
    ("enter_scan", "agreement:enter_scan", gettext_lazy("Enter a signature in ink")),
)
OWN_SIGNING = {Party.PARTICIPANT: "sign_as_participant", Party.HOME: "sign_as_home"}


class Show(OfAgreement, MobilityView):
    """The agreement as it stands: the text, who has signed, and what the reader can do."""

    rule = "see_agreement"
    template = "mobility/agreement/show.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        found = agreements.in_force(self.subject)
        if found is None:
            return self.page(agreement=None, may_prepare=self.may("prepare_agreement"), **self.frame())
        boxes = [self.box(box) for box in agreement_paper.boxes(found)]
        proposed = proposals.told_of(self.subject)
        waits = any(told["row"].answered_at is None for told in proposed)
        return self.page(
            agreement=found,
            text=agreement_paper.reading(found),
            boxes=boxes,
            documents=rows_of(self.subject, DocumentKind.AGREEMENT, DocumentKind.AGREEMENT_TO_SIGN),
            elsewhere=self.elsewhere(found),
            refused_by=Party(found.refused_by).label if found.refused_by else "",
            signing=self.signing(found, boxes),
            host=self.host(found, boxes),
            missing=[box["party"] for box in boxes if not box["signed_at"]],
            differences=agreement_changes.since_earlier(found),
            proposals=proposed,
            may_answer=waits and self.may("answer_proposal"),
            mentor=Mentor.objects.filter(mobility=self.subject).first(),
            may_prepare=found.signed_at is None and self.may("prepare_agreement"),
            may_change=self.may("reopen_preparation"),
            **self.frame(),
        )

    def may(self, verb: str) -> bool:
        return bool(policy.can(self.actor, verb, self.subject))

    def box(self, box: dict[str, Any]) -> dict[str, Any]:
        """A signature's box, with what was found in the file that shows it, and the way to that file."""
        paper = box["received"]
        if paper is None:
            return box
        url = to_mobility(self.subject, "agreement:received", received=paper.public_id)
        return {**box, "found": received.facts_of(paper), "url": url}

    def elsewhere(self, found: Agreement) -> list[tuple[str, Any]]:
        """What can be done for a party that signs elsewhere, while the text is open to signatures."""
        if not found.takes_signatures:
            return []
        return [(to_mobility(self.subject, name), label) for verb, name, label in ELSEWHERE if self.may(verb)]

    def signing(self, found: Agreement, boxes: list[dict[str, Any]]) -> dict[str, Any] | None:
        """The reader's own signature, while it is missing: the way to it, or why it has to wait."""
        party = self.party()
        is_open = not found.is_dead and not any(b["key"] == party and b["signed_at"] for b in boxes)
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
        if has_signed or found.is_dead or not self.may("manage_host_link"):
            return None
        link = agreements.present_link(found)
        is_open = link is not None and link.is_open(clock.now())
        return {
            "link": link,
            "is_open": is_open,
            "words": link_words(link),
            "url": to_mobility(self.subject, "agreement:host_link"),
            "close_url": to_mobility(self.subject, "agreement:revoke_host_link") if is_open else "",
            "waits_for": still_before(
                found.signing_order, Party.HOST, [b["key"] for b in boxes if b["signed_at"]]
            ),
        }


class Sign(OfAgreement, SignView):
    """The participant or the institution signs the mobility agreement."""

    rule = "sign_agreement"
    title = gettext_lazy("Sign the mobility agreement")

    def needs_step_up(self) -> bool:
        """The institution's signature seals the agreement."""
        return self.party() == Party.HOME

    def reading(self) -> dict[str, Any]:
        return agreement_paper.reading(self.agreement)

    def differences(self) -> list[agreement_changes.Difference]:
        return agreement_changes.since_earlier(self.agreement)

    def act(self, form: forms.Form) -> Signature:
        return operations.sign(
            agreement=self.agreement,
            party=self.party(),
            actor=self.actor,
            way=SigningWay.SIGNED_IN,
            name=self.actor.name,
            function=self.function(),
            text_hash=form.cleaned_data["text_hash"],
        )


class Refuse(OfAgreement, RefuseView):
    """The participant or the institution declines to sign the mobility agreement."""

    rule = "refuse_agreement"
    effect = gettext_lazy(
        "This version can no longer be signed by anybody; the coordinator prepares a new one."
    )

    def act(self, form: forms.Form) -> Agreement:
        return operations.refuse_to_sign(
            agreement=self.agreement,
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


class Change(AgreementActView):
    """The plan of a mobility that is ready changes: a new version, signed and confirmed anew."""

    rule = "reopen_preparation"
    title = gettext_lazy("Change the plan")
    verb = gettext_lazy("Change the plan")
    done = gettext_lazy("The change of plan is recorded, and those concerned are told.")

    @cached_property
    def rules(self) -> SigningRules:
        return rules_of(self.subject.member_id, self.subject.call_id)

    def tolerance_words(self) -> list[str]:
        """That a small move needs no new version, where the rules say so."""
        days = self.rules.tolerance
        if not days:
            return []
        words = ngettext(
            "Dates alone that move by at most %(days)d day need no new version: what was signed stands.",
            "Dates alone that move by at most %(days)d days need no new version: what was signed stands.",
            days,
        )
        return [words % {"days": days}]

    def form(self, *args: Any) -> forms.Form:
        application = submitted_application(self.subject)
        if application is None:
            raise Http404
        return ChangeForm(*args, application=as_it_lies(application, self.subject))

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "effects": [
                _("The days of the programme move with the first day."),
                *self.tolerance_words(),
                _("The agreement is written in a new version, and all three sign again."),
                reconfirm_words(self.rules),
            ],
            "told": [_("the three-member body, the institution and the host")],
        }

    def act(self, form: forms.Form) -> Agreement:
        return operations.change_plan(
            mobility=self.subject,
            actor=self.actor,
            reason=form.cleaned_data["reason"],
            changes=form.changes(),  # type: ignore[attr-defined]
        )
