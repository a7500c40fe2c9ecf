"""Identity providers as processes of their own, and a browser without a screen that carries their answers."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlencode, urlsplit

import pytest
import requests
from django.core.management import call_command
from django.test import Client

from tests.world import House
from tools import ROOT
from tools.embedded.common import free_port

PATIENCE = 30.0


def running(command: list[str], port: int, path: str) -> Iterator[str]:
    """A process that serves on the port, until the tests are over."""
    child = subprocess.Popen([sys.executable, *command], cwd=ROOT, stderr=subprocess.DEVNULL)
    here, deadline = f"http://127.0.0.1:{port}", time.monotonic() + PATIENCE
    while True:
        try:
            requests.get(here + path, timeout=2)
            break
        except requests.RequestException:
            assert time.monotonic() < deadline, f"{command} does not answer"
            time.sleep(0.1)
    yield here
    child.terminate()
    child.wait(10)


@pytest.fixture(scope="package")
def saml_idp() -> Iterator[str]:
    """A SAML identity provider."""
    port = free_port()
    yield from running(["-m", "tests.signin.saml_idp", str(port)], port, "/metadata")


@pytest.fixture(scope="package")
def oidc_idp() -> Iterator[str]:
    """An OpenID Connect provider (oidc-provider-mock)."""
    port = free_port()
    command = ["-m", "oidc_provider_mock", "--port", str(port)]
    yield from running(command, port, "/.well-known/openid-configuration")


def set_saml(idp: str, house: House, slug: str = "arnes") -> None:
    """The university of the house lets this identity provider speak for its people."""
    call_command(
        "set_identity_provider", house.university.slug, slug, kind="saml", name_sl="ArnesAAI", name_en="ArnesAAI",
        metadata_url=f"{idp}/metadata", entity_id=f"{idp}/metadata", verbosity=0,
    )  # fmt: skip


def ask_saml(client: Client, idp: str, *, slug: str = "arnes", back: str = "", **said: str) -> str:
    """Press the button of the institution, answer there, and return the answer that the browser would carry home."""
    out = client.get(f"/accounts/saml/{slug}/login/", {"next": back} if back else {})
    assert out.status_code == 302, out.content
    assert out["Location"].startswith(f"{idp}/sso?")
    page = requests.get(f"{out['Location']}&{urlencode(said)}", timeout=10).text
    return unescape(re.search(r'name="SAMLResponse" value="([^"]+)"', page)[1])  # type: ignore[index]


def bring(client: Client, answer: str, slug: str = "arnes") -> object:
    """Carry the answer home; returns the last page but for a redirect."""
    posted = Client().post(f"/accounts/saml/{slug}/acs/", {"SAMLResponse": answer})
    if posted.status_code != 302:
        return posted
    where = urlsplit(posted["Location"])
    return client.get(f"{where.path}?{where.query}")


def set_oidc(idp: str, house: House, slug: str = "academic-id", **said: object) -> None:
    """The university of the house lets this OpenID Connect provider speak for its people."""
    call_command(
        "set_identity_provider", house.university.slug, slug, kind="oidc", name_sl="MyAcademicID",
        name_en="MyAcademicID", server_url=idp, client_id="popotnik", client_secret="hush", verbosity=0, **said,
    )  # fmt: skip


def ask_oidc(
    client: Client, idp: str, *, sub: str, slug: str = "academic-id", back: str = "", **claims: object
) -> str:
    """Press the button, sign in there as this subject with these claims; returns where the browser is sent back."""
    requests.put(f"{idp}/users/{sub}", json=claims, timeout=10).raise_for_status()
    out = client.get(f"/accounts/oidc/{slug}/login/", {"next": back} if back else {})
    assert out.status_code == 302, out.content
    answer = requests.post(out["Location"], data={"sub": sub}, allow_redirects=False, timeout=10)
    where = urlsplit(answer.headers["Location"])
    return f"{where.path}?{where.query}"
