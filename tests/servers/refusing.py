"""An S3 server that lets nobody in; it answers with the error that the address names."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

__all__ = ["refusing_server"]


class _Refusal(BaseHTTPRequestHandler):
    """403 with the first part of the path after the bucket as its code."""

    def do_GET(self) -> None:
        code = self.path.split("/")[2]
        raw = f"<Error><Code>{code}</Code><Message>no</Message></Error>".encode()
        self.send_response(403)
        self.send_header("Content-Type", "application/xml")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as overridden
        """Say nothing."""


@contextmanager
def refusing_server() -> Iterator[str]:
    """The endpoint of a running one."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Refusal)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()
