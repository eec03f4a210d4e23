"""A small agreement for a test: the heading every text needs, then what the test is about."""

from __future__ import annotations

__all__ = ["drafted"]

_HEADING = """\
format: holdfire-agreement/1
id: test
title: a test
kind: ceasefire
parties: [{id: X, name: X}, {id: Y, name: Y}]
sources: {K: a source}
"""


def drafted(body: str, starts: str = "2020-01-01T00:00") -> str:
    """The text of an agreement of X and Y with this body (zones, clauses, amendments)."""
    return f"{_HEADING}starts: {starts}\n{body}"
