"""The ledger of promises: effects at home and dissemination, with a date, a state and a proof."""

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.tenancy import MemberOwned
from mobility.enums import DisseminationKind, EffectOn
from mobility.models.mobility import Mobility


class PromiseKind(models.TextChoices):
    """An effect at home, or sharing what was learnt."""

    EFFECT = "effect", _("effect")
    DISSEMINATION = "dissemination", _("dissemination")


class Promise(MemberOwned):
    """What the participant promised when the place was confirmed; followed up after the stay."""

    mobility = models.ForeignKey(Mobility, on_delete=models.PROTECT, related_name="promises")
    kind = models.CharField(max_length=14, choices=PromiseKind)
    subject = models.CharField(max_length=20)
    words = models.TextField(max_length=800)
    indicator = models.CharField(max_length=300, blank=True)
    due_on = models.DateField()
    kept_on = models.DateField(null=True)
    proof = models.TextField(max_length=800, blank=True)

    class Meta:
        ordering = ["due_on", "id"]

    @property
    def said(self) -> str:
        """What was promised in one line: on whom, or in which form, and the words."""
        kinds = EffectOn if self.kind == PromiseKind.EFFECT else DisseminationKind
        label = str(kinds(self.subject).label) if self.subject in kinds.values else ""
        return capfirst(": ".join(part for part in (label, self.words) if part))
