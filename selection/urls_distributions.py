from django.urls import path

from selection.views import distribution, left_overs

app_name = "distributions"
ONE = "<uuid:distribution>/"
urlpatterns = [
    path("", distribution.Distributions.as_view(), name="list"),
    path("new/", distribution.Open.as_view(), name="open"),
    path(ONE, distribution.Show.as_view(), name="show"),
    path(f"{ONE}change/", distribution.Change.as_view(), name="change"),
    path(f"{ONE}dissolve/", distribution.Dissolve.as_view(), name="dissolve"),
    path(f"{ONE}allot/", distribution.Allot.as_view(), name="allot"),
    path(f"{ONE}move/", left_overs.Move.as_view(), name="move"),
    path(f"{ONE}second-call/", left_overs.SecondCall.as_view(), name="second_call"),
]
