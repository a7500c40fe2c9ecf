from django.urls import path

from mobility.views.verify import Code, Start

app_name = "verify"
urlpatterns = [
    path("", Start.as_view(), name="start"),
    path("<slug:code>/", Code.as_view(), name="code"),
]
