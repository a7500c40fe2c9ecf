"""Both sides of the conversation as python3-saml wants them: our own addresses come from configuration alone."""

from typing import Any
from urllib.parse import urlsplit

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.saml.utils import fetch_metadata_url_config
from django.conf import settings
from django.urls import reverse
from onelogin.saml2.auth import OneLogin_Saml2_Auth
from onelogin.saml2.constants import OneLogin_Saml2_Constants as C

SECURITY = {
    "wantAssertionsSigned": True,
    "wantMessagesSigned": False,
    "wantAttributeStatement": True,
    "wantNameId": False,
    "requestedAuthnContext": False,
    "rejectDeprecatedAlgorithm": True,
    "allowRepeatAttributeName": True,
    "signatureAlgorithm": C.RSA_SHA256,
    "digestAlgorithm": C.SHA256,
}


def our_side(slug: str) -> dict[str, Any]:
    """This service as the institution knows it."""
    return {
        "entityId": settings.BASE_URL + reverse("saml_metadata", args=[slug]),
        "assertionConsumerService": {
            "url": settings.BASE_URL + reverse("saml_acs", args=[slug]),
            "binding": C.BINDING_HTTP_POST,
        },
    }


def their_side(said: dict[str, Any]) -> dict[str, Any]:
    """The institution: from its metadata (read again every four hours), or as an operator wrote it down.

    Raises ValueError when there is no metadata to be had.
    """
    if said.get("metadata_url"):
        try:
            found: dict[str, Any] = fetch_metadata_url_config(said)["idp"]
        except Exception as error:
            raise ValueError(f"no metadata: {error!r}") from error
        return found
    return {
        "entityId": said["entity_id"],
        "x509cert": said["x509cert"],
        "singleSignOnService": {"url": said["sso_url"]},
    }


def configuration(app: SocialApp) -> dict[str, Any]:
    """The settings of python3-saml for one institution."""
    return {
        "strict": True,
        "security": SECURITY,
        "sp": our_side(app.client_id),
        "idp": their_side(app.settings["idp"]),
    }


def dialogue(app: SocialApp, answer: str = "") -> OneLogin_Saml2_Auth:
    """The conversation with an institution, at the configured address whatever the request's headers say."""
    here = urlsplit(settings.BASE_URL)
    request = {
        "https": "on" if here.scheme == "https" else "off",
        "http_host": here.netloc,
        "script_name": reverse("saml_acs", args=[app.client_id]),
        "get_data": {},
        "post_data": {"SAMLResponse": answer} if answer else {},
    }
    return OneLogin_Saml2_Auth(request, configuration(app))
