"""Signing in by OpenID Connect against a real provider process: who gets in, and everything that does not."""

import logging
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Client
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.management import call_command
from django.test import Client

from members.models import Person
from members.operations import invite
from members.signin.oidc.tokens import InstitutionAdapter
from tests.signin.conftest import ask_oidc, set_oidc
from tests.signin.test_saml import refused, who
from tests.world import House

MINE = {
    "email": "office.ff@emona.example",
    "email_verified": True,
    "given_name": "Iva",
    "family_name": "Novak",
}


@pytest.fixture
def academic(oidc_idp: str, house: House) -> str:
    set_oidc(oidc_idp, house)
    return oidc_idp


def test_a_person_of_the_university_comes_in(academic: str, house: House) -> None:
    client = Client()
    home = client.get(ask_oidc(client, academic, sub="o-1", back="/emona/", **MINE))
    assert (home.status_code, home["Location"]) == (302, "/emona/")
    assert who(client) == MINE["email"]
    kept = SocialAccount.objects.get(uid="o-1")
    assert (kept.provider, list(kept.extra_data)) == ("academic-id", ["nonce"])


def test_the_question_has_pkce_and_a_nonce_and_nothing_of_the_request(academic: str, house: House) -> None:
    out = Client().get(
        "/accounts/oidc/academic-id/login/?scope=admin&auth_params=prompt%3Dnone&process=connect"
    )
    asked = parse_qs(urlsplit(out["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["nonce"][0]) >= 32
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}
    assert "prompt" not in asked


def test_an_invited_address_opens_an_account(academic: str, house: House) -> None:
    guest = {**MINE, "email": "guest@elsewhere.example"}
    with house.scope():
        invite(email="guest@elsewhere.example", actor=house.actor("office"))
    client = Client()
    client.get(ask_oidc(client, academic, sub="g-1", **guest))
    assert who(client) == "guest@elsewhere.example"


@pytest.mark.parametrize(
    "claims",
    (
        {"email_verified": False},
        {"email_verified": "false"},
        {"email": "office.fnm@drava.example"},
        {"email": "unknown@drava.example"},
        {"email": "uninvited@elsewhere.example"},
        {"email": None},
    ),
)
def test_an_address_alone_opens_nothing(
    academic: str, house: House, stranger: House, caplog: Any, claims: dict[str, Any]
) -> None:
    """T86: unverified, of another university, or of nobody whom this one has invited."""
    caplog.set_level(logging.INFO, "security")
    client, before = Client(), Person.objects.count()
    refused(client.get(ask_oidc(client, academic, sub=f"t-{time.time()}", **{**MINE, **claims})), caplog)
    assert (who(client), Person.objects.count(), SocialAccount.objects.count()) == ("", before, 0)


def test_an_invitation_does_not_hand_over_a_person_of_another_university(
    academic: str, house: House, stranger: House, caplog: Any
) -> None:
    caplog.set_level(logging.INFO, "security")
    with house.scope():
        invite(email="office.fnm@drava.example", actor=house.actor("office"))
    client = Client()
    reason = refused(
        client.get(ask_oidc(client, academic, sub="t-2", **{**MINE, "email": "office.fnm@drava.example"})),
        caplog,
    )
    assert "does not vouch" in reason
    assert who(client) == ""


OTHERS_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
Spoil = Callable[[dict[str, Any], dict[str, Any]], str]


def resigned(claims: dict[str, Any], header: dict[str, Any], **changed: Any) -> str:
    kept = {"kid": header["kid"]} if header.get("kid") else None
    return jwt.encode({**claims, **changed}, OTHERS_KEY, algorithm="RS256", headers=kept)


SPOILS: dict[str, Spoil] = {
    "another key": resigned,
    "no signature": lambda claims, header: jwt.encode(claims, None, algorithm="none"),
    "a shared secret": lambda claims, header: jwt.encode(claims, "hush" * 16, algorithm="HS256"),
    "nothing": lambda claims, header: "",
    "no token": lambda claims, header: "a.b.c",
}


def spoiled(monkeypatch: pytest.MonkeyPatch, spoil: Spoil) -> None:
    """Change the identity token on its way from the provider."""
    honest = OAuth2Client.get_access_token

    def dishonest(self: OAuth2Client, *args: Any, **kwargs: Any) -> dict[str, Any]:
        said: dict[str, Any] = honest(self, *args, **kwargs)
        claims = jwt.decode(said["id_token"], options={"verify_signature": False})
        said["id_token"] = spoil(claims, jwt.get_unverified_header(said["id_token"]))
        return said

    monkeypatch.setattr(OAuth2Client, "get_access_token", dishonest)


@pytest.mark.parametrize("how", SPOILS)
def test_a_spoiled_token_is_refused(
    academic: str, house: House, caplog: Any, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    caplog.set_level(logging.INFO, "security")
    spoiled(monkeypatch, SPOILS[how])
    client = Client()
    refused(client.get(ask_oidc(client, academic, sub="o-2", **MINE)), caplog)
    assert who(client) == ""


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "audience": ({"aud": "another"}, "Audience"),
    "issuer": ({"iss": "https://another.example"}, "issuer"),
    "late": ({"exp": 1}, "expired"),
    "early": ({"nbf": time.time() + 9000}, "not yet valid"),
    "from the future": ({"iat": time.time() + 9000}, "not yet valid"),
    "nonce": ({"nonce": "of another question"}, "another question"),
    "client": ({"azp": "another"}, "another client"),
    "subject": ({"sub": "somebody"}, "another subject"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_signed_token_with_a_wrong_claim_is_refused(
    academic: str, house: House, caplog: Any, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """The signature is right here (the key stands in for the provider's own), the content is not."""
    caplog.set_level(logging.INFO, "security")
    changed, words = WRONG[what]
    spoiled(monkeypatch, lambda claims, header: resigned(claims, header, **changed))
    monkeypatch.setattr(
        "members.signin.oidc.tokens.InstitutionAdapter._key_for", lambda self, token: OTHERS_KEY.public_key()
    )
    client = Client()
    assert words in refused(client.get(ask_oidc(client, academic, sub="o-3", **MINE)), caplog)
    assert who(client) == ""


def test_an_answer_counts_once_and_only_where_it_was_asked_for(
    academic: str, house: House, caplog: Any
) -> None:
    caplog.set_level(logging.INFO, "security")
    asker, thief = Client(), Client()
    answer = ask_oidc(asker, academic, sub="o-4", **MINE)
    ask_oidc(thief, academic, sub="o-5", **MINE)
    refused(thief.get(answer), caplog)
    asker.get(answer)
    assert who(asker) == MINE["email"]
    asker.post("/accounts/logout/")
    refused(asker.get(answer), caplog)
    assert (who(thief), who(asker)) == ("", "")
    refused(Client().get("/accounts/oidc/academic-id/login/callback/?code=1&state=2"), caplog)


def test_a_password_set_by_somebody_who_never_proved_the_address_dies(academic: str, house: House) -> None:
    """Whoever opened an account for an address that is not theirs is out when its owner comes."""
    victim = Person.objects.create_user(
        "iva@emona.example", "of-the-attacker-99", first_name="x", last_name="y"
    )
    client = Client()
    client.get(ask_oidc(client, academic, sub="iva", **{**MINE, "email": "iva@emona.example"}))
    assert who(client) == "iva@emona.example"
    victim.refresh_from_db()
    assert not victim.has_usable_password()


def test_whoever_proves_again_is_asked_again(academic: str, house: House) -> None:
    """Without a password the institution is the way to prove who one is; it is told not to wave anybody through."""
    client = Client()
    client.get(ask_oidc(client, academic, sub="o-6", **MINE))
    away = client.get("/accounts/reauthenticate/", {"next": "/emona/"})
    assert away["Location"].startswith("/accounts/oidc/academic-id/login/?")
    asked = parse_qs(urlsplit(client.get(away["Location"])["Location"]).query)
    assert (asked["prompt"], asked["max_age"]) == (["login"], ["0"])
    assert SocialApp.objects.count() == 1


@pytest.mark.parametrize(("minutes", "counts"), ((0, True), (30, False), (None, False)))
def test_a_proof_of_half_an_hour_ago_is_none_now(
    academic: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: Any,
    minutes: int | None,
    counts: bool,
) -> None:
    """An institution that waves a person through, against what it was asked, has proved nothing."""
    caplog.set_level(logging.INFO, "security")
    client = Client()
    client.get(ask_oidc(client, academic, sub="o-8", **MINE))
    known: dict[str, Any] = {} if minutes is None else {"auth_time": int(time.time()) - minutes * 60}

    def tell(self: InstitutionAdapter, app: SocialApp, id_token: str) -> dict[str, Any]:
        claims = {name: value for name, value in decode(self, app, id_token).items() if name != "auth_time"}
        return claims | known

    decode = InstitutionAdapter._decode_id_token
    monkeypatch.setattr(InstitutionAdapter, "_decode_id_token", tell)
    answer = client.get(ask_oidc(client, academic, sub="o-8", **MINE))
    if counts:
        assert answer.status_code == 302
    else:
        assert "waved through" in refused(answer, caplog)


def test_an_institution_with_a_second_factor_of_its_own_counts(academic: str, house: House) -> None:
    call_command("require_second_factor", "emona", "--from", "2020-01-01", verbosity=0)
    for asks, status in ((False, 302), (True, 200)):
        set_oidc(academic, house, asks_second_factor=asks)
        client = Client()
        client.get(ask_oidc(client, academic, sub="o-7", **MINE))
        assert client.get("/emona/").status_code == status
