"""Pages of the host's room after the stay, below the room's own."""

from django.urls import path

from reporting.views import host

app_name = "host-stay"
urlpatterns = [
    path("certificate/", host.Certify.as_view(), name="certify"),
    path("certificate/upload/", host.Upload.as_view(), name="upload"),
    path("goals/", host.Outcomes.as_view(), name="outcomes"),
    path("cooperation/", host.RateCooperation.as_view(), name="cooperation"),
]
