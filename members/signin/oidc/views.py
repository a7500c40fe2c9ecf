"""The two addresses of a sign-in by OpenID Connect: the way out, and the way back."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView, OAuth2View
from django.http import Http404, HttpRequest, HttpResponseBase
from requests import RequestException

from core.views import PublicView
from members.signin import security
from members.signin.oidc.tokens import InstitutionAdapter


class OidcView(PublicView):
    """One of allauth's views, for an institution of ours. An unknown institution is 404."""

    inner: type[OAuth2View]

    def dispatch(self, request: HttpRequest, *args: Any, provider_id: str, **kwargs: Any) -> HttpResponseBase:
        adapter = InstitutionAdapter(request, provider_id)
        try:
            provider = adapter.get_provider()
        except SocialApp.DoesNotExist:
            raise Http404 from None
        try:
            answer: HttpResponseBase = self.inner.adapter_view(adapter)(request)
        except ImmediateHttpResponse as refused:
            return refused.response
        except (RequestException, OAuth2Error, ValueError, KeyError) as error:
            return security.refuse(request, provider, repr(error))
        return answer


class Login(OidcView):
    """To the institution."""

    inner = OAuth2LoginView


class Callback(OidcView):
    """Back from it."""

    inner = OAuth2CallbackView
