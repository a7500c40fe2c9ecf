"""Sign-in by django-allauth: accounts by invitation or from a university's own domains only."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.tasks import universities
from core.tenancy import tenant_scope
from members.models import Person, University
from members.queries import open_invitations


class NameForm(forms.Form):
    """What sign-up asks beside address and password."""

    first_name = forms.CharField(label=_("First name"), max_length=80)
    last_name = forms.CharField(label=_("Last name"), max_length=80)

    def signup(self, request: HttpRequest, person: Person) -> None:
        """allauth calls this; the adapter has saved the names already."""


class Adapter(DefaultAccountAdapter):
    """Who may open an account, and what a new person is called."""

    def clean_email(self, email: str) -> str:
        email = str(super().clean_email(email)).lower()
        if not may_open_account(email):
            raise forms.ValidationError(
                _(
                    "Accounts are for addresses of the university or by invitation of its international office."
                )
            )
        return email

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
    """Whether the address belongs to a university's domain, or was invited by one, or is known already."""
    domain = email.rpartition("@")[2]
    if University.objects.filter(domains__contains=[domain]).exists():
        return True
    if Person.objects.filter(email__iexact=email).exists():
        return True
    for university_id in universities():
        with tenant_scope(university_id=university_id):
            if open_invitations(email).exists():
                return True
    return False
