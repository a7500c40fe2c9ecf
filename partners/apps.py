from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "partners"
    label = "partners"

    def ready(self) -> None:
        from partners import policy  # noqa: F401, PLC0415 (app ready: rules register on import)
