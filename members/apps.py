from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "members"
    label = "members"

    def ready(self) -> None:
        from members import (  # noqa: F401, PLC0415 (app ready: rules, letters and signals register on import)
            arrivals,
            policy,
            subscribers,
        )
        from members.signin import clocks, security, social  # noqa: PLC0415 (models are loaded by now)

        clocks.connect()
        security.connect()
        social.connect()
