"""Pages below a mobility's `grant/`."""

from django.urls import path

from funding.views import grant, signing

app_name = "grant"
urlpatterns = [
    path("", grant.Show.as_view(), name="show"),
    path("enter/", grant.Enter.as_view(), name="enter"),
    path("account/", grant.Account.as_view(), name="account"),
    path("account/details/", grant.Details.as_view(), name="details"),
    path("sign/", signing.Sign.as_view(), name="sign"),
    path("decline/", signing.Refuse.as_view(), name="refuse"),
]
