"""The workbench's page: its frame; the rest is drawn by the one script of the site."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from holdfire.web.desk import asked_run, run_of
from holdfire.web.page import reader_of, respond
from holdfire.web.pages.today import period_of

__all__ = ["explore"]


def explore(request: Request) -> Response:
    """The page; without the built script it says how to build it and links the table."""
    run, reader = run_of(request), reader_of(request)
    context = {"period": period_of(run), "asked_run": asked_run(request) or ""}
    return respond(request, "explore.html", context, run=run, reader=reader)
