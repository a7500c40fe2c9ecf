"""The desk of whoever answers for data protection at a university."""

from django.urls import path

from protection.views import desk

app_name = "protection"
urlpatterns = [
    path("", desk.Desk.as_view(), name="desk"),
    path("requests/<uuid:asked>/", desk.Answer.as_view(), name="request"),
    path("retention/", desk.Retention.as_view(), name="retention"),
]
