"""The words of the host's room: what a host is written to for, what becomes of its proposals."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class LinkPurpose(models.TextChoices):
    """What a host is written to for; each has a link of its own."""

    SIGN = "sign", _("to sign the agreement")
    CERTIFY = "certify", _("to certify the stay")


class Answer(models.TextChoices):
    """What became of a host's proposal."""

    ACCEPTED = "accepted", pgettext_lazy("proposal", "accepted")
    PARTLY = "partly", pgettext_lazy("proposal", "accepted in part")
    DECLINED = "declined", pgettext_lazy("proposal", "declined")
    LAPSED = "lapsed", pgettext_lazy("proposal", "no longer needed")
