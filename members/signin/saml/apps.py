from django.apps import AppConfig


class SamlConfig(AppConfig):
    name = "members.signin.saml"
    label = "signin_saml"
