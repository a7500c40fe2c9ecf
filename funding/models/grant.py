"""The grant of one mobility, as the office entered it."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from core.tenancy import MemberOwned
from funding.enums import GrantKind, Support
from funding.models.terms import GrantTerms
from funding.money import NOTHING, total_of
from mobility.models import Mobility


def _amount() -> models.DecimalField:
    """A column with an amount in euros."""
    return models.DecimalField(max_digits=9, decimal_places=2, default=NOTHING)


NO_MONEY = Q(individual_support=0, travel_support=0, green_supplement=0, inclusion_support=0, other_support=0)


class Grant(MemberOwned):
    """What is paid for a mobility, in euros by category, and for how many days. What was agreed stands in the texts.

    `terms` are those of its member on the day on which it was entered last.
    """

    mobility = models.OneToOneField(Mobility, on_delete=models.PROTECT, related_name="grant")
    terms = models.ForeignKey(GrantTerms, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=GrantKind)
    funded_days = models.PositiveSmallIntegerField(default=0)
    travel_days = models.PositiveSmallIntegerField(default=0)
    individual_support = _amount()
    travel_support = _amount()
    green_supplement = _amount()
    inclusion_support = _amount()
    other_support = _amount()
    other_name = models.CharField(max_length=120, blank=True)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="no_amount_is_negative",
                condition=Q(**{f"{support.value}__gte": 0 for support in Support}),
            ),
            models.CheckConstraint(
                name="zero_grant_has_no_money",
                condition=~Q(kind="zero") | (NO_MONEY & Q(funded_days=0, travel_days=0)),
            ),
            models.CheckConstraint(
                name="other_support_has_a_name", condition=Q(other_support=0) | ~Q(other_name="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.total}"

    @property
    def amounts(self) -> dict[Support, Decimal]:
        """The amounts that are not nothing, in the order of the paper."""
        found = {support: getattr(self, support.value) for support in Support}
        return {support: amount for support, amount in found.items() if amount}

    @property
    def total(self) -> Decimal:
        return total_of(self.amounts.values())
