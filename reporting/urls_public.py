"""A member's published reports, for anybody."""

from django.urls import path

from reporting.views.publication import Published

app_name = "published"
urlpatterns = [path("", Published.as_view(), name="list")]
