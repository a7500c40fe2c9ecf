from django.urls import path

from selection.views import suitability

app_name = "suitability"
urlpatterns = [
    path("opinion/", suitability.GiveOpinion.as_view(), name="opinion"),
    path("decide/", suitability.DecideSuitability.as_view(), name="decide"),
    path("adapt/", suitability.Adapt.as_view(), name="adapt"),
]
