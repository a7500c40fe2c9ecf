"""Who has read my file: for the participant, and for the data protection officer of any file."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from mobility.links import to_mobility
from mobility.readings import line_of, readings_of
from mobility.views.base import MobilityView

A_PAGE = 50


class Readers(MobilityView):
    """Who opened the file's pages, in which capacity, what and when."""

    rule = "see_readers"
    template = "mobility/readers.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        mobility = self.subject
        is_mine = mobility.person_id == self.actor.person_id
        page = Paginator(readings_of(mobility), A_PAGE).get_page(request.GET.get("page"))
        return self.page(
            mobility=mobility,
            is_mine=is_mine,
            crumbs=[(mobility.title or _("The mobility"), to_mobility(mobility))],
            rows=[line_of(row, to_participant=is_mine) for row in page],
            shown=page,
        )
