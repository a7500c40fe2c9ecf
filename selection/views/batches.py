"""The batches of a call on its board: the present one, and those that were decided before."""

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.face import Tab
from mobility.models import Call
from selection.batches import has_batches
from selection.models import Batch


class OfBatches:
    """A page about one batch of a call: the present one, unless `?batch=` names one before it."""

    request: HttpRequest
    subject: Call

    @cached_property
    def batches(self) -> list[Batch]:
        """The batches of the call so far; none where it is decided as a whole."""
        return list(Batch.objects.filter(call=self.subject)) if has_batches(self.subject) else []

    @cached_property
    def earlier(self) -> Batch | None:
        """A batch before the present one that the reader asks for."""
        asked = self.request.GET.get("batch", "")
        return next((one for one in self.batches[:-1] if str(one.number) == asked), None)

    def tabs(self) -> list[Tab]:
        """The batches beside each other, the present one first; none while there is but one."""
        rows, shown = self.batches, self.earlier or (self.batches[-1] if self.batches else None)
        if not rows[1:]:
            return []
        return [
            Tab(
                _("Batch %(number)s") % {"number": one.number},
                self.request.path if one == rows[-1] else f"?batch={one.number}",
                current=one == shown,
            )
            for one in reversed(rows)
        ]
