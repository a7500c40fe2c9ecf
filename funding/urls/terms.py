"""What a member faculty decides about its grant agreements."""

from django.urls import path

from funding.views import terms

app_name = "grant_terms"
urlpatterns = [
    path("grant-agreements/", terms.Start.as_view(), name="start"),
    path("<slug:member>/grant-agreements/", terms.ChangeTerms.as_view(), name="change"),
]
