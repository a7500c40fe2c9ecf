from django.urls import path
from django.views.i18n import set_language

from members.views import Confirmed, Home

urlpatterns = [
    path("", Home.as_view(), name="home"),
    path("confirmed/", Confirmed.as_view(), name="confirmed"),
    path("language/", set_language, name="set_language"),
]
