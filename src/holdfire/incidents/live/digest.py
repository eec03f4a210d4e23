"""What identifies the content of an incident: every field of it, in one hash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime

from holdfire.base.identity import canonical_json, sha256_hex
from holdfire.incidents.record import Incident

__all__ = ["content_fields", "content_hash"]


def _plain(value: object) -> object:
    """A value as JSON values, without losing a bit of a number."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value


def content_fields(incident: Incident) -> dict[str, object]:
    """All that is said of the incident as JSON values, no bit of a number lost."""
    return {one.name: _plain(getattr(incident, one.name)) for one in fields(incident)}


def content_hash(incident: Incident) -> str:
    """The SHA-256 of these values as canonical JSON: equal incidents, equal hashes."""
    return sha256_hex(canonical_json(content_fields(incident)).encode())
