from django.urls import path

from mobility.views import agreements

app_name = "agreements"
urlpatterns = [
    path("agreements/", agreements.Start.as_view(), name="start"),
    path("<slug:member>/agreements/", agreements.ManyAgreements.as_view(), name="list"),
    path("<slug:member>/agreements/<uuid:run>/", agreements.TaskPage.as_view(), name="run"),
    path("<slug:member>/agreements/<uuid:run>/agreements.zip", agreements.Archive.as_view(), name="archive"),
]
