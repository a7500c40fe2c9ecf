from django.apps import AppConfig


class SelectionConfig(AppConfig):
    name = "selection"
    label = "selection"
