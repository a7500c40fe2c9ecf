from django.urls import path

from members.signin.oidc import views

urlpatterns = [
    path("oidc/<slug:provider_id>/login/", views.Login.as_view(), name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", views.Callback.as_view(), name="openid_connect_callback"),
]
