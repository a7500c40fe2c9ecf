"""What the pages after return have in common: where one is, and the way back."""

from typing import Any

from django.utils.translation import gettext as _

from core.wording import period
from mobility.links import to_mobility
from mobility.models import Mobility


class Reporting:
    """Crumbs and period for every page below a mobility's report."""

    subject: Mobility

    def heading(self, title: Any) -> dict[str, Any]:
        """Title, crumbs and the quiet line under the title."""
        mobility = self.subject
        crumbs = [
            (_("no. %s") % mobility.number, to_mobility(mobility)),
            (_("After return"), to_mobility(mobility, "reporting:overview")),
        ]
        host = str(mobility.host or "")
        lede = " · ".join(part for part in (host, period(mobility.starts_on, mobility.ends_on)) if part)
        return {
            "title": title,
            "crumbs": crumbs,
            "lede": lede,
            "mobility": mobility,
            "cancel_url": to_mobility(mobility, "reporting:overview"),
        }

    def where(self, result: Any) -> str:
        """After an act: the three things after return."""
        return to_mobility(self.subject, "reporting:overview")
