from django.urls import path

from selection.views import scoring

app_name = "selection-home"
urlpatterns = [path("", scoring.Calls.as_view(), name="calls")]
