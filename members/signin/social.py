"""What an institution's word is worth here: whom it may sign in, link, or let open an account."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from allauth.socialaccount.signals import social_account_added
from django.http import HttpRequest

from core.tenancy import tenant_scope
from members.models import Affiliation, Person
from members.queries import open_invitations
from members.signin import security
from members.signin.institutions import Institution, institution_of


class Adapter(DefaultSocialAccountAdapter):
    """The identity is the provider with its stable subject; an address only ever links, and only a verified one.

    An institution vouches for the domains of its own university: outside of them it can neither reach a person who
    exists, nor open an account, unless its own university's office has invited that very address.
    """

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Refuse here, in one place, whatever may not go on. Raises ImmediateHttpResponse."""
        reason = self.why_not(sociallogin)
        if reason:
            raise ImmediateHttpResponse(security.refuse(request, sociallogin.provider, reason))

    def why_not(self, login: SocialLogin) -> str:
        """Why this sign-in is refused; empty when it may go on."""
        if login.state.get("process") != AuthProcess.LOGIN:
            return f"the process {login.state.get('process')} is not offered"
        if login.state.get("nonce") != login.account.extra_data.get("nonce"):
            return "a token that answers another question"
        if login.is_existing:
            return "" if login.user.is_active else "the account is closed"
        return why_no_account(institution_of(login.provider.app), _address(login))

    def is_email_verified(self, provider: Any, email: str) -> bool:
        """Whether the institution vouches for this address though nothing in its word says so."""
        institution = institution_of(provider.app)
        return institution.vouches_unasked and institution.vouches_for(email)

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        """Link to a person who exists: only within the domains that the institution vouches for."""
        return institution_of(login.provider.app).vouches_for(email)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """`pre_social_login` has refused whoever may not."""
        return True

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> Person:
        """A new person: named by the institution, led to its university."""
        person: Person = sociallogin.user
        person.email = _address(sociallogin).lower()
        person.language = (getattr(request, "LANGUAGE_CODE", "") or "sl")[:2]
        sociallogin.email_addresses = [one for one in sociallogin.email_addresses if one.verified][:1]
        saved: Person = super().save_user(request, sociallogin, form)
        university_id = institution_of(sociallogin.provider.app).university_id
        Affiliation.objects.get_or_create(person=saved, university_id=university_id)
        return saved

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Every failure on the way looks the same. Raises ImmediateHttpResponse, but for a sign-in given up."""
        if error == AuthError.CANCELLED:
            return
        reason = repr(exception) if exception else "no answer to a question that this browser asked"
        raise ImmediateHttpResponse(security.refuse(request, provider, reason))


def _address(login: SocialLogin) -> str:
    """The first verified address of the institution's word; empty without one."""
    return next((one.email for one in login.email_addresses if one.verified), "")


def why_no_account(institution: Institution, address: str) -> str:
    """Why the institution may not open an account for a person who has none; empty when it may."""
    if not address:
        return "no address that the institution has verified"
    if not may_bring(institution, address):
        return "an address outside of the institution's domains and without an invitation"
    if Person.objects.filter(email__iexact=address).exists():
        return "the address is somebody's for whom the institution does not vouch"
    return ""


def may_bring(institution: Institution, address: str) -> bool:
    """Whether the institution may open an account for the address: of its domains, or invited by its university."""
    if institution.vouches_for(address):
        return True
    with tenant_scope(university_id=institution.university_id):
        return bool(open_invitations(address).exists())


def keep_address(sender: object, sociallogin: SocialLogin, **said: object) -> None:
    """An account linked by a vouched address has that address proven, so that notices reach the person."""
    address = sociallogin.user.email
    if not institution_of(sociallogin.provider.app).vouches_for(address):
        return
    row, _ = EmailAddress.objects.get_or_create(
        user=sociallogin.user, email=address, defaults={"verified": True, "primary": True}
    )
    if not row.verified:
        row.verified = True
        row.save(update_fields=["verified"])


def connect() -> None:
    """Called once when the app is ready."""
    social_account_added.connect(keep_address, dispatch_uid="institution-vouches")
