"""Content identities: the same content has the same id, whatever order it came in."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable

__all__ = ["NAMESPACE", "canonical_json", "content_id", "group_id", "sha256_hex"]

NAMESPACE = uuid.UUID("6b1c7d2e-5a0f-5f43-9a57-3e0f6f1d9c11")


def sha256_hex(raw: bytes) -> str:
    """The SHA-256 of the bytes as 64 lower-case hex digits."""
    return hashlib.sha256(raw).hexdigest()


def canonical_json(value: object) -> str:
    """JSON with sorted keys, no spaces, no NaN: equal values give equal text."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def content_id(kind: str, *parts: str) -> str:
    """A 32-digit id of ``parts``; lengths are hashed too, so parts cannot run together."""
    digest = hashlib.sha256(kind.encode())
    for part in parts:
        raw = part.encode()
        digest.update(len(raw).to_bytes(8, "big"))
        digest.update(raw)
    return digest.hexdigest()[:32]


def group_id(kind: str, members: Iterable[str]) -> str:
    """The id of an unordered group: members are sorted first."""
    return content_id(kind, *sorted(members))
