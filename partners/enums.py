"""Kinds of hosts, and how a country stands to the programme."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HostKind(models.TextChoices):
    """What sort of organisation the host is: training may take place at any relevant workplace."""

    HIGHER_EDUCATION = "higher_education", _("higher education institution")
    ENTERPRISE = "enterprise", _("enterprise")
    NGO = "ngo", _("non-governmental organisation")
    PUBLIC_BODY = "public_body", _("public body")
    RESEARCH_INSTITUTE = "research_institute", _("research institute")
    TRAINING_CENTRE = "training_centre", _("training centre")
    OTHER = "other", _("other organisation")


class ProgrammeStatus(models.TextChoices):
    """Whether a country takes part in the whole programme (Programme Guide, part A, Eligible countries)."""

    MEMBER_STATE = "eu-member", _("EU member state")
    ASSOCIATED = "associated", _("third country associated to the programme")
    NOT_ASSOCIATED = "not-associated", _("third country not associated to the programme")


class IscedLevel(models.TextChoices):
    """How fine a field of ISCED-F 2013 is: two, three or four digits."""

    BROAD = "broad", _("broad field")
    NARROW = "narrow", _("narrow field")
    DETAILED = "detailed", _("detailed field")
