"""What a stay is for, in the words of its papers: training, or teaching and training in one stay.

The codes are those of the Erasmus+ programme: STT for training, STA for teaching.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from mobility.enums import DocumentKind
from mobility.models import Agreement, Application, IssuedDocument, Mobility

STT, STA = "STT", "STA"


@dataclass(frozen=True)
class Activity:
    """The kind of one stay; its words are in the active language."""

    is_combined: bool

    @property
    def codes(self) -> tuple[str, ...]:
        """The activities, as a call names them."""
        return (STA, STT) if self.is_combined else (STT,)

    @property
    def heading(self) -> str:
        """What stands above the title of a paper."""
        if self.is_combined:
            return _("Erasmus+ staff mobility for teaching and training (STA, STT)")
        return _("Erasmus+ staff mobility for training (STT)")

    @property
    def subject(self) -> str:
        """What stands beside the title of the stay."""
        return _("Teaching and training") if self.is_combined else _("Training")

    @property
    def language(self) -> str:
        """What stands beside its language."""
        return _("Language of instruction and training") if self.is_combined else _("Language of training")

    @property
    def days(self) -> str:
        """What stands beside the number of its days, travel not counted."""
        return _("Days of teaching and training") if self.is_combined else _("Days of training")

    @property
    def agreement(self) -> str:
        """What its mobility agreement is called in lists and on pages."""
        if self.is_combined:
            return _("Mobility Agreement for Teaching and Training")
        return _("Mobility Agreement for Training")

    def name_of(self, kind: str) -> str:
        """What a paper of this kind is called in lists."""
        return self.agreement if kind == DocumentKind.AGREEMENT else str(DocumentKind(kind).label)


def of_application(application: Application | None) -> Activity:
    """What the stay of an application is for; without one, for training."""
    return Activity(application is not None and application.teaching)


def of_text(text: dict[str, Any]) -> Activity:
    """What the stay of an agreement is for, as its text says."""
    return Activity("teaching" in text["programme"])


def of_mobility(mobility: Mobility) -> Activity:
    """What the stay is for by the application that was handed in last. One statement."""
    handed_in = Application.objects.filter(mobility=mobility).exclude(submitted_at=None)
    return of_application(handed_in.order_by("-version").only("teaching").first())


def listed(documents: "QuerySet[IssuedDocument]") -> "QuerySet[IssuedDocument]":
    """Issued papers with what `name_in_list` asks: whether the agreement of their version has teaching in it."""
    combined = Agreement.objects.filter(
        mobility=OuterRef("mobility"), version=OuterRef("version"), text__programme__has_key="teaching"
    )
    return documents.annotate(is_combined=Exists(combined))


def name_in_list(document: IssuedDocument) -> str:
    """What an issued paper is called, in the active language; it comes from `listed`."""
    return Activity(document.is_combined).name_of(document.kind)  # type: ignore[attr-defined]
