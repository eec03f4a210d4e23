"""Error pages: a plain sentence, the code, the next step; never a trace of the program."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import cast

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from holdfire.base.codes import Code
from holdfire.base.errors import (
    BadInput,
    HoldfireError,
    IntegrityFailure,
    NotPermitted,
    SourceUnavailable,
    Stale,
)
from holdfire.web.language import words
from holdfire.web.page import Reader, reader_of, respond

__all__ = ["HANDLERS", "not_found"]

_MISSING = frozenset({Code.NO_RUN, Code.NO_DATA, Code.PAGE_NOT_FOUND})
_STATUS: tuple[tuple[type[HoldfireError], int], ...] = (
    (NotPermitted, 404),
    (BadInput, 400),
    (Stale, 409),
    (SourceUnavailable, 503),
    (IntegrityFailure, 500),
)
_TWINS = (".json", ".csv", ".geojson")


def not_found(what: str, where: str = "") -> BadInput:
    """The error for an address that names nothing here."""
    return BadInput(Code.PAGE_NOT_FOUND, what, where=where)


def _status(error: HoldfireError) -> int:
    """The HTTP status of an error; what is missing and what is hidden look alike."""
    if error.code in _MISSING:
        return 404
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)


def _answer(request: Request, error: HoldfireError, status: int) -> Response:
    """The error as a page, or as data where data was asked for."""
    path = request.url.path
    if path.startswith("/api/") or path.endswith(_TWINS):
        return JSONResponse({"error": error.fields()}, status_code=status)
    try:
        reader = reader_of(request)
    except HoldfireError:
        reader = Reader(words("en"), "auto", path, (), {})
    return respond(
        request,
        "error.html",
        {"error": error, "status": status},
        run=None,
        status=status,
        reader=reader,
    )


async def _refused(request: Request, error: Exception) -> Response:
    """An error of ours."""
    known = cast("HoldfireError", error)
    return _answer(request, known, _status(known))


async def _http(request: Request, error: Exception) -> Response:
    """No such address, or a method these pages do not have."""
    status = cast("HTTPException", error).status_code
    if status == 405:
        made = BadInput(Code.METHOD_REFUSED, "This address can only be read.")
    elif status == 404:
        made = not_found("There is no page at this address.")
    else:
        made = BadInput(Code.QUERY_UNREADABLE, "The request cannot be read.")
    return _answer(request, made, status)


async def _failed(request: Request, _error: Exception) -> Response:
    """A mistake of this program: the details stay in the server's log."""
    made = HoldfireError(Code.PAGE_FAILED, "This page could not be made.")
    return _answer(request, made, 500)


HANDLERS: dict[int | type[Exception], Callable[[Request, Exception], Awaitable[Response]]] = {
    HoldfireError: _refused,
    HTTPException: _http,
    Exception: _failed,
}
