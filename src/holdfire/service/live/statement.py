"""Corrections, withdrawals and watermarks from a file of JSON lines.

::

    {"kind": "correction", "replaces": "ID", "by": "ID", "source": "S", "reason": "..."}
    {"kind": "withdrawal", "subject": "ID", "source": "S", "reason": "..."}
    {"kind": "watermark", "source": "S", "until": "2025-03-19T00:00Z", "due": "..."}
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput, BadInstant
from holdfire.base.instant import parse_instant
from holdfire.incidents.live import Batch, Correction, Watermark, Withdrawal

__all__ = ["read_statements"]

_LARGEST = 64 << 20
_FIELDS = {
    "correction": ({"replaces", "by", "source"}, {"reason"}),
    "withdrawal": ({"subject", "source"}, {"reason"}),
    "watermark": ({"source", "until"}, {"due"}),
}


def _refuse(path: Path, line: int, what: str) -> BadInput:
    """The error for one line."""
    return BadInput(Code.FACTS_UNREADABLE, what, where=f"{path.name}, line {line}")


def _fields(path: Path, number: int, text: str) -> dict[str, str]:
    """The fields of one line, all texts."""
    try:
        value: Any = json.loads(text)
    except ValueError as error:
        raise _refuse(path, number, "this is no JSON") from error
    if not isinstance(value, dict) or value.get("kind") not in _FIELDS:
        raise _refuse(path, number, f"the kind is none of {', '.join(sorted(_FIELDS))}")
    needed, allowed = _FIELDS[value["kind"]]
    names = set(value) - {"kind"}
    if not needed <= names or names - needed - allowed:
        raise _refuse(path, number, f"a {value['kind']} has {', '.join(sorted(needed))}")
    if not all(isinstance(one, str) and one for one in value.values()):
        raise _refuse(path, number, "every field is a text that is not empty")
    return value


def _statement(
    path: Path, number: int, told: Mapping[str, str]
) -> Correction | Withdrawal | Watermark:
    """One line as what it states."""
    own = {name: text for name, text in told.items() if name != "kind"}
    if told["kind"] == "correction":
        return Correction(**own)
    if told["kind"] == "withdrawal":
        return Withdrawal(**own)
    try:
        due = parse_instant(own["due"]) if "due" in own else None
        return Watermark(own["source"], parse_instant(own["until"]), due)
    except BadInstant as error:
        raise _refuse(path, number, error.what) from error


def read_statements(path: Path) -> Batch:
    """What the file states, as one batch. Nothing of a file with a bad line is taken.

    Raises :class:`BadInput` (``HF-9071``) with the line.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise _refuse(path, 0, "the file is larger than 64 MiB")
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise _refuse(path, 0, "the file cannot be read as UTF-8") from error
    found = [
        _statement(path, number, _fields(path, number, line))
        for number, line in enumerate(lines, start=1)
        if line.strip()
    ]
    return Batch(
        corrections=tuple(one for one in found if isinstance(one, Correction)),
        withdrawals=tuple(one for one in found if isinstance(one, Withdrawal)),
        watermarks=tuple(one for one in found if isinstance(one, Watermark)),
    )
