from django.urls import path

from mobility.views.calls import CallList
from mobility.views.desk import Desk
from mobility.views.home import Home

app_name = "university"
urlpatterns = [
    path("", Home.as_view(), name="home"),
    path("calls/", CallList.as_view(), name="calls"),
    path("desk/", Desk.as_view(), name="desk"),
]
