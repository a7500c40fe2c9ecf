from django.urls import path

from partners.views import ConfirmHost, HostSearch, ProposeHost

app_name = "register"
urlpatterns = [
    path("hosts/search", HostSearch.as_view(), name="hosts"),
    path("hosts/propose", ProposeHost.as_view(), name="propose-host"),
    path("hosts/<uuid:host>/confirm", ConfirmHost.as_view(), name="confirm-host"),
]
