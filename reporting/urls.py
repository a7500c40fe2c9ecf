"""Pages below a mobility's `report/`."""

from django.urls import path

from reporting.views import content, papers, publication

app_name = "reporting"
urlpatterns = [
    path("", papers.Overview.as_view(), name="overview"),
    path("certificate/", papers.Upload.as_view(), name="certificate"),
    path("certificate/check/", papers.CheckCertificate.as_view(), name="check_certificate"),
    path("certificate/file/", papers.CertificateFile.as_view(), name="certificate_file"),
    path("certificate/host/", papers.AskHost.as_view(), name="ask_host"),
    path("certificate/host/close/", papers.CloseHost.as_view(), name="close_host"),
    path("survey/", papers.Survey.as_view(), name="survey"),
    path("reopen/", papers.Reopen.as_view(), name="reopen"),
    path("publication/", publication.Publish.as_view(), name="publish"),
    path("content/", content.Read.as_view(), name="read"),
    path("content/write/", content.Write.as_view(), name="write"),
    path("content/write/<slug:section>/", content.SectionPage.as_view(), name="section"),
    path("content/hand-in/", content.HandIn.as_view(), name="hand_in"),
    path("content/check/", content.Check.as_view(), name="check_report"),
]
