"""The desk of human resources: `/<university>/recognition/`."""

from django.urls import path

from recognition.views.records import HrDesk

app_name = "hr"
urlpatterns = [path("", HrDesk.as_view(), name="desk")]
