"""The identity token, checked in full (OpenID Connect Core 3.1.3.7), wherever it came from."""

from typing import Any

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest

from core import clock

ASYMMETRIC = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
# How far the clocks of the two sides may lie apart, and how long ago a proof may be that counts as one now: seconds.
LEEWAY, FRESH = 60, 300


def _is_fresh(auth_time: object) -> bool:
    """Whether an institution says that it asked the person just now (`auth_time`, due after `max_age`)."""
    now = clock.now().timestamp()
    return isinstance(auth_time, int) and now - FRESH - LEEWAY <= auth_time <= now + LEEWAY


class InstitutionAdapter(OpenIDConnectOAuth2Adapter):
    """Fetches what the institution says of a person, and believes it only when all of it fits together."""

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **said: Any
    ) -> SocialLogin:
        """Raises OAuth2Error with the reason when the token is missing, or anything in it is wrong."""
        id_token = said["response"].get("id_token")
        if not id_token:
            raise OAuth2Error("no identity token")
        asked_issuer = request.GET.get("iss")
        if asked_issuer and asked_issuer != self.openid_config["issuer"]:
            raise OAuth2Error("the answer names another issuer")
        claims = self._decode_id_token(app, id_token)
        if request.user.is_authenticated and not _is_fresh(claims.get("auth_time")):
            raise OAuth2Error("who is to prove themselves again was waved through")
        person = self._fetch_user_info(token.token)
        if person.get("sub") != claims["sub"]:
            raise OAuth2Error("user information of another subject")
        data = {"id_token": claims, "userinfo": person}
        login: SocialLogin = self.get_provider().sociallogin_from_response(request, data)
        return login

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        try:
            key = self._key_for(id_token)
            claims: dict[str, Any] = jwt.decode(
                id_token,
                key,
                algorithms=ASYMMETRIC,
                audience=app.client_id,
                issuer=self.openid_config["issuer"],
                leeway=LEEWAY,
                options={"require": ["exp", "iat", "iss", "aud", "sub"]},
            )
        except (jwt.PyJWTError, KeyError, ValueError, TypeError) as error:
            raise OAuth2Error(f"identity token: {error!r}") from error
        if claims.get("azp", app.client_id) != app.client_id:
            raise OAuth2Error("identity token for another client")
        return claims

    def _key_for(self, id_token: str) -> Any:
        """The institution's public key that signed the token. Raises PyJWTError when it has none such."""
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        keys = jwt.PyJWKSet.from_dict(answer.json()).keys
        kid = jwt.get_unverified_header(id_token).get("kid")
        fitting = [key for key in keys if kid is None or key.key_id == kid]
        if len(fitting) != 1:
            raise jwt.InvalidKeyError(f"{len(fitting)} keys for kid {kid}")
        return fitting[0].key
