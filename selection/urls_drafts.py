from django.urls import path

from selection.views import drafts, library

app_name = "drafts"
urlpatterns = [
    path("", drafts.DraftList.as_view(), name="list"),
    path("new/", drafts.New.as_view(), name="new"),
    path("import/", drafts.Import.as_view(), name="import"),
    path("library/", library.Library.as_view(), name="library"),
]
