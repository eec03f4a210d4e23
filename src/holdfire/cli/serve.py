"""``holdfire serve``: the pages at a local address."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import click
import uvicorn

from holdfire.cli.options import workspace_option

__all__ = ["serve", "serve_workspace"]

LOCAL = "127.0.0.1"


@click.command(
    help="Show the last run of a workspace as pages at a local address.",
    epilog="Example: holdfire serve --workspace watch --port 8765",
)
@workspace_option
@click.option("--host", default=LOCAL, show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8765,
    show_default=True,
    help="Port to listen on; the next free one if it is taken.",
)
def serve(workspace: Path | None, host: str, port: int) -> None:
    """Serve until interrupted; the address is printed on standard output."""
    serve_workspace(workspace or Path("holdfire-workspace"), host, port)


def serve_workspace(workspace: Path, host: str, port: int) -> None:
    """Listen on the address, or on the next free port when it is taken."""
    from holdfire import service

    service.run_view(workspace)  # says at once when there is nothing to show
    listener = _listen(host, port)
    bound = listener.getsockname()[1]
    os.environ["HOLDFIRE_WORKSPACE"] = str(workspace.resolve())
    click.echo(f"http://{host}:{bound}/")
    click.echo("stop with Ctrl-C", err=True)
    config = uvicorn.Config(
        "holdfire.web:create", factory=True, log_level="warning", access_log=False
    )
    uvicorn.Server(config).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket; the next free port if the wanted one is taken."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError:
        listener.bind((host, 0))
    listener.listen()
    return listener
