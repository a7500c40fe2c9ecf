from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "core"
    label = "core"

    def ready(self) -> None:
        from core import (  # noqa: PLC0415 (app ready: system checks register on import)
            checks,  # noqa: F401
            checks_database,  # noqa: F401
            checks_deploy,  # noqa: F401
        )

        autodiscover_modules("privacy")
