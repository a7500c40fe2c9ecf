"""The words of reporting: what became of a goal, of a practice, of a link, and who may read it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CertificateSource(models.TextChoices):
    """Who a certificate of attendance came from, and how."""

    PARTICIPANT = "participant", _("uploaded by the participant")
    HOST_UPLOAD = "host_upload", _("uploaded by the host")
    SCAN = "scan", _("entered by the office from a scan")
    HOST_ROOM = "host_room", _("filled in and signed by the host in its room")


class ChangeStatus(models.TextChoices):
    """How far a new practice or an improved process has come."""

    IDEA = "idea", pgettext_lazy("state of a change", "idea")
    PLANNED = "planned", pgettext_lazy("state of a change", "planned")
    INTRODUCED = "introduced", pgettext_lazy("state of a change", "introduced")
    DROPPED = "dropped", pgettext_lazy("state of a change", "dropped")


class LinkKind(models.TextChoices):
    """What a new link is about."""

    AGREEMENT = "agreement", _("inter-institutional agreement")
    PROJECT = "project", _("joint project")
    EXCHANGE = "exchange", _("exchange of staff or students")
    VISIT = "visit", _("return visit")
    CONTACT = "contact", _("professional contact")


class LinkStatus(models.TextChoices):
    """How far the cooperation has come."""

    TALKED = "talked", _("talked about")
    PREPARED = "prepared", _("in preparation")
    AGREED = "agreed", pgettext_lazy("state of a cooperation", "agreed")


class SharingStatus(models.TextChoices):
    """Whether a promised dissemination has taken place."""

    PLANNED = "planned", pgettext_lazy("state of a dissemination", "planned")
    DONE = "done", pgettext_lazy("state of a dissemination", "done")


class Publication(models.TextChoices):
    """What the participant consents to; free, and not tied to the grant."""

    ALL = "all", _("The public part may be published with my name.")
    ANONYMOUS = "anonymous", _("The public part may be published without my name.")
    NONE = "none", _("Nothing may be published.")


class Section(models.TextChoices):
    """The sections of the content report, in the order in which they are written (guidelines, chapter 6)."""

    ACTIVITIES = "activities", _("Activities")
    GOALS = "goals", _("Goals")
    KNOWLEDGE = "knowledge", _("Knowledge and skills")
    EFFECTS = "effects", _("Effects on the work and the unit")
    PRACTICES = "practices", _("New practices")
    PROCESSES = "processes", _("Improved work processes")
    LINKS = "links", _("New links and agreements")
    INTERNATIONALISATION = "internationalisation", _("Contribution to internationalisation")
    DISSEMINATION = "dissemination", _("Dissemination")
    PUBLICATION = "publication", _("Advice and publication")
