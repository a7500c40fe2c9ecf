"""The papers behind answers, opened by those who read the application."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponseBase

from core.files import download_response
from mobility.models import AnswerPaper
from mobility.views.base import MobilityView


class Paper(MobilityView):
    """One paper, under the number of the application: its sender's name for it may name them.

    Others than the participant find what was handed in. The committee opens it in a blind phase too.
    """

    rule = seen_by = "read_paper"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        mobility = self.subject
        is_mine = mobility.person_id == self.actor.person_id
        handed_in = Q() if is_mine else Q(application__submitted_at__isnull=False)
        found = AnswerPaper.objects.filter(
            handed_in, application__mobility=mobility, public_id=self.kwargs["paper"], removed_at=None
        )
        paper = found.select_related("file").first()
        if paper is None:
            raise Http404
        return download_response(paper.file, "-".join(filter(None, [mobility.number, paper.slot])))
