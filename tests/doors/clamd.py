"""A virus scanner of the tests' own: clamd with one signature, made on the spot."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SECONDS = 60
# The harmless file that every scanner is tried with, in two halves: no scanner shall find it in this one.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + rb"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
NAME = "Popotnik.Test.Eicar"
PLACES = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"


@contextmanager
def running() -> Iterator[str]:
    """Start clamd; gives the value of POPOTNIK_SCANNER. It is ended with the block."""
    program = shutil.which("clamd", path=PLACES)
    assert program, "clamd is missing: python -m tools.system clamav"
    with tempfile.TemporaryDirectory(prefix="clamd-") as name:
        folder = Path(name)
        (folder / "db").mkdir()
        (folder / "db" / "own.ndb").write_text(f"{NAME}:0:*:{EICAR.hex()}\n")
        socket_path = folder / "socket"
        settings = {"LocalSocket": socket_path, "DatabaseDirectory": folder / "db", "TemporaryDirectory": folder,
                    "Foreground": "yes", "StreamMaxLength": "20M"}  # fmt: skip
        (folder / "conf").write_text("".join(f"{key} {value}\n" for key, value in settings.items()))
        log = folder / "log"
        with log.open("w") as output:
            process = subprocess.Popen(
                [program, "--config-file", str(folder / "conf")], stdout=output, stderr=output
            )
        try:
            _wait_for(socket_path, process, log)
            yield f"unix:{socket_path}"
        finally:
            process.kill()
            process.wait()


def _wait_for(path: Path, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text()
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            if line.connect_ex(str(path)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(log.read_text())
