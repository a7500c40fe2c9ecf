from django.apps import AppConfig


class OidcConfig(AppConfig):
    name = "members.signin.oidc"
    label = "signin_oidc"
