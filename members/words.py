"""What the journal's entries about roles are called on pages."""

from django.utils.translation import gettext_lazy as _

HEARD_OF_ROLES = {
    "person.appointed": _("Role recorded"),
    "role.granted": _("Role granted"),
    "role.proposed": _("Role granted, to be confirmed"),
    "role.confirmed": _("Role confirmed by a second person"),
    "role.declined": _("Role not confirmed"),
    "role.changed": _("Dates of the role changed"),
    "role.ended": _("Role ended"),
}
