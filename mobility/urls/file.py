from django.urls import path

from mobility.views.file import FileShow

app_name = "file"
urlpatterns = [path("", FileShow.as_view(), name="show")]
