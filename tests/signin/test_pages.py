"""Every page about signing in shows itself, in both languages, with our face; what is not offered does no harm."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from tests.world import House

OUT = ("login/", "signup/", "password/reset/", "password/reset/done/", "password/reset/key/done/",
       "3rdparty/login/cancelled/", "3rdparty/login/error/", "inactive/", "confirm-email/")  # fmt: skip
IN = ("2fa/", "2fa/webauthn/", "2fa/webauthn/add/", "2fa/recovery-codes/", "2fa/recovery-codes/generate/",
      "2fa/totp/deactivate/", "2fa/reauthenticate/", "password/change/", "email/", "sessions/", "3rdparty/",
      "reauthenticate/", "logout/")  # fmt: skip
PASSWORD = "korenine-v-zemlji-7"


@pytest.mark.parametrize("language", ("sl", "en"))
def test_pages_of_whoever_is_signed_out(house: House, language: str) -> None:
    client = Client(headers={"accept-language": language})
    for page in OUT:
        words = client.get(f"/accounts/{page}").content.decode()
        assert f'<html lang="{language}"' in words, page
        assert "«undefined" not in words, page
        assert not re.search(r"<script(?![^>]*(src=|application/json))", words), page


@pytest.mark.parametrize("language", ("sl", "en"))
def test_pages_of_whoever_is_signed_in(house: House, language: str) -> None:
    person = house.people["office"]
    person.set_password(PASSWORD)
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    client = house.client("office")
    client.headers = {"accept-language": language}
    for page in IN:
        answer = client.get(f"/accounts/{page}", headers={"accept-language": language})
        words = answer.content.decode()
        assert answer.status_code == 200, (page, answer.status_code, answer.get("Location"))
        assert f'<html lang="{language}"' in words, page
        assert "«undefined" not in words, page


def test_nobody_connects_what_is_not_offered(house: House) -> None:
    client = house.client("office")
    assert client.get("/accounts/oidc/none/login/").status_code == 404
    assert client.get("/accounts/saml/none/metadata/").status_code == 404
    assert client.post("/accounts/saml/none/acs/", {"SAMLResponse": "x"}).status_code == 404
    assert client.get("/accounts/3rdparty/signup/").status_code == 302
