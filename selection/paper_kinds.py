"""The papers about a call that carry a member faculty's own texts."""

from django.utils.translation import gettext_lazy as _

from mobility.paper_texts import OF_CALL, offer

MINUTES, RESULTS_LIST = "minutes", "results"
offer(MINUTES, _("Minutes of the committee’s meeting"), OF_CALL)
offer(RESULTS_LIST, _("Results of the selection"), OF_CALL)
