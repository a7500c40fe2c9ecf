from django.urls import path

from mobility.views import agreement, documents, host_link, place, proposals, received

app_name = "agreement"
urlpatterns = [
    path("", agreement.Show.as_view(), name="show"),
    path("sign/", agreement.Sign.as_view(), name="sign"),
    path("decline/", agreement.Refuse.as_view(), name="refuse"),
    path("prepare/", agreement.Prepare.as_view(), name="prepare"),
    path("change/", agreement.Change.as_view(), name="change"),
    path("proposal/", proposals.AnswerProposal.as_view(), name="proposal"),
    path("copy/", received.AskForCopy.as_view(), name="copy_to_sign"),
    path("signed-file/", received.EnterSignedFile.as_view(), name="enter_file"),
    path("scan/", received.EnterScan.as_view(), name="enter_scan"),
    path("received/<uuid:received>/", received.Received.as_view(), name="received"),
    path("host/", host_link.SendHostLink.as_view(), name="host_link"),
    path("host/close/", host_link.RevokeHostLink.as_view(), name="revoke_host_link"),
    path("place/confirm/", place.AcceptPlace.as_view(), name="accept_place"),
    path("place/decline/", place.DeclinePlace.as_view(), name="decline_place"),
    path("place/cancel/", place.Cancel.as_view(), name="cancel"),
    path("place/end/", place.End.as_view(), name="end"),
    path("documents/<uuid:document>/", documents.Document.as_view(), name="document"),
]
