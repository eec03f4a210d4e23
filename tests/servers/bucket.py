"""An S3 server of the test's own: moto's, in a thread of this process."""

from __future__ import annotations

import contextlib
import io
import logging
import urllib.request

from moto.server import ThreadedMotoServer

__all__ = ["KEYS", "Bucket"]

# Any key opens moto; these are given as a user would give them.
KEYS = {
    "AWS_ACCESS_KEY_ID": "test-key",
    "AWS_SECRET_ACCESS_KEY": "test-secret",
    "AWS_DEFAULT_REGION": "us-east-1",
}


class Bucket:
    """A running server with one empty bucket."""

    name = "evidence"

    def __init__(self) -> None:
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self._server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        with contextlib.redirect_stdout(io.StringIO()):
            self._server.start()
        host, port = self._server.get_host_and_port()
        self.endpoint = f"http://{host}:{port}"
        made = urllib.request.Request(f"{self.endpoint}/{self.name}", method="PUT")
        urllib.request.urlopen(made).close()

    def close(self) -> None:
        """End it."""
        self._server.stop()
