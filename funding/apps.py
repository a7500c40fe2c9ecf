from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "funding"
    label = "funding"

    def ready(self) -> None:
        from funding import pages, policy, subscribers  # noqa: F401, PLC0415 (app ready: everything registers)
