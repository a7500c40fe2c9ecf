from django.urls import path

from selection.views import drafts

app_name = "drafts"
urlpatterns = [
    path("", drafts.DraftList.as_view(), name="list"),
    path("new/", drafts.New.as_view(), name="new"),
    path("import/", drafts.Import.as_view(), name="import"),
]
