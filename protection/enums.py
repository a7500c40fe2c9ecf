"""Data protection in words: what is kept how long, and what becomes of a record when its erasure is asked for."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Rule(models.TextChoices):
    """What goes by the clock. The months are each university's to set (domain, 7.3)."""

    DRAFT = "draft", _("Applications that were never submitted")
    NOT_SELECTED = (
        "not_selected",
        _("Applications without a mobility: refused, ineligible, withdrawn, cancelled"),
    )
    TOOK_PLACE = "took_place", _("Mobilities that took place, with their supporting documents")
    INCLUSION = "inclusion", _("Needs for inclusion support")
    BANK = "bank", _("Bank accounts that grants are paid to")
    LETTERS = "letters", _("Letters")
    HOST_LINKS = "host_links", _("Links to hosts")
    ROLES = "roles", _("Posts and capacities that have ended")
    INVITATIONS = "invitations", _("Invitations")
    DELIVERIES = "deliveries", _("Technical traces of what was delivered")
    READINGS = "readings", _("Who has read what")


# From when the months count.
COUNTED_FROM = {
    Rule.DRAFT: _("from the call’s deadline, or the last save if that was later"),
    Rule.NOT_SELECTED: _("from the decision, the withdrawal or the cancellation"),
    Rule.TOOK_PLACE: _("from the end of the stay"),
    Rule.INCLUSION: _("from the end of the stay, or from the refusal"),
    Rule.BANK: _("from the end of the stay, or from the cancellation"),
    Rule.LETTERS: _("from sending"),
    Rule.HOST_LINKS: _("from the last day on which the link opened"),
    Rule.ROLES: _("from their last day"),
    Rule.INVITATIONS: _("from the invitation"),
    Rule.DELIVERIES: _("from delivery"),
    Rule.READINGS: _("from the reading, never less than half a year"),
}

# Five years of supporting documents and one to two of rejected applications are the usual terms of grant agreements
# (domain, 7.3); what is confirmed in a university's own agreements is set there.
DEFAULT_MONTHS = {
    Rule.DRAFT: 3,
    Rule.NOT_SELECTED: 24,
    Rule.TOOK_PLACE: 60,
    Rule.INCLUSION: 6,
    # Balance and recovery come within months of the stay; the signed paper is kept with the other evidence.
    Rule.BANK: 12,
    Rule.LETTERS: 12,
    Rule.HOST_LINKS: 12,
    Rule.ROLES: 60,
    Rule.INVITATIONS: 12,
    Rule.DELIVERIES: 3,
    Rule.READINGS: 24,
}
# How long a person's own copy can be fetched.
BUNDLE_DAYS = 7


class Verdict(models.TextChoices):
    """What becomes of one record."""

    ERASE = "erase", _("erased")
    KEEP = "keep", _("kept")


class Ground(models.TextChoices):
    """Why a record is kept although its erasure was asked for."""

    NONE = "none", _("nothing requires it to be kept")
    RUNNING = "running", _("the mobility is under way: contract and public task, GDPR Art. 6(1)(b) and (e)")
    COMPLAINTS = "complaints", _("complaints and audit of the selection: public task, GDPR Art. 6(1)(e)")
    AUDIT = "audit", _("audit of the grant: legal obligation, GDPR Art. 6(1)(c)")
    PERSONNEL = (
        "personnel",
        _("employee records and archives: legal obligation, GDPR Art. 6(1)(c) and 17(3)(b, d)"),
    )
    IN_FORCE = "in_force", _("you hold it today: employment and public task, GDPR Art. 6(1)(c) and (e)")
    ROLES = "roles", _("proof of who was entitled to decide: public task, GDPR Art. 6(1)(e)")
    RESTS_ON = "rests_on", _("records that are kept rest on it")
    DECIDED = "decided", _("kept by the decision below")


class Action(models.TextChoices):
    """What the ledger says was done to a row."""

    DELETED = "deleted", _("deleted")
    ANONYMISED = "anonymised", _("anonymised")
