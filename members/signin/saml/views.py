"""The addresses of a sign-in by SAML. Whatever is wrong with an answer, the page says a reference number alone."""

import secrets
import time
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import complete_social_login
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base.views import BaseLoginView
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from onelogin.saml2.auth import OneLogin_Saml2_Auth
from onelogin.saml2.errors import OneLogin_Saml2_Error
from onelogin.saml2.settings import OneLogin_Saml2_Settings
from onelogin.saml2.xml_utils import OneLogin_Saml2_XML

from core.views import PublicView
from members.signin import security
from members.signin.institutions import SAML
from members.signin.saml.dialogue import configuration, dialogue
from members.signin.security import SignInRefused

LARGEST_ANSWER = 200_000
# How long (seconds) an answer waits for the browser to come back with its own cookies.
WAITS = 120
# Added to an assertion's own end before its identifier is forgotten (seconds): clocks differ.
LEEWAY = 300


class SamlView(PublicView):
    """An address of one institution; an unknown one is 404."""

    def dispatch(self, request: HttpRequest, *args: Any, slug: str, **kwargs: Any) -> HttpResponseBase:
        try:
            self.provider = get_adapter().get_provider(request, provider=SAML, client_id=slug)
        except SocialApp.DoesNotExist:
            raise Http404 from None
        try:
            return super().dispatch(request, *args, slug=slug, **kwargs)
        except ImmediateHttpResponse as refused:
            return refused.response
        except (SignInRefused, OneLogin_Saml2_Error, OSError, SyntaxError, ValueError, KeyError) as error:
            return security.refuse(request, self.provider, repr(error))


class Login(SamlView):
    """To the institution: a page with one button, and its press."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.inner(request)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.inner(request)

    def inner(self, request: HttpRequest) -> HttpResponseBase:
        view = BaseLoginView()
        view.setup(request)
        view.get_provider = lambda: self.provider
        answer: HttpResponseBase = view.dispatch(request)
        return answer


@method_decorator(csrf_exempt, name="dispatch")
class Answer(SamlView):
    """Takes the institution's answer. The browser posts it from there, and so without the session's cookie: the answer
    is laid aside under a random name, and the browser comes back for it by itself."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        answer = request.POST.get("SAMLResponse", "")
        if not answer or len(answer) > LARGEST_ANSWER:
            raise SignInRefused(f"an answer of {len(answer)} characters")
        name = secrets.token_urlsafe(32)
        cache.set(f"saml-answer:{name}", answer, WAITS)
        return HttpResponseRedirect(f"{reverse('saml_finish', args=[slug])}?answer={name}")


class Finish(SamlView):
    """Weighs the answer that was laid aside, in the session that asked for it."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        key = f"saml-answer:{request.GET.get('answer', '')}"
        answer = cache.get(key)
        if not answer:
            raise SignInRefused("no answer waits under this name")
        cache.delete(key)
        return complete_social_login(request, self.weigh(request, answer))

    def weigh(self, request: HttpRequest, answer: str) -> SocialLogin:
        """The sign-in that the answer proves. Raises SignInRefused."""
        said = dialogue(self.provider.app, answer)
        said.process_response()
        if said.get_errors() or not said.is_authenticated():
            raise SignInRefused(f"{', '.join(said.get_errors())}: {said.get_last_error_reason()}")
        question = asked_in(said)
        never_before(self.provider.app, said)
        try:
            state = self.provider.unstash_redirect_state(request, question)
        except PermissionDenied:
            raise SignInRefused("an answer to a question that this browser did not ask") from None
        login: SocialLogin = self.provider.sociallogin_from_response(request, said)
        login.state = state
        return login


class Metadata(SamlView):
    """This service's own metadata, for the institution."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        ours = OneLogin_Saml2_Settings(configuration(self.provider.app), sp_validation_only=True)
        return HttpResponse(ours.get_sp_metadata(), content_type="application/samlmetadata+xml")


def asked_in(said: OneLogin_Saml2_Auth) -> str:
    """The question that the signed part itself answers. Raises SignInRefused for an answer nobody asked for.

    The outer message need not be signed, so its own word about the question is not enough.
    """
    message = OneLogin_Saml2_XML.to_etree(said.get_last_response_xml())
    inner = OneLogin_Saml2_XML.query(message, "//saml:SubjectConfirmationData")
    questions = {row.get("InResponseTo") for row in inner}
    outer = said.get_last_response_in_response_to()
    if not outer or questions != {outer}:
        raise SignInRefused("an answer to no question")
    return str(outer)


def never_before(app: SocialApp, said: OneLogin_Saml2_Auth) -> None:
    """Remember the assertion until it has ended. Raises SignInRefused for one that was used already."""
    ends = said.get_last_assertion_not_on_or_after() or time.time()
    remembered = max(int(ends - time.time()), 0) + LEEWAY
    if not cache.add(f"saml-assertion:{app.provider_id}:{said.get_last_assertion_id()}", True, remembered):
        raise SignInRefused("an assertion that was used already")
