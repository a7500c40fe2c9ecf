from django.apps import AppConfig


class MobilityConfig(AppConfig):
    name = "mobility"
    label = "mobility"

    def ready(self) -> None:
        from mobility import (  # noqa: F401, PLC0415 (app ready: rules, pages, subscribers and secret links register)
            application_pages,
            host_room_tasks,
            host_tokens,
            pages_agreement,
            pages_inclusion,
            policy,
            policy_agreement,
            scan_uses_agreement,
            subscribers,
            subscribers_agreement,
            subscribers_agreements,
            subscribers_application,
            subscribers_calls,
            subscribers_host,
            subscribers_inclusion,
            successors,
        )
        from mobility.operations import agreement, place  # noqa: F401, PLC0415 (what follows when duties are met)
