"""The provider: asks with PKCE and a nonce, and takes no parameter of the request into the question."""

import secrets
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.http import HttpRequest, HttpResponse

from members.signin.oidc.tokens import InstitutionAdapter


class InstitutionProvider(OpenIDConnectProvider):
    """An institution that speaks OpenID Connect."""

    package = "members.signin.oidc"
    pkce_enabled_default = True
    oauth2_adapter_class = InstitutionAdapter

    def get_auth_params_from_request(self, request: HttpRequest, action: Any) -> dict[str, str]:
        """Whoever is signed in and comes again is to prove who they are, not to be waved through."""
        asked: dict[str, str] = self.get_auth_params()
        if request.user.is_authenticated:
            asked |= {"prompt": "login", "max_age": "0"}
        return asked

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        return list(self.get_scope())

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **asked: Any
    ) -> HttpResponse:
        nonce = secrets.token_urlsafe(32)
        asked["auth_params"] = {**(asked.get("auth_params") or self.get_auth_params()), "nonce": nonce}
        return super().redirect(request, process, next_url, data, nonce=nonce, **asked)

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """What is kept beside the subject: the nonce alone. The rest was for this one moment."""
        return {"nonce": data["id_token"].get("nonce")}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """The address of the user information; verified only where the claim plainly says so."""
        said = data.get("userinfo") or data.get("id_token") or {}
        if not said.get("email"):
            return []
        verified = said.get("email_verified") in {True, "true"}
        return [EmailAddress(email=said["email"], verified=verified, primary=True)]


provider_classes = [InstitutionProvider]
