from django.urls import path

from mobility.views.calls import CallShow, CallTextFile, StartApplication

app_name = "calls"
urlpatterns = [
    path("<slug:call>/", CallShow.as_view(), name="show"),
    path("<slug:call>/text/<int:version>/<slug:language>/", CallTextFile.as_view(), name="text"),
    path("<slug:call>/start/", StartApplication.as_view(), name="start"),
]
