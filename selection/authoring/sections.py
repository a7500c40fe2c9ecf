"""The parts of a call as the editor shows them, in the order of writing."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Section(models.TextChoices):
    """One page of the editor. The value stands in its address and in mobility's problems."""

    TEXTS = "texts", pgettext_lazy("part of a call", "Texts")
    OFFER = "offer", _("What is offered")
    DATES = "dates", _("Dates and rounds")
    PLACES = "places", _("Places and money")
    PAPERS = "papers", _("Papers")
    FACTS = "facts", _("What is known")
    PART = "part", _("Who may take part")
    CRITERIA = "criteria", _("Criteria")
    ORDER = "order", _("Order and ties")
    COMMITTEE = "committee", _("Committee")
    AFTER = "after", _("After the decision")


# Which part of the call file belongs to which page; the longest beginning of a path decides.
_BY_PATH: tuple[tuple[str, Section], ...] = (
    ("call.title", Section.TEXTS),
    ("call.purpose", Section.TEXTS),
    ("call.audience", Section.TEXTS),
    ("call.documents", Section.TEXTS),
    ("call.basis", Section.TEXTS),
    ("call.rounds", Section.DATES),
    ("call.rolling", Section.DATES),
    ("call.stays", Section.DATES),
    ("call.time_zone", Section.DATES),
    ("call.places", Section.PLACES),
    ("call.suitability_at", Section.PLACES),
    ("call.papers", Section.PAPERS),
    ("call.committee", Section.COMMITTEE),
    ("call.confirm_days", Section.AFTER),
    ("call.appeal_days", Section.AFTER),
    ("call", Section.OFFER),
    ("rules.facts", Section.FACTS),
    ("rules.tables", Section.FACTS),
    ("rules.gates", Section.PART),
    ("rules.criteria", Section.CRITERIA),
    ("rules.total", Section.ORDER),
    ("rules.order", Section.ORDER),
    ("rules.ranking", Section.PLACES),
    ("rules.allocation", Section.PLACES),
    ("rules.after", Section.AFTER),
)


def section_of(path: str) -> Section:
    """The page on which a path of the call file is changed."""
    return next((section for start, section in _BY_PATH if path.startswith(start)), Section.CRITERIA)


def following(section: Section) -> Section | None:
    """The next page; None after the last one."""
    listed = list(Section)
    place = listed.index(section) + 1
    return listed[place] if place < len(listed) else None
