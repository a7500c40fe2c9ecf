"""`./run demo` and `./run serve`: the whole product from nothing, on this machine, until Ctrl-C."""

import os
import shutil
import signal
import sys
import time
from pathlib import Path

from tools.arguments import read_arguments
from tools.embedded.common import EmbeddedError
from tools.product import CommandFailedError, half_loaded, prepare, product_environment
from tools.servers import ServersUnavailableError, hold, running_servers
from tools.stack import Stack, StackError

DEFAULTS = {"PORT": "8000", "VAR": "var/demo", "FRESH": "", "DEMO": "1"}
PROBLEMS = (CommandFailedError, EmbeddedError, ServersUnavailableError, StackError)


def main(words: list[str]) -> int:
    """Start everything, say where it is and who can sign in, wait, stop everything."""
    named = read_arguments(words, DEFAULTS).named
    if not named["PORT"].isdigit():
        sys.exit("PORT is a number, for instance PORT=8010.")
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        _run(Path(named["VAR"]), int(named["PORT"]), fresh=bool(named["FRESH"]), demo=bool(named["DEMO"]))
    except KeyboardInterrupt:
        print("\nStopped.")
    except PROBLEMS as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    return 0


def _run(var: Path, port: int, *, fresh: bool, demo: bool) -> None:
    started = time.monotonic()
    if fresh or (half_loaded(var).exists() and not os.environ.get("DATABASE_URL")):
        empty(var)
    with running_servers(var, share=False) as servers:
        print(servers.describe(), flush=True)
        environment = product_environment(var, servers.environment(), port)
        signins = prepare(environment, demo=demo)
        with Stack(var=var, env=environment, port=port) as stack:
            print(f"\nPopotnik: {stack.base_url}\nLogs: {stack.var / 'log'}\n\n{signins}")
            print(f"Ready after {time.monotonic() - started:.0f} s. Ctrl-C stops everything.", flush=True)
            _wait(stack)
            print("\nStopping web, beat, worker and servers …", flush=True)


def _wait(stack: Stack) -> None:
    """Until Ctrl-C, or until a process has ended by itself. Raises StackError."""
    try:
        while (fallen := stack.fallen()) is None:
            time.sleep(0.5)
    except KeyboardInterrupt:
        return
    raise StackError(f"The {fallen.name} process ended:\n{fallen.tail()}")


def empty(var: Path) -> None:
    """Remove the data folder. Refuses one that is in use, is not ours, or whose data are elsewhere."""
    if not var.exists():
        return
    if not (var / "servers.lock").exists():
        sys.exit(f"{var} does not look like a data folder of Popotnik: not removed.")
    if os.environ.get("DATABASE_URL"):
        sys.exit(
            "FRESH=1 empties the embedded servers only; DATABASE_URL is set, and what it names is yours."
        )
    lock = hold(var)
    if lock is None:
        sys.exit(f"{var} is in use: stop what runs there first.")
    with lock:
        shutil.rmtree(var)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
