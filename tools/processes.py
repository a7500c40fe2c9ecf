"""Child processes that stop with us: in order when asked, at once when this process dies."""

import contextlib
import ctypes
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG = 1


def _libc() -> ctypes.CDLL | None:
    return ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


LIBC = _libc()


def die_with_parent(death_signal: signal.Signals) -> Callable[[], None]:
    """A function for the child, between fork and exec: the kernel signals it when its parent dies (Linux)."""
    parent = os.getpid()

    def arrange() -> None:
        if LIBC is None:
            return
        LIBC.prctl(PR_SET_PDEATHSIG, death_signal.value, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return arrange


@dataclass(frozen=True)
class Account:
    """The operating system account a child runs under, as arguments of Popen and as a command prefix."""

    user: str | None = None
    prefix: tuple[str, ...] = ()

    def popen_arguments(self) -> dict[str, Any]:
        """Keyword arguments for subprocess; empty when the child stays who we are."""
        if self.user is None:
            return {}
        return {"user": self.user, "group": pwd.getpwnam(self.user).pw_gid, "extra_groups": []}


class Child:
    """One running program, in a session of its own, its output appended to a log file."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        log: Path,
        stop_signal: signal.Signals = signal.SIGTERM,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        account: Account = Account(),
    ) -> None:
        """Start the program. Raises OSError when it cannot be started at all."""
        self.name = name
        self.log = log
        self.stop_signal = stop_signal
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as output:
            self.process: subprocess.Popen[bytes] = subprocess.Popen(
                [*account.prefix, *command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=dict(env) if env is not None else None,
                cwd=cwd,
                start_new_session=True,
                preexec_fn=die_with_parent(stop_signal),  # noqa: PLW1509 -- nothing but one system call
                **account.popen_arguments(),
            )

    @property
    def pid(self) -> int:
        """Process id, also the id of the child's process group."""
        return self.process.pid

    def running(self) -> bool:
        """Whether the program has not ended yet. When it has, nothing of its group stays behind."""
        if self.process.returncode is None and self.process.poll() is not None:
            self._end_group()
        return self.process.returncode is None

    def stop(self, timeout: float = 15.0) -> None:
        """Ask the program to end, wait at most `timeout` seconds, then end whatever is left of its group."""
        if not self.running():
            return
        self.process.send_signal(self.stop_signal)
        try:
            self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._end_group()

    def _end_group(self) -> None:
        """Only in the moment after the program has ended: later its number may be another program's."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)

    def tail(self, lines: int = 20) -> str:
        """The last lines of the log, for an error message."""
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
