"""allauth's forms with our labels."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.translation import gettext_lazy as _


class CodeForm(AuthenticateForm):
    """The second step of signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code")


class CodeAgainForm(ReauthenticateForm):
    """The same, to prove who one is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code")


class SetUpCodesForm(ActivateTOTPForm):
    """The first code proves that the app has the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code that the app shows now")


class PasskeyForm(AddWebAuthnForm):
    """A passkey signs in by itself; without that it is a second factor only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")
        tick = self.fields["passwordless"]
        tick.label = _("I want to sign in with it alone, without a password")
        tick.help_text = _("The device then asks each time for a fingerprint, a face or a number.")


class RenamePasskeyForm(EditWebAuthnForm):
    """Another name for it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")
