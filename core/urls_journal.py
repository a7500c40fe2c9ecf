from django.urls import path

from core import views_journal

app_name = "journal"
urlpatterns = [path("keys/", views_journal.Keys.as_view(), name="keys")]
