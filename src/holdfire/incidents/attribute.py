"""What is still possible of an incident's properties, given all its witnesses."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from holdfire.base.identity import canonical_json

__all__ = ["merged_attributes", "merged_count"]

Values = tuple[object, ...]


def _sets(texts: Sequence[str | None]) -> dict[str, dict[str, object]]:
    """The properties that copies state together: by name, values by their canonical text."""
    found: dict[str, dict[str, object]] = {}
    for text in texts:
        for name, value in json.loads(text or "{}").items():
            values = value if isinstance(value, list) else [value]
            known = {canonical_json(one): one for one in values if one is not None}
            if known:
                found.setdefault(name, {}).update(known)
    return found


def merged_attributes(
    witnesses: Sequence[Sequence[str | None]],
) -> tuple[Mapping[str, Values], tuple[str, ...]]:
    """The values on which all witnesses agree, by name; where none is left, all and a flag.

    Each witness is the properties of its members as canonical JSON: what any copy of one
    message says is possible. A witness that does not mention a property excludes nothing.
    Flags read ``conflict:NAME``.
    """
    sets = [_sets(texts) for texts in witnesses]
    merged: dict[str, Values] = {}
    flags = []
    for name in sorted({name for one in sets for name in one}):
        stated = [one[name] for one in sets if name in one]
        both = set(stated[0]).intersection(*stated[1:])
        if not both:
            flags.append(f"conflict:{name}")
            both = set().union(*stated)
        values = {key: value for one in stated for key, value in one.items()}
        merged[name] = tuple(values[key] for key in sorted(both))
    return merged, tuple(flags)


def merged_count(
    counts: Sequence[tuple[int | None, int | None]],
) -> tuple[int | None, int | None]:
    """The interval of single explosions, bursts or shots: the largest ends of any witness.

    Witnesses see parts of one happening, so the fullest count stands; counts of different
    witnesses are never added.
    """
    known = [(low, high) for low, high in counts if low is not None and high is not None]
    if not known:
        return None, None
    return max(low for low, _ in known), max(high for _, high in known)
