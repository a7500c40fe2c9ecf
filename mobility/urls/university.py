from django.urls import path

from core import exports
from mobility.views.calls import CallList
from mobility.views.desk import Desk, DeskExport
from mobility.views.home import Home
from mobility.views.verify import Certificate

app_name = "university"
urlpatterns = [
    path("", Home.as_view(), name="home"),
    path("calls/", CallList.as_view(), name="calls"),
    path("seal.pem", Certificate.as_view(), name="seal"),
    path("desk/", Desk.as_view(), name="desk"),
    path("desk/mobilities.csv", DeskExport.as_view(kind=exports.CSV), name="desk_csv"),
    path("desk/mobilities.xlsx", DeskExport.as_view(kind=exports.XLSX), name="desk_xlsx"),
]
