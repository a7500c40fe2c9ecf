from django.urls import path

from mobility.views import host_acts, host_base, host_elsewhere, host_room

app_name = "host"
urlpatterns = [
    path("room/", host_room.Room.as_view(), name="room"),
    path("room/language/", host_room.Language.as_view(), name="language"),
    path("room/agreement/", host_room.Text.as_view(), name="text"),
    path("room/sign/", host_room.Sign.as_view(), name="sign"),
    path("room/signed-file/", host_elsewhere.SignedFile.as_view(), name="signed_file"),
    path("room/print-copy/", host_elsewhere.PrintCopy.as_view(), name="print_copy"),
    path("room/copy-to-sign/<slug:language>/", host_elsewhere.CopyToSign.as_view(), name="copy_to_sign"),
    path("room/decline/", host_room.Decline.as_view(), name="decline"),
    path("room/propose/", host_acts.Propose.as_view(), name="propose"),
    path("room/pass-on/", host_acts.PassOn.as_view(), name="pass_on"),
    path("room/mentor/", host_acts.NameMentor.as_view(), name="mentor"),
    path("room/copy/<slug:kind>/<slug:language>/", host_room.Copy.as_view(), name="copy"),
    path("<str:token>/", host_base.Enter.as_view(), name="enter"),
]
