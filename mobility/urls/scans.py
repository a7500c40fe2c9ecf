from django.urls import path

from mobility.views import scans

app_name = "scans"
urlpatterns = [
    path("scans/", scans.Start.as_view(), name="start"),
    path("<slug:member>/scans/", scans.ScansOfMember.as_view(), name="list"),
    path("<slug:member>/scans/<uuid:scan>/", scans.ScanFile.as_view(), name="file"),
    path("<slug:member>/scans/<uuid:scan>/aside/", scans.PutAside.as_view(), name="aside"),
    path("<slug:member>/scans/<uuid:scan>/<slug:use>/", scans.Take.as_view(), name="take"),
]
