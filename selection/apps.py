from django.apps import AppConfig


class SelectionConfig(AppConfig):
    name = "selection"
    label = "selection"

    def ready(self) -> None:
        from selection import pages, policy, subscribers  # noqa: F401, PLC0415 (app ready: they register themselves)
