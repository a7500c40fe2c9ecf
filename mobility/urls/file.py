from django.urls import path

from mobility.views.file import FileShow
from mobility.views.readers import Readers

app_name = "file"
urlpatterns = [
    path("", FileShow.as_view(), name="show"),
    path("readers/", Readers.as_view(), name="readers"),
]
