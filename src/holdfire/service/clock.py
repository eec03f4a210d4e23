"""The wall clock: read here and nowhere below."""

from __future__ import annotations

from datetime import UTC, datetime

__all__ = ["utc_now"]


def utc_now() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)
