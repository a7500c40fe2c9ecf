from django.urls import path

from selection.views import appeals

app_name = "appeals"
urlpatterns = [
    path("", appeals.Show.as_view(), name="show"),
    path("lodge/", appeals.Lodge.as_view(), name="lodge"),
    path("file/", appeals.AppealFile.as_view(), name="file"),
    path("panel/", appeals.NamePanel.as_view(), name="panel"),
    path("decide/", appeals.Decide.as_view(), name="decide"),
    path("points-off/", appeals.StrikePenalty.as_view(), name="strike"),
]
