"""Which source a file is of: by its first bytes, never by its name."""

from __future__ import annotations

from dataclasses import dataclass

from holdfire.observations.registry import sources

__all__ = ["HEAD_BYTES", "SURE", "Recognition", "recognise"]

HEAD_BYTES = 1 << 16
"""How many of the first bytes are looked at."""

SURE = 0.5
"""From this confidence on a source is named."""


@dataclass(frozen=True, slots=True)
class Recognition:
    """The source named, if one is sure enough and surer than every other.

    ``candidates`` are all sources that saw something of theirs, surest first.
    """

    source: str | None
    confidence: float
    candidates: tuple[tuple[str, float], ...] = ()


def recognise(head: bytes) -> Recognition:
    """Ask every source about the first bytes of the (unpacked) content.

    Two equally sure sources leave the file unrecognised: the operator decides.
    """
    seen = [(source.manifest.name, source.probe(head[:HEAD_BYTES])) for source in sources()]
    ranked = tuple(sorted((s for s in seen if s[1] > 0), key=lambda item: (-item[1], item[0])))
    if not ranked:
        return Recognition(None, 0.0)
    name, confidence = ranked[0]
    alone = len(ranked) == 1 or ranked[1][1] < confidence
    sure = confidence >= SURE and alone
    return Recognition(name if sure else None, confidence, ranked)
