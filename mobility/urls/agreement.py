from django.urls import path

from mobility.views import agreement, documents, host_link, place, proposals

app_name = "agreement"
urlpatterns = [
    path("", agreement.Show.as_view(), name="show"),
    path("sign/", agreement.Sign.as_view(), name="sign"),
    path("decline/", agreement.Refuse.as_view(), name="refuse"),
    path("prepare/", agreement.Prepare.as_view(), name="prepare"),
    path("change/", agreement.Change.as_view(), name="change"),
    path("proposal/", proposals.AnswerProposal.as_view(), name="proposal"),
    path("host/", host_link.SendHostLink.as_view(), name="host_link"),
    path("host/close/", host_link.RevokeHostLink.as_view(), name="revoke_host_link"),
    path("place/confirm/", place.AcceptPlace.as_view(), name="accept_place"),
    path("place/decline/", place.DeclinePlace.as_view(), name="decline_place"),
    path("place/cancel/", place.Cancel.as_view(), name="cancel"),
    path("place/end/", place.End.as_view(), name="end"),
    path("documents/<uuid:document>/", documents.Document.as_view(), name="document"),
]
