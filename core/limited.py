"""A warm child process that answers within limits of time and memory: both ends of the pipe.

Whatever a stranger wrote (an uploaded file, the text of a paper) is opened only in such a child. When it eats
more than its share the child dies; the process that asked lives on and has the reason in words. The child is
started without the product's environment: no keys, no addresses of servers.

The module that works in the child offers `answer(question: bytes) -> bytes` and loads what is heavy when it
is imported. What it raises comes back as ChildFailed with the words of the exception.
"""

import atexit
import json
import os
import resource
import select
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60
IDLE_SECONDS = 300
# Before an answer whether it is one, before a question how many times the seconds it may take; then the length.
HEADER = struct.Struct(">BI")
KEPT_VARIABLES = ("PATH", "LD_LIBRARY_PATH")
FACES = ("/usr/share/fonts", "/usr/local/share/fonts")
REFUSED_EVENTS = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "os.spawn")


class ChildFailed(Exception):
    """The child gave no answer; the text says why."""


@dataclass(frozen=True)
class Limits:
    """What one child may use: seconds per answer, bytes of address space, answers before it is replaced."""

    seconds: int = 30
    memory: int = 1 << 30
    answers: int = 200


class LimitedProcess:
    """One child, started at the first question and again after it died, grew tired or fell idle."""

    def __init__(self, module: str, limits: Limits, variables: Mapping[str, str] | None = None) -> None:
        self.module = module
        self.limits = limits
        self.variables = dict(variables or {})
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._answers = 0
        self._asked_at = 0.0
        atexit.register(self.close)

    def ask(self, question: bytes, *, times: int = 1) -> bytes:
        """Return the answer, which may take so many `times` the seconds of the limit.

        Raises ChildFailed when the child refuses, runs over a limit or cannot start.
        """
        with self._lock:
            child = self._ready()
            done, answer = self._exchange(child, question, self.limits.seconds * times, times)
            self._answers += 1
            self._asked_at = time.monotonic()
        if not done:
            raise ChildFailed(answer.decode())
        return answer

    def close(self) -> None:
        """End the child, if this process has one."""
        child, self._child = self._child, None
        if child and self._owner == os.getpid():
            child.kill()
            child.communicate()

    def _ready(self) -> "subprocess.Popen[bytes]":
        idle = time.monotonic() - self._asked_at
        if self._answers >= self.limits.answers or idle > IDLE_SECONDS / 2 or self._owner != os.getpid():
            self.close()
        return self._child or self._start()

    def _start(self) -> "subprocess.Popen[bytes]":
        kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
        fixed = {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        command = [sys.executable, "-P", "-s", "-m", __name__, self.module, json.dumps(asdict(self.limits))]
        child = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**kept, **fixed, **self.variables},
            cwd="/",
        )
        self._child, self._owner, self._answers = child, os.getpid(), 0
        done, words = self._exchange(child, b"", START_SECONDS)
        if not done:
            self.close()
            raise ChildFailed(words.decode())
        return child

    def _exchange(
        self, child: "subprocess.Popen[bytes]", question: bytes, seconds: int, times: int = 1
    ) -> tuple[bool, bytes]:
        watch = threading.Timer(seconds, child.kill)
        watch.start()
        try:
            _send(child.stdin, question, mark=times)
            done, answer = _receive(child.stdout)
        except (BrokenPipeError, EOFError):
            raise ChildFailed(self._obituary(child, seconds)) from None
        finally:
            watch.cancel()
        return bool(done), answer

    def _obituary(self, child: "subprocess.Popen[bytes]", seconds: int) -> str:
        ending = child.wait()
        self.close()
        if ending in (-signal.SIGKILL, -signal.SIGXCPU):
            return _("It took longer than %(seconds)s seconds.") % {"seconds": seconds}
        return _("It ended without an answer (code %(code)s).") % {"code": ending}


def serve(module: str, limits: Limits) -> None:
    """Be the child: load `module`, then answer until nobody asks any more.

    From then on Python itself refuses sockets, new processes, writing, and every file but faces and what
    Python and this product's `core` are made of.
    """
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    _receive(questions)
    done, words = _attempt(lambda _unused: _load(module), b"")
    _send(answers, words, mark=done)
    if not done:
        return
    answer = import_module(module).answer
    while select.select([questions], [], [], IDLE_SECONDS)[0]:
        try:
            times, question = _receive(questions)
        except EOFError:
            return
        _allow_seconds(limits.seconds * times)
        done, words = _attempt(answer, question)
        _send(answers, words, mark=done)


def _load(module: str) -> bytes:
    import_module(module)
    _seal()
    return b""


def _attempt(answer: Callable[[bytes], bytes], question: bytes) -> tuple[bool, bytes]:
    try:
        return True, answer(question)
    except Exception as failure:  # noqa: BLE001  whatever went wrong in the child is the answer
        return False, f"{type(failure).__name__} {failure}".strip().encode(errors="replace")


def _allow_seconds(seconds: int) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _seal() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    folders = (sys.prefix, sys.base_prefix, ROOT / "core", *FACES)
    roots = tuple(os.path.realpath(folder) + os.sep for folder in folders)

    def refuse(event: str, arguments: tuple[object, ...]) -> None:
        if event.startswith(REFUSED_EVENTS) or (event == "open" and not _is_harmless(roots, *arguments)):
            raise PermissionError(f"refused: {event} {arguments}")

    sys.addaudithook(refuse)


def _is_harmless(roots: tuple[str, ...], path: object, _mode: object, flags: object) -> bool:
    if isinstance(path, int):
        return True
    writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    return (
        not writes and isinstance(path, str | bytes) and os.path.realpath(os.fsdecode(path)).startswith(roots)
    )


def _send(stream: IO[bytes] | None, content: bytes, *, mark: int) -> None:
    if stream:
        stream.write(HEADER.pack(mark, len(content)) + content)
        stream.flush()


def _receive(stream: IO[bytes] | None) -> tuple[int, bytes]:
    mark, length = HEADER.unpack(_exactly(stream, HEADER.size))
    return mark, _exactly(stream, length)


def _exactly(stream: IO[bytes] | None, length: int) -> bytes:
    content = stream.read(length) if stream else b""
    if len(content) != length:
        raise EOFError
    return content


if __name__ == "__main__":
    serve(sys.argv[1], Limits(**json.loads(sys.argv[2])))
