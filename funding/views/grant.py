"""Pages about one grant: the agreement as it stands, entering the grant, the account."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import policy
from core.face import Fact
from funding import changes, documents, operations
from funding.accounts import grouped
from funding.forms.grant import AccountForm, GrantForm, told_of, typed_of
from funding.models import BankDetails, GrantAgreement, GrantSignature
from funding.queries import details_of, grant_of, in_force, waits_for_the_office
from funding.views.base import GrantActView, OfGrant
from mobility.documents import may_read
from mobility.enums import DocumentKind, Party
from mobility.links import to_mobility
from mobility.queries import submitted_application
from mobility.views.base import MobilityView
from mobility.views.documents import rows_of

OWN_SIGNING = {Party.PARTICIPANT: "sign_grant_as_participant", Party.HOME: "sign_grant_as_home"}


class Show(OfGrant, MobilityView):
    """The agreement as it stands: amounts, clauses, who has signed, and what the reader can do."""

    rule = "see_grant"
    template = "funding/show.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        found = self.agreement
        boxes = documents.boxes(found)
        opens = may_read(self.actor, DocumentKind.GRANT, self.subject)
        return self.page(
            agreement=found,
            text=documents.reading(found),
            boxes=boxes,
            pay_by=documents.due_on(found, self.subject),
            refused_by=Party(found.refused_by).label if found.refused_by else "",
            signing=self.signing(found, boxes),
            differences=changes.since_earlier(found),
            documents=rows_of(self.subject, DocumentKind.GRANT) if opens else [],
            enter_url=self.way("enter_grant", "grant:enter"),
            give_url=self.way("give_account", "grant:account"),
            account_url=self.way("see_account", "grant:details"),
            **self.frame(),
        )

    def way(self, verb: str, name: str) -> str:
        return to_mobility(self.subject, name) if policy.can(self.actor, verb, self.subject) else ""

    def signing(self, found: GrantAgreement, boxes: list[dict[str, Any]]) -> dict[str, Any] | None:
        """The reader's own signature, while it is missing: the way to it, or why it has to wait."""
        party = self.party()
        is_open = found.refused_at is None and not any(b["key"] == party and b["signed_at"] for b in boxes)
        if not is_open or not policy.can(self.actor, f"refuse_grant_as_{party.value}", self.subject):
            return None
        verdict = policy.can(self.actor, OWN_SIGNING[party], self.subject)
        reason: Any = verdict.reason
        if verdict and waits_for_the_office(self.subject):
            reason = _("The days changed: the office looks at the grant once more before it is signed.")
        return {
            "is_home": party == Party.HOME,
            "lacks_account": party == Party.PARTICIPANT and self.lacks_account,
            "url": "" if reason else to_mobility(self.subject, "grant:sign"),
            "refuse_url": to_mobility(self.subject, "grant:refuse"),
            "reason": reason,
        }


class Enter(GrantActView):
    """The coordinator or the office enters the grant; what is known of the plan stands there already."""

    rule = "enter_grant"
    form_class = GrantForm
    title = gettext_lazy("Enter the grant")
    verb = gettext_lazy("Save the grant")
    done = gettext_lazy("The grant is entered; the participant is asked to sign.")

    def form_kwargs(self) -> dict[str, Any]:
        grant = grant_of(self.subject)
        return {"initial": told_of(grant) if grant else self.known()}

    def known(self) -> dict[str, Any]:
        """What the plan says of days; money is known from nowhere."""
        application = submitted_application(self.subject)
        travel = application.travel_before + application.travel_after if application else 0
        return {"funded_days": self.subject.training_days, "travel_days": travel}

    def context(self) -> dict[str, Any]:
        mobility = self.subject
        frame = super().context()
        if in_force(mobility) is None:
            frame["cancel_url"] = to_mobility(mobility)
        application = submitted_application(mobility)
        green = _("green travel") if application and application.green_travel else ""
        days = _("days of training: %(days)s") % {"days": mobility.training_days}
        return {
            **frame,
            "lede": " · ".join(part for part in (frame["lede"], days, green) if part),
            "effects": [
                _("The agreement is written from it, and participant and institution are asked to sign."),
                _(
                    "Where somebody has signed already, other amounts make a new version, which both sign again."
                ),
            ],
        }

    def act(self, form: forms.Form) -> GrantAgreement:
        return operations.enter_grant(mobility=self.subject, actor=self.actor, wish=form.wish())  # type: ignore[attr-defined]


class Account(GrantActView):
    """The participant states where the grant is paid to, or changes it."""

    rule = "give_account"
    step_up = True
    template = "funding/account.html"
    form_class = AccountForm
    title = gettext_lazy("Your account for the grant")
    verb = gettext_lazy("Save the account")
    done = gettext_lazy("The account is kept, encrypted.")

    def form_kwargs(self) -> dict[str, Any]:
        # Read only when the rule has let the reader in; a refused form shows nothing that is stored.
        is_mine = self.subject.person_id == self.actor.person_id
        details = details_of(self.subject) if is_mine else None
        initial = typed_of(details) if details else {}
        return {"initial": initial or ({"holder": self.actor.name} if is_mine else {})}

    def act(self, form: forms.Form) -> BankDetails:
        return operations.give_account(mobility=self.subject, actor=self.actor, wish=form.wish())  # type: ignore[attr-defined]

    def where(self, result: Any) -> str:
        is_next = policy.can(self.actor, "sign_grant", self.subject) and not self._has_signed()
        return to_mobility(self.subject, "grant:sign" if is_next else self.shown_at)

    def _has_signed(self) -> bool:
        agreement = in_force(self.subject)
        signed = GrantSignature.objects.filter(agreement=agreement, party=Party.PARTICIPANT)
        return agreement is None or agreement.refused_at is not None or signed.exists()


class Details(OfGrant, MobilityView):
    """The account in full, for whoever is in charge of the payment; the reading is kept."""

    rule = "see_account"
    step_up = True
    template = "funding/details.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        details = details_of(self.subject)
        if details is None:
            raise Http404
        facts = [
            Fact(_("Holder of the account"), details.holder, broad=True),
            Fact("IBAN", grouped(details.iban), broad=True),
            Fact(_("Bank"), details.bank),
            Fact("BIC (SWIFT)", details.bic),
        ]
        return self.page(facts=facts, given_at=details.given_at, **self.frame())
