"""An address on this machine that the scanner tries to make the product call: whoever calls it is found out."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tools.embedded.common import LOOPBACK


class Bait:
    """Where the bait lies, and who took it."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.taken: list[str] = []


@contextmanager
def laid() -> Iterator[Bait]:
    """The bait until the block ends. The scanner itself asks for `get_ssrf.php` and is told of nothing."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if not self.path.startswith("/get_ssrf.php"):
                bait.taken.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(b"{}")

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the library's name
            """Nothing: what was called is kept in `taken`."""

    server = ThreadingHTTPServer((LOOPBACK, 0), Handler)
    bait = Bait(f"http://{LOOPBACK}:{server.server_port}/")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield bait
    finally:
        server.shutdown()
        server.server_close()
