from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    name = "protection"
    label = "protection"

    def ready(self) -> None:
        from protection import policy, subscribers  # noqa: F401, PLC0415 (app ready: rules and subscribers register)
