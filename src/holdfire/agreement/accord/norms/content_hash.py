"""The version of an accord: a hash of its canonical tree, not of the text of its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum

from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.norm import Norm
from holdfire.base.identity import canonical_json, sha256_hex

__all__ = ["version_of_accord", "version_of_norm"]

_NOT_CONTENT = frozenset({"line", "origin", "version", "line_number"})


def version_of_accord(accord: Accord) -> str:
    """64 hex digits: the same for any order of keys, comments, quotes and line breaks.

    White space inside a formula does not count either; the order of norms does.
    """
    return sha256_hex(canonical_json(_plain(accord)).encode())


def version_of_norm(norm: Norm) -> str:
    """64 hex digits of one norm's tree; equal in two versions that do not change it."""
    return sha256_hex(canonical_json(_plain(norm)).encode())


def _plain(value: object) -> object:
    """A record as plain lists, mappings and scalars, each tree node with its kind."""
    if isinstance(value, Enum):
        return str(value.value)
    if is_dataclass(value) and not isinstance(value, type):
        found: dict[str, object] = {
            item.name: _plain(getattr(value, item.name))
            for item in fields(value)
            if item.name not in _NOT_CONTENT
        }
        found["is"] = type(value).__name__
        return found
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list | frozenset | set):
        return [_plain(inner) for inner in value]
    if value is None or isinstance(value, str | int | bool | float):
        return value
    return str(value)
