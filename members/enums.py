"""Capacities in which a person acts, and the words of employment."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Capacity(models.TextChoices):
    """What an appointment lets a person act as. `SYSTEM` and `HOST` are never appointments."""

    PARTICIPANT = "participant", _("participant")
    HEAD = "head", _("head of department")
    ASSESSOR = "assessor", _("committee member")
    CHAIR = "chair", _("committee chair")
    COORDINATOR = "coordinator", _("Erasmus coordinator")
    FACULTY_OFFICE = "faculty_office", _("head of the faculty’s international office")
    SECRETARY = "secretary", _("faculty secretary")
    DEAN = "dean", _("dean")
    OFFICE = "office", _("university international office")
    HR = "hr", _("human resources")
    FINANCE = "finance", _("finance")
    AUDITOR = "auditor", _("auditor")
    DPO = "dpo", _("data protection officer")
    RECTORATE = "rectorate", _("rectorate")
    SYSTEM = "system", _("Popotnik")
    HOST = "host", _("host")


class StaffGroup(models.TextChoices):
    """Teaching or not: calls for training often address one of them."""

    TEACHING = "teaching", _("teaching staff")
    RESEARCH = "research", _("research staff")
    PROFESSIONAL = "professional", _("professional and administrative staff")


class ContractKind(models.TextChoices):
    """How long the employment runs."""

    OPEN_ENDED = "open_ended", _("open-ended")
    FIXED_TERM = "fixed_term", _("fixed-term")
