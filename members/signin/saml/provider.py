"""The provider: which attributes of eduGAIN name a person, and how the question to the institution is asked."""

from typing import Any

from allauth.socialaccount.providers.saml.provider import SAMLProvider
from django.http import HttpRequest, HttpResponseRedirect

from members.signin.saml.dialogue import dialogue

# By the federation's names (eduPerson, SCHAC, REFEDS); the friendly ones for institutions outside of it. The subject
# identifiers are stable and never given to somebody else; the principal name is the last resort.
ATTRIBUTES = {
    "uid": [
        "urn:oasis:names:tc:SAML:attribute:subject-id",
        "urn:oasis:names:tc:SAML:attribute:pairwise-id",
        "urn:oid:1.3.6.1.4.1.5923.1.1.1.13",
        "urn:oid:1.3.6.1.4.1.5923.1.1.1.6",
        "eduPersonPrincipalName",
    ],
    "email": ["urn:oid:0.9.2342.19200300.100.1.3", "mail"],
    "first_name": ["urn:oid:2.5.4.42", "givenName"],
    "last_name": ["urn:oid:2.5.4.4", "sn"],
}
PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"


class InstitutionProvider(SAMLProvider):
    """An institution that speaks SAML."""

    package = "members.signin.saml"
    default_attribute_mapping = ATTRIBUTES

    def extract_extra_data(self, data: Any) -> dict[str, Any]:
        """Nothing is kept beside the subject: the attributes were for this one moment."""
        return {}

    def extract_uid(self, data: Any) -> str:
        """A stable identifier. Raises ValueError without one: a transient name would be somebody else tomorrow."""
        uid = self._extract(data).get("uid")
        if uid:
            return str(uid)
        if data.get_nameid_format() == PERSISTENT and data.get_nameid():
            return str(data.get_nameid())
        raise ValueError("no stable identifier of the person")

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **asked: Any
    ) -> HttpResponseRedirect:
        """Ask the institution; whoever is signed in and comes again is to prove who they are."""
        question = dialogue(self.app)
        address = question.login(return_to="", force_authn=request.user.is_authenticated)
        question_id = question.get_last_request_id()
        self.stash_redirect_state(request, process, next_url, data, state_id=question_id, **asked)
        return HttpResponseRedirect(address)


provider_classes = [InstitutionProvider]
