"""Passkeys in a real browser: added with a virtual key, used as second factor and alone, under the strict policy."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from demo.names import PASSWORD
from tests.journeys.people import Company, sign_in

pytestmark = pytest.mark.journey


@pytest.fixture
def key(company: Company) -> Iterator[tuple[Page, Any]]:
    """Somebody at a browser whose device can make passkeys and whose finger is always on it."""
    visitor = company.somebody(language="en")
    device = visitor.context.new_cdp_session(visitor.page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield visitor, device
    visitor.context.close()


def test_a_passkey_opens_the_account(company: Company, key: Any) -> None:
    visitor, _ = key
    address = company.address_of("dekan")
    sign_in(visitor, address)
    visitor.go("/accounts/2fa/webauthn/add/")
    visitor.page.get_by_label("I want to sign in with it alone").check()
    visitor.page.get_by_role("button", name="Add a passkey").click()
    visitor.page.wait_for_url("**/accounts/2fa/recovery-codes/")
    visitor.look("signin-recovery-codes", phone=True)
    visitor.go("/accounts/2fa/")
    visitor.look("signin-mine", phone=True)
    sign_out(visitor)

    # As the second factor, after the password.
    visitor.go("/accounts/login/")
    visitor.page.locator("input[name=login]").fill(address)
    visitor.page.locator("input[name=password]").fill(PASSWORD)
    visitor.click("Sign in")
    visitor.page.wait_for_url("**/accounts/2fa/authenticate/")
    visitor.look("signin-second-factor", phone=True)
    visitor.page.get_by_role("button", name="Use a passkey or security key").click()
    visitor.page.wait_for_url(lambda url: "/accounts/" not in url)
    sign_out(visitor)

    # And alone.
    visitor.go("/accounts/login/")
    visitor.look("signin-login", phone=True)
    visitor.page.get_by_role("button", name="Sign in with a passkey").click()
    visitor.page.wait_for_url(lambda url: "/accounts/" not in url)
    visitor.go("/accounts/sessions/")
    visitor.look("signin-sessions", phone=True)
    # Nobody else meets a dean with a second factor on the walk.
    visitor.go("/accounts/2fa/webauthn/")
    visitor.page.get_by_role("link", name="Remove it").click()
    visitor.page.get_by_role("button", name="Remove it").click()
    visitor.page.wait_for_url("**/accounts/2fa/webauthn/")
    assert not company.album.problems, "\n".join(company.album.problems)


def sign_out(visitor: Any) -> None:
    visitor.go("/accounts/logout/")
    visitor.page.get_by_role("main").get_by_role("button", name="Sign out").click()
    visitor.page.wait_for_url(lambda url: "/logout/" not in url)
