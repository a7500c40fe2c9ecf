"""Sign-in by django-allauth: accounts by invitation or from a university's own domains only."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from core.fresh import is_fresh
from core.tasks import universities
from core.tenancy import tenant_scope
from members.models import Person, University
from members.queries import open_invitations
from members.signin import security
from members.signin.institutions import ways_in_for


class NameForm(forms.Form):
    """What sign-up asks beside address and password."""

    first_name = forms.CharField(label=_("First name"), max_length=80)
    last_name = forms.CharField(label=_("Last name"), max_length=80)

    def signup(self, request: HttpRequest, person: Person) -> None:
        """allauth calls this; the adapter has saved the names already."""


class Adapter(DefaultAccountAdapter):
    """Who may open an account, what a new person is called, and how they prove again who they are."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("Address and password do not belong together."),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your present password."),
        "too_many_login_attempts": _(
            "This did not work too often. Wait five minutes, or choose a new password by letter: that lifts the wait."
        ),
        "rate_limited": _("Too many attempts within a short while. Wait a few minutes, then try again."),
    }

    def clean_email(self, email: str) -> str:
        return str(super().clean_email(email)).lower()

    def send_account_already_exists_mail(self, email: str) -> None:
        """The letter that answers an attempt to open an account where none is opened; the page says the same to all."""
        if Person.objects.filter(email__iexact=email).exists():
            super().send_account_already_exists_mail(email)
        else:
            self.send_mail("account/email/not_invited", email, {})

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Changing a factor asks for the same proof of late as an act of weight; a sign-in just now is one."""
        return not is_fresh(self.request)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Password and second factor, then the institutions by which the person comes; else signing in anew."""
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if user.is_authenticated:
            ways += [
                {"id": f"institution:{one.slug}", "description": one.name, "url": one.way_in()}
                for one in ways_in_for(user)
            ]
        if not ways:
            anew = f"{reverse('account_logout')}?{urlencode({'next': reverse('account_login')})}"
            ways = [{"id": "anew", "description": _("Sign out and in again"), "url": anew}]
        return ways

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Links in letters begin with the configured address, whatever name the request was sent to."""
        here = self.request.build_absolute_uri("/")
        ours = {
            name: f"{settings.BASE_URL}/{value[len(here) :]}"
            for name, value in context.items()
            if isinstance(value, str) and value.startswith(here)
        }
        super().send_mail(template_prefix, email, {**context, **ours})

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        security.note("sign_in_failed", request, account=security.pseudonym(credentials.get("email", "")))

    def save_user(self, request: HttpRequest, user: Person, form: Any, commit: bool = True) -> Person:
        user.email = form.cleaned_data["email"].lower()
        user.first_name = form.cleaned_data.get("first_name", "")
        user.last_name = form.cleaned_data.get("last_name", "")
        user.language = (getattr(request, "LANGUAGE_CODE", "") or "sl")[:2]
        user.set_password(form.cleaned_data.get("password1"))
        if commit:
            user.save()
        return user


def may_open_account(email: str) -> bool:
    """Whether the address belongs to a university's domain, or was invited by one."""
    domain = email.rpartition("@")[2]
    if University.objects.filter(domains__contains=[domain]).exists():
        return True
    for university_id in universities():
        with tenant_scope(university_id=university_id):
            if open_invitations(email).exists():
                return True
    return False
