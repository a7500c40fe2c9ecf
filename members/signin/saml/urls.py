from django.urls import path

from members.signin.saml import views

urlpatterns = [
    path("saml/<slug:slug>/login/", views.Login.as_view(), name="saml_login"),
    path("saml/<slug:slug>/acs/", views.Answer.as_view(), name="saml_acs"),
    path("saml/<slug:slug>/acs/finish/", views.Finish.as_view(), name="saml_finish"),
    path("saml/<slug:slug>/metadata/", views.Metadata.as_view(), name="saml_metadata"),
]
