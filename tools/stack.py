"""The whole product as real processes: web, worker and beat, started and stopped together.

During a test run, on a database of its own:

    env = product_environment(var, fresh_database("popotnik_journey"), port)
    prepare(env, demo=False)
    with Stack(var=var, env=env, port=port) as stack:
        page.goto(stack.base_url)
"""

import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from tools import ROOT
from tools.embedded.common import LOOPBACK, free_port
from tools.processes import Child

READY_TIMEOUT = 90.0
HTTP_OK = 200


class StackError(RuntimeError):
    """The product did not come up; the message names the process and shows the end of its log."""


class Stack:
    """Web (gunicorn), worker and beat (Celery) in the given environment, their logs in `<var>/log`.

    Use it in a `with` statement; inside, `base_url` answers and the worker takes tasks.
    """

    def __init__(self, *, var: Path, env: Mapping[str, str], port: int | None = None) -> None:
        """`env` is the whole environment of the processes, less the owner's database role, as in production.

        Without `port` a free one is taken.
        """
        self.var = var.resolve()
        self.port = free_port() if port is None else port
        self.base_url = f"http://localhost:{self.port}"
        kept = {name: value for name, value in env.items() if name != "DATABASE_OWNER_URL"}
        self.env = {**kept, "POPOTNIK_BASE_URL": self.base_url}
        self.children: dict[str, Child] = {}

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start the three processes and wait until they work. Raises StackError."""
        if not _port_is_free(self.port):
            raise StackError(f"Port {self.port} is in use: choose another one with PORT=….")
        try:
            for name in ("web", "worker", "beat"):
                self.start_one(name)
            self.wait_until_ready()
        except BaseException:
            self.stop()
            raise

    def start_one(self, name: str) -> Child:
        """Start one process by name, for instance the worker again after a test has killed it."""
        log = self.var / "log" / f"{name}.log"
        log.unlink(missing_ok=True)
        child = Child(name, self._command(name), log=log, env=self.env, cwd=ROOT)
        self.children[name] = child
        return child

    def wait_until_ready(self) -> None:
        """Return when `/readyz` answers 200 and the worker listens. Raises StackError."""
        deadline = time.monotonic() + READY_TIMEOUT
        while not (self._web_ready() and self.worker_ready()):
            fallen = self.fallen()
            if fallen is not None:
                raise StackError(f"The {fallen.name} process ended:\n{fallen.tail()}")
            if time.monotonic() > deadline:
                raise StackError(f"The product is not ready after {READY_TIMEOUT:.0f} s:\n{self._tails()}")
            time.sleep(0.1)

    def worker_ready(self) -> bool:
        """Whether the worker has said that it takes tasks."""
        return " ready." in self.children["worker"].tail(200)

    def fallen(self) -> Child | None:
        """The first process that has ended by itself."""
        return next((child for child in self.children.values() if not child.running()), None)

    def stop(self) -> None:
        """No more requests, then no more scheduled work, then the worker when its tasks are done."""
        for name in ("web", "beat", "worker"):
            child = self.children.pop(name, None)
            if child is not None:
                child.stop()

    def _command(self, name: str) -> list[str]:
        celery = [sys.executable, "-m", "celery", "-A", "config"]
        commands = {
            "web": [
                *(sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"{LOOPBACK}:{self.port}"),
                *(
                    "--workers",
                    "2",
                    "--threads",
                    "4",
                    "--preload",
                    "--graceful-timeout",
                    "5",
                    "--no-control-socket",
                ),
            ],
            "worker": [
                *(*celery, "worker", "--queues", "celery,pdf", "--pool", "prefork", "--concurrency", "2"),
                *("--loglevel", "INFO", "--without-gossip", "--without-mingle"),
            ],
            "beat": [*celery, "beat", "--schedule", str(self.var / "beat-schedule"), "--pidfile="],
        }
        return commands[name]

    def _web_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://{LOOPBACK}:{self.port}/readyz", timeout=5) as answer:  # nosec B310
                return bool(answer.status == HTTP_OK)
        except (urllib.error.URLError, OSError):
            return False

    def _tails(self) -> str:
        return "\n".join(f"--- {child.name}\n{child.tail(10)}" for child in self.children.values())


def _port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True
