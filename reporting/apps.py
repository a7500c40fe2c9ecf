from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "reporting"
    label = "reporting"

    def ready(self) -> None:
        from reporting import host_tasks, pages, policy, reminders, scan_uses, subscribers  # noqa: F401, PLC0415 (app ready: everything registers)
