"""A person's own data, whether or not they still hold anything at the university."""

from django.urls import path

from protection.views import own

app_name = "my-data"
urlpatterns = [
    path("", own.Universities.as_view(), name="universities"),
    path("<slug:at>/", own.MyData.as_view(), name="show"),
    path("<slug:at>/copy/", own.AskForCopy.as_view(), name="ask_copy"),
    path("<slug:at>/copy/<uuid:bundle>/", own.FetchCopy.as_view(), name="copy"),
    path("<slug:at>/erasure/", own.AskForErasure.as_view(), name="ask_erasure"),
]
