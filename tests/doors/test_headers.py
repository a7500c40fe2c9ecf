"""What every answer says to the browser, over all addresses, methods, kinds of reader and statuses."""

from collections import Counter
from itertools import product
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path

from config.urls import urlpatterns as product_addresses
from core import headers
from core.views import PublicView
from tests.doors.addresses import Route, Scene, routes
from tests.world import House

FLOOR = 700
PERSONAS = (None, "participant", "coordinator")
# Method, and whether of the draft: with both files every page has something to show to somebody.
METHODS = (
    ("get", False),
    ("get", True),
    ("head", False),
    ("post", False),
    ("post", True),
    ("options", False),
)
EXACT = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}
REFERRERS = {"same-origin", "no-referrer"}
NEEDED = ("default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'",
          "form-action 'self'", "script-src 'self'", "style-src 'self'")  # fmt: skip
NEVER = ("unsafe-inline", "unsafe-eval", "unsafe-hashes", "*", "http:", "https:", "blob:")


def faults(response: HttpResponse, *, is_static: bool = False) -> list[str]:
    """What is missing or wrong in the headers of one answer."""
    said = response.headers
    found = [f"{name}: {said.get(name)}" for name, value in EXACT.items() if said.get(name) != value]
    if said.get("Referrer-Policy") not in REFERRERS:
        found.append(f"Referrer-Policy: {said.get('Referrer-Policy')}")
    if "camera=()" not in said.get("Permissions-Policy", ""):
        found.append("no Permissions-Policy")
    if not is_static and "no-store" not in said.get("Cache-Control", ""):
        found.append(f"Cache-Control: {said.get('Cache-Control')}")
    found += [f"{name} is said" for name in said if name.lower().startswith("access-control-")]
    found += [f"{name} is said" for name in ("Server", "X-Powered-By") if name in said]
    return found + policy_faults(said.get("Content-Security-Policy", ""))


def policy_faults(policy: str) -> list[str]:
    """What is missing or too wide in one policy; a download is shut in altogether."""
    if policy.startswith("sandbox;"):
        return [] if policy == "sandbox; default-src 'none'" else [policy]
    wide = [word for word in NEVER if word in policy.replace("data:", "")]
    return [f"CSP lacks {part}" for part in NEEDED if part not in policy] + [f"CSP has {w}" for w in wide]


def test_every_answer_of_every_address_says_it_all(scene: Scene) -> None:
    seen: Counter[Any] = Counter()
    for persona, route in product(PERSONAS, routes()):
        client = scene.house.client(persona) if persona else Client()
        for method, draft in METHODS:
            response = getattr(client, method)(scene.address(route, draft=draft))
            cell = (persona, route.name, method, response.status_code)
            assert faults(response) == [], cell
            assert response.status_code < 500, cell
            seen[response.status_code] += 1
    print(f"headers: answers={sum(seen.values())} statuses={dict(seen)} faults=0")
    assert sum(seen.values()) >= FLOOR
    assert {200, 302, 403, 404, 405, 409, 422} <= set(seen)


class Broken(PublicView):
    """A page that fails."""

    def get(self, request: Any) -> HttpResponse:
        raise RuntimeError("on purpose")


urlpatterns = [path("broken/now/", Broken.as_view()), *product_addresses]


@override_settings(ROOT_URLCONF=__name__)
def test_a_page_that_fails_says_it_too(db: None) -> None:
    response = Client(raise_request_exception=False).get("/broken/now/")
    assert (response.status_code, faults(response)) == (500, [])


@pytest.mark.parametrize(
    "address", ["/no.where", "/nowhere/at/all/", "/%00", "/accounts/%ff/", "/a/b/c/../../d"]
)
def test_what_is_not_there_says_it_too(house: House, address: str) -> None:
    for client in (Client(), house.client("office")):
        response = client.get(address)
        assert response.status_code in (400, 404)
        assert faults(response) == []


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "localhost:80@evil.example", "[::1"]
)
def test_a_foreign_host_name_is_refused_and_says_it_too(db: None, host: str) -> None:
    response = Client().get("/", headers={"host": host})
    assert (response.status_code, faults(response)) == (400, [])


def test_a_forwarded_host_name_is_not_believed(db: None) -> None:
    response = Client().get(
        "/accounts/login/", headers={"x-forwarded-host": "evil.example", "forwarded": "host=evil"}
    )
    assert response.status_code == 200
    assert b"evil" not in response.content


