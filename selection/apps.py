from django.apps import AppConfig


class SelectionConfig(AppConfig):
    name = "selection"
    label = "selection"

    def ready(self) -> None:
        from selection import (  # noqa: F401, PLC0415 (app ready: rules, subscribers and pages register themselves)
            pages,
            policy,
            subscribers,
            subscribers_letters,
        )
        from selection.authoring import joined, live  # noqa: F401, PLC0415 (the lint and the words of calls register themselves)
