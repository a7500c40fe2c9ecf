from django.apps import AppConfig


class RecognitionConfig(AppConfig):
    name = "recognition"
    label = "recognition"

    def ready(self) -> None:
        from recognition import pages, policy, subscribers  # noqa: F401, PLC0415 (app ready: everything registers)