@override_settings(
    SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=31_536_000, SECURE_HSTS_INCLUDE_SUBDOMAINS=True
)
def test_the_way_to_https_says_it_too_and_stays(db: None) -> None:
    response = Client().get("/accounts/login/")
    assert (response.status_code, faults(response)) == (301, [])
    response = Client().get("/accounts/login/", secure=True)
    assert response.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_static_files_say_it_too(db: None, tmp_path: Any) -> None:
    """Through WhiteNoise, as in production, which the other tests leave out."""
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "x.css").write_text("p { color: red }")
    chain = ["core.headers.HeadersMiddleware", "csp.middleware.CSPMiddleware",
             "whitenoise.middleware.WhiteNoiseMiddleware"]  # fmt: skip
    with override_settings(STATIC_ROOT=tmp_path, MIDDLEWARE=chain):
        response = Client().get("/static/css/x.css")
    assert b"".join(response.streaming_content) == b"p { color: red }"
    response.close()
    assert faults(response, is_static=True) == []
    assert response.headers["Content-Type"].startswith("text/css")
    assert "no-store" not in response.headers["Cache-Control"]


@pytest.mark.parametrize("method", ["trace", "put", "patch", "delete"])
def test_no_other_method_does_anything(scene: Scene, method: str) -> None:
    refused = Counter(
        getattr(scene.house.client("office"), method)(scene.address(route)).status_code
        for route in routes()
        if getattr(route.view, "view_class", None) and not route.view.__module__.startswith("allauth")
    )
    assert set(refused) <= {301, 302, 403, 404, 405, 409}, refused
    assert refused[405] >= 10


def test_signing_out_makes_the_browser_forget(house: House) -> None:
    client = house.client("office")
    assert "Clear-Site-Data" not in client.get("/accounts/logout/").headers
    response = client.post("/accounts/logout/")
    assert response.status_code == 302
    assert response.headers["Clear-Site-Data"] == headers.FORGOTTEN
    assert "Clear-Site-Data" not in client.get("/").headers


def test_cookies_tell_no_script_and_no_stranger(scene: Scene) -> None:
    client = Client()
    client.get("/accounts/login/")
    client.post("/language/", {"language": "en", "next": "/"})
    client.post("/accounts/login/", {"login": "nobody@emona.example", "password": "wrong"})
    assert set(client.cookies) >= {settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME}
    for cookie in client.cookies.values():
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax"), cookie.key
        assert not cookie["domain"]


def _unsafe_routes() -> list[Route]:
    return [route for route in routes() if route.takes_post]


def test_every_form_needs_its_token(scene: Scene) -> None:
    seen = 0
    for persona in PERSONAS:
        for route in _unsafe_routes():
            client = Client(enforce_csrf_checks=True)
            if persona:
                client.force_login(
                    scene.house.people[persona], backend="allauth.account.auth_backends.AuthenticationBackend"
                )
            for sent in (
                {},
                {"headers": {"hx-request": "true"}},
                {"headers": {"origin": "https://evil.example"}},
            ):
                response = client.post(scene.address(route), {"x": "1"}, **sent)
                assert response.status_code in {403, 404}, (persona, route.name, response.status_code)
                assert faults(response) == [], route.name
                seen += response.status_code == 403
    print(f"csrf: refused={seen}")
    assert seen >= 300


HOSTILE_WAYS = (
    "//evil.example", "///evil.example", "////evil.example/%2f..", "/\\evil.example", "\\\\evil.example",
    "https://evil.example", "HTTPS://evil.example", "http:evil.example", "https:/evil.example",
    "https:///evil.example", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x",
    "\t//evil.example", "\n//evil.example", "/\t/evil.example", " //evil.example", "//evil.example@localhost",
    "https://localhost@evil.example", "https://localhost.evil.example", "//localhost:80@evil.example",
    "https://evil.example#localhost", "https://evil.example?localhost", "/%09/evil.example", "//%0d%0aevil.example",
    "/\r\nLocation: https://evil.example", "ftp://evil.example", "//[::1]", "https://evil。example",
)  # fmt: skip


@pytest.mark.parametrize("way", HOSTILE_WAYS)
def test_no_way_leads_out(house: House, way: str) -> None:
    password = "Dolgo geslo za potrditev 7"
    person = house.people["office"]
    person.set_password(password)
    person.save()
    sent = [
        Client().post("/language/", {"language": "en", "next": way}),
        house.client("office").post("/accounts/logout/", {"next": way}),
        house.client("office").get("/accounts/login/", {"next": way}),
        Client().post("/accounts/login/", {"login": person.email, "password": password, "next": way}),
        Client().get("/language/", headers={"referer": way.replace("\r", "").replace("\n", "")}),
    ]
    for response in sent:
        leads = response.headers.get("Location", "/")
        assert leads.startswith("/"), (way, leads)
        assert not leads.startswith(("//", "/\\", "/\t")), (way, leads)
        assert not set(leads) & set("\r\n"), (way, leads)
