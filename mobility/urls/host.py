from django.urls import path

from mobility.views import host_room

app_name = "host"
urlpatterns = [
    path("room/", host_room.Room.as_view(), name="room"),
    path("room/decline/", host_room.Decline.as_view(), name="decline"),
    path("room/copy/<slug:language>/", host_room.Copy.as_view(), name="copy"),
    path("<str:token>/", host_room.Enter.as_view(), name="enter"),
]
