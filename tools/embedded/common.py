"""What the two embedded servers share: secrets, ports, the wheels' folders, leftovers of a crash."""

import os
import secrets
import signal
import socket
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psutil

from tools.processes import Child

LOOPBACK = "127.0.0.1"
START_TIMEOUT = 60.0


class EmbeddedError(RuntimeError):
    """An embedded server could not be started; the message says why and what can be done."""


@dataclass(frozen=True)
class Running:
    """One embedded server: its child process, its addresses by role, and a sentence about it."""

    child: Child
    urls: dict[str, str]
    sentence: str

    def stop(self) -> None:
        """Shut the server down and wait for it."""
        self.child.stop(timeout=30)


def keep_secret(var: Path, name: str) -> str:
    """The secret `name` of the data folder, made at first use and readable by its owner alone."""
    path = var / "secrets" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text()


def wheel_folder(package: str) -> Path:
    """Where an installed wheel keeps its files, found without importing it. Raises EmbeddedError."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedError(
            f"The package {package} is not installed: install requirements-demo.txt, "
            "or set DATABASE_URL and REDIS_URL to servers of your own."
        )
    return Path(spec.submodule_search_locations[0])


def free_port() -> int:
    """A TCP port of the loopback address on which nobody listens at this moment."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def end_leftover(pid_file: Path, program: str) -> None:
    """After a crash: end a server that outlived its parent, remove a pid file that names another."""
    first_line = pid_file.read_text().partition("\n")[0].strip() if pid_file.exists() else ""
    if not first_line.isdigit():
        pid_file.unlink(missing_ok=True)
        return
    try:
        process = psutil.Process(int(first_line))
        ours = process.name() == program and Path(process.cwd()) == pid_file.parent
    except psutil.Error:
        ours = False
    if ours:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(30)
        except psutil.TimeoutExpired as error:
            raise EmbeddedError(f"An old {program} (process {process.pid}) does not end.") from error
    pid_file.unlink(missing_ok=True)
