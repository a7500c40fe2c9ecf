from django.urls import path

from core import views_demo

app_name = "demo"
urlpatterns = [
    path("mails/", views_demo.Mailbox.as_view(), name="mailbox"),
    path("mails/<int:letter>/", views_demo.Letter.as_view(), name="letter"),
    path("clock/", views_demo.MoveClock.as_view(), name="move_clock"),
]
