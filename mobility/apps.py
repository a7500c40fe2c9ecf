from django.apps import AppConfig


class MobilityConfig(AppConfig):
    name = "mobility"
    label = "mobility"

    def ready(self) -> None:
        from mobility import (  # noqa: F401, PLC0415 (app ready: rules, pages and subscribers register)
            application_pages,
            policy,
            subscribers,
            subscribers_application,
        )
