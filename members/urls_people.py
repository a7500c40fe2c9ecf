from django.urls import path

from members.views_import import Import, Sample
from members.views_invitations import Invitations, Invite, Renew, Withdraw
from members.views_people import ActAs, Mine, People, PersonPage
from members.views_roles import Confirm, Decline, End, Grant, Substitute
from members.views_sessions import EndSessions

app_name = "people"
urlpatterns = [
    path("", People.as_view(), name="list"),
    path("mine/", Mine.as_view(), name="mine"),
    path("mine/act-as/", ActAs.as_view(), name="act_as"),
    path("roles/<int:role>/end/", End.as_view(), name="end"),
    path("roles/<int:role>/substitute/", Substitute.as_view(), name="substitute"),
    path("roles/<int:role>/confirm/", Confirm.as_view(), name="confirm"),
    path("roles/<int:role>/decline/", Decline.as_view(), name="decline"),
    path("invitations/", Invitations.as_view(), name="invitations"),
    path("invitations/new/", Invite.as_view(), name="invite"),
    path("invitations/<int:invitation>/renew/", Renew.as_view(), name="renew"),
    path("invitations/<int:invitation>/withdraw/", Withdraw.as_view(), name="withdraw"),
    path("import/", Import.as_view(), name="import"),
    path("import/sample.csv", Sample.as_view(), name="sample"),
    path("<uuid:person>/", PersonPage.as_view(), name="show"),
    path("<uuid:person>/grant/", Grant.as_view(), name="grant"),
    path("<uuid:person>/sign-out/", EndSessions.as_view(), name="end_sessions"),
]
