from django.apps import AppConfig


class MobilityConfig(AppConfig):
    name = "mobility"
    label = "mobility"

    def ready(self) -> None:
        from mobility import policy, subscribers  # noqa: F401, PLC0415 (app ready: rules and subscribers register)
