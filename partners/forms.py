"""The form by which somebody proposes a host that is in no register."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partners import queries
from partners.enums import HostKind


class HostForm(forms.Form):
    """A new host: what the mobility agreement needs to know of it. Its fields are those of `propose_host`."""

    name = forms.CharField(
        label=_("Name of the organisation"),
        max_length=250,
        error_messages={"required": _("Write the name of the organisation as it calls itself.")},
    )
    kind = forms.ChoiceField(
        label=_("Kind of organisation"),
        choices=[("", _("Choose …")), *HostKind.choices],
        error_messages={"required": _("Choose what kind of organisation it is.")},
    )
    country = forms.ChoiceField(
        label=_("Country"), error_messages={"required": _("Choose the country where you will be.")}
    )
    city = forms.CharField(
        label=_("Town"),
        max_length=80,
        help_text=_("The travel grant is computed from the distance to this town."),
        error_messages={"required": _("Write the town where you will be.")},
    )
    address = forms.CharField(label=_("Street and number"), max_length=250, required=False)
    website = forms.URLField(
        label=_("Website"),
        max_length=200,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Write the address of the website like this: www.example.eu.")},
    )
    contact_name = forms.CharField(label=_("Contact person"), max_length=160, required=False)
    contact_position = forms.CharField(
        label=_("Position of the contact person"), max_length=160, required=False
    )
    contact_email = forms.EmailField(
        label=_("E-mail of the contact person"),
        required=False,
        error_messages={"invalid": _("Write an e-mail address like this: name@example.eu.")},
    )
    contact_phone = forms.CharField(label=_("Telephone of the contact person"), max_length=40, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        country: Any = self.fields["country"]
        country.choices = [("", _("Choose …")), *queries.country_choices()]
        if "although_similar" in self.data:
            self.ask_whether_another()

    def ask_whether_another(self) -> None:
        """Offer to say that this is another organisation than the similar one that was found."""
        self.fields["although_similar"] = forms.BooleanField(
            label=_("This is another organisation than the one found"), required=False
        )
        self.order_fields(["although_similar"])
