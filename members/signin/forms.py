"""allauth's forms with our labels."""

from typing import Any

from allauth.account.forms import AddEmailForm, SignupForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from members.account import may_open_account


class OpenAccountForm(SignupForm):
    """Opens an account for whoever may have one; whoever may not is told by letter, so that the page tells nobody."""

    def validate_unique_email(self, value: str) -> str:
        email: str = super().validate_unique_email(value)
        if not may_open_account(email):
            self.account_already_exists = True
        return email


class AddressForm(AddEmailForm):
    """Another address, of the university or invited by it."""

    def clean_email(self) -> str:
        email: str = super().clean_email()
        if not may_open_account(email):
            raise forms.ValidationError(
                _(
                    "Accounts are for addresses of the university or by invitation of its international office."
                )
            )
        return email


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
