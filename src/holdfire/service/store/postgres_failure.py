"""What PostgreSQL refuses, as errors that a person can act on.

The server's own sentence is never shown: it is written in the server's language and may
quote rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import errors

from holdfire.base.codes import Code
from holdfire.base.errors import (
    HoldfireError,
    IntegrityFailure,
    MissingPart,
    NotPermitted,
    SourceUnavailable,
    Stale,
)

__all__ = ["spoken"]

# SQLSTATE as libpq quotes it where a connection fails; the sentence beside it is translated.
_NO_ENTRY = ("28P01", "28000", "no password supplied", "password authentication failed")
_NO_DATABASE = ("3D000", "does not exist")


@contextmanager
def spoken(where: str, missing: Code | None = None) -> Iterator[None]:
    """Turn the failures of the server into ours; ``where`` is the address without secrets.

    With ``missing`` whatever fails inside means that this part is not installed.
    """
    try:
        yield
    except psycopg.Error as error:
        raise _ours(error, where, missing) from error


def _ours(error: psycopg.Error, where: str, missing: Code | None) -> HoldfireError:
    """The error by what the person who meets it should do."""
    if missing is not None and not _connection_lost(error):
        return MissingPart(missing, "PostGIS is not in this database", where=where)
    match error:
        case errors.LockNotAvailable():
            return Stale(
                Code.WORKSPACE_BUSY, "the workspace is being written by another process"
            )
        case errors.InsufficientPrivilege() | errors.ReadOnlySqlTransaction():
            return NotPermitted(
                Code.DATABASE_REFUSED, "the database user may not do this", where=where
            )
        case psycopg.OperationalError():
            return _no_connection(str(error), where)
        case psycopg.IntegrityError():
            code, what = Code.RECORD_REFUSED, "the database refuses the record"
        case _:
            code = Code.WORKSPACE_UNREADABLE
            what = f"the database failed with {error.sqlstate or type(error).__name__}"
    return IntegrityFailure(code, what, where=where)


def _connection_lost(error: psycopg.Error) -> bool:
    """Whether the error is the end of the connection and not an answer."""
    return isinstance(error, psycopg.OperationalError) and error.sqlstate is None


def _no_connection(text: str, where: str) -> HoldfireError:
    """Refused at the door, no such database, or no answer at all."""
    if any(mark in text for mark in _NO_ENTRY):
        return NotPermitted(
            Code.DATABASE_REFUSED, "the database refuses this user or its password", where=where
        )
    if any(mark in text for mark in _NO_DATABASE):
        return SourceUnavailable(
            Code.DATABASE_UNREACHABLE, "there is no database of this name", where=where
        )
    return SourceUnavailable(
        Code.DATABASE_UNREACHABLE, "the database does not answer", where=where
    )
