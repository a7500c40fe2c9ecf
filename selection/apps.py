from django.apps import AppConfig


class SelectionConfig(AppConfig):
    name = "selection"
    label = "selection"

    def ready(self) -> None:
        from selection import (  # noqa: F401, PLC0415 (app ready: rules, subscribers and pages register themselves)
            asked,
            pages,
            pages_appeals,
            policy,
            policy_appeals,
            policy_distribution,
            subscribers,
            subscribers_appeals,
            subscribers_conflicts,
            subscribers_distribution,
            subscribers_letters,
            subscribers_places,
        )
        from selection.authoring import joined, live  # noqa: F401, PLC0415 (the lint and the words of calls register themselves)
