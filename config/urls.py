"""Every address of the product. Private ones begin with the university, and most with the member faculty too."""

from django.conf import settings
from django.urls import include, path

from core import health

MEMBER = "<slug:university>/<slug:member>/"
MOBILITY = MEMBER + "mobilities/<uuid:mobility>/"

urlpatterns = [
    path("healthz", health.Alive.as_view(), name="healthz"),
    path("readyz", health.Ready.as_view(), name="readyz"),
    path("accounts/", include("allauth.urls")),
    path("", include("members.urls")),
    path("my-data/", include("protection.urls_own")),
    path("<slug:university>/", include("mobility.urls.university")),
    path("<slug:university>/", include("mobility.urls.paper_texts")),
    path("<slug:university>/", include("mobility.urls.scans")),
    path("<slug:university>/", include("mobility.urls.agreements")),
    path("<slug:university>/", include("funding.urls.terms")),
    path("<slug:university>/people/", include("members.urls_people")),
    path("<slug:university>/journal/", include("core.urls_journal")),
    path("<slug:university>/verify/", include("mobility.urls.verify")),
    path("<slug:university>/register/", include("partners.urls")),
    path("<slug:university>/scoring/", include("selection.urls_home")),
    path("<slug:university>/drafts/", include("selection.urls_drafts")),
    path("<slug:university>/distributions/", include("selection.urls_distributions")),
    path("<slug:university>/data-protection/", include("protection.urls")),
    path("<slug:university>/recognition/", include("recognition.urls_desk")),
    path(MEMBER + "calls/", include("mobility.urls.calls")),
    path(MEMBER + "selection/", include("selection.urls")),
    path(MEMBER + "drafts/", include("selection.urls_drafting")),
    path(MEMBER + "reports/", include("reporting.urls_public")),
    path(MEMBER + "host/room/stay/", include("reporting.urls_host")),
    path(MEMBER + "host/", include("mobility.urls.host")),
    path(MOBILITY, include("mobility.urls.file")),
    path(MOBILITY + "application/", include("mobility.urls.application")),
    path(MOBILITY + "agreement/", include("mobility.urls.agreement")),
    path(MOBILITY + "grant/", include("funding.urls.grant")),
    path(MOBILITY + "suitability/", include("selection.urls_suitability")),
    path(MOBILITY + "appeal/", include("selection.urls_appeals")),
    path(MOBILITY + "report/", include("reporting.urls")),
    path(MOBILITY + "recognition/", include("recognition.urls")),
]

if settings.POPOTNIK_DEMO:
    urlpatterns.insert(0, path("demo/", include("core.urls_demo")))
