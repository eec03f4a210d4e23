r"""Text in double quotes, written and read alike in rules and logs.

Only ``\"`` and ``\\`` are escapes; a backslash before anything else stands for itself, so
that paths and patterns written for other monitors keep their meaning.
"""

from __future__ import annotations

import re

__all__ = ["QUOTED", "quote", "unquote"]

QUOTED = r'"(?:[^"\\]|\\.)*"'
"""The pattern of a quoted text, its quotes included; a line end inside needs ``re.DOTALL``."""

_ESCAPE = re.compile(r'\\(["\\])')


def quote(text: str) -> str:
    """The text in double quotes; :func:`unquote` gives it back."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def unquote(written: str) -> str:
    """What a quoted text says."""
    inner = written[1:-1]
    return _ESCAPE.sub(r"\1", inner) if "\\" in inner else inner
