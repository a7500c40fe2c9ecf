from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "core"
    label = "core"

    def ready(self) -> None:
        from core import checks, checks_deploy  # noqa: F401, PLC0415 (app ready: system checks register on import)

        autodiscover_modules("privacy")
