"""The front door: whoever signs in is led to their university; others see where to go."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from core.views import PublicView
from members.models import University


class Home(PublicView):
    """The list of universities; a person of one university goes straight to their page."""

    template = "members/home.html"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        mine = None
        if request.user.is_authenticated:
            mine = list(University.objects.filter(pk__in=request.user.affiliations.values("university_id")))
            if len(mine) == 1:
                return redirect("university:home", university=mine[0].slug)
        return self.page(universities=mine or University.objects.order_by("name_sl"), mine=bool(mine))


class Confirmed(PublicView):
    """Where a proof ends that was asked for in a tab of its own."""

    template = "members/confirmed.html"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        return self.page()
