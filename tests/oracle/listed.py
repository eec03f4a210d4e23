"""A trace written out as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.trace import (
    FOREVER,
    NEVER,
    Claim,
    Lack,
    LackKind,
    Possible,
    Silence,
)
from holdfire.base.truth import Truth

__all__ = ["CLOSED", "OPEN", "Key", "Listed", "closed_until", "lacking", "piece"]

Key = tuple[Value, ...]


def lacking(kind: LackKind, fact: str, key: Key = ()) -> Lack:
    """A missing input, named by its fact and key."""
    return Lack(kind, fact, key, f"{fact}{key} is not known", "nobody")


def piece(
    value: Truth, start: int = NEVER, end: int = FOREVER, lack: Lack | None = None
) -> Silence:
    """A stretch of silence."""
    return Silence(value, start, end, lack)


CLOSED = (piece(Truth.FALSE),)
OPEN = (piece(Truth.UNKNOWN, lack=lacking(LackKind.GAP, "anything")),)


def closed_until(horizon: int, fact: str, key: Key = ()) -> tuple[Silence, ...]:
    """A register complete up to an instant, that one included."""
    late = lacking(LackKind.LATE, fact, key)
    return (
        piece(Truth.FALSE, NEVER, horizon),
        piece(Truth.UNKNOWN, horizon + 1, FOREVER, late),
    )


@dataclass(frozen=True, repr=False)
class Listed:
    """``facts`` by predicate and key; ``quiet`` and ``rest`` by predicate, closed if not given."""

    facts: Mapping[str, Mapping[Key, Sequence[Claim]]] = field(default_factory=dict)
    quiet: Mapping[str, Sequence[Silence]] = field(default_factory=dict)
    rest: Mapping[str, Sequence[Silence]] = field(default_factory=dict)
    functions: Mapping[tuple[str, Key], Sequence[tuple[int, Possible]]] = field(
        default_factory=dict
    )
    anchors: Mapping[str, Possible] = field(default_factory=dict)
    sets: Mapping[str, Possible] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Short: one line for each fact, what is closed left out."""
        lines = [
            f"{name}{key} {'event' if c.event else 'state'} {c.start}..{c.end} {c.value.name}"
            for name, keys in self.facts.items()
            for key, claims in keys.items()
            for c in claims
        ]
        for label, pieces in (("listed", self.quiet), ("rest", self.rest)):
            lines += [
                f"{label} {name}: " + ", ".join(f"from {p.start} {p.value.name}" for p in of)
                for name, of in pieces.items()
                if of != CLOSED
            ]
        for named in (self.functions, self.anchors, self.sets):
            lines += [f"{name} = {value}" for name, value in named.items()]
        return "\n".join(lines)

    def keys(self, predicate: str) -> list[Key]:
        """In rising order."""
        return sorted(
            self.facts.get(predicate, {}), key=lambda k: [(isinstance(v, str), v) for v in k]
        )

    def claims(self, predicate: str, key: Key) -> Sequence[Claim]:
        """By start."""
        return sorted(
            self.facts.get(predicate, {}).get(key, ()), key=lambda c: (c.start, c.end, c.value)
        )

    def silence(self, predicate: str, key: Key) -> Sequence[Silence]:
        """The same for every listed key of a predicate."""
        if key not in self.facts.get(predicate, {}):
            return self.unlisted(predicate)
        return self.quiet.get(predicate, CLOSED)

    def unlisted(self, predicate: str) -> Sequence[Silence]:
        """Closed if not given."""
        return self.rest.get(predicate, CLOSED)

    def possible(self, function: str, terms: Key, at: int) -> Possible:
        """The last set that begins at or before the instant; the first one before that."""
        table = self.functions.get((function, terms), ())
        if not table:
            return Possible(lack=lacking(LackKind.WEAK, function, terms))
        begun = [found for start, found in table if start <= at]
        return begun[-1] if begun else table[0][1]

    def changes(self, function: str, terms: Key) -> list[int]:
        """The instants from which a function has other values."""
        return [start for start, _ in self.functions.get((function, terms), ())]

    def instant(self, name: str) -> Possible:
        """An anchor."""
        return self.anchors[name]

    def members(self, name: str) -> Possible:
        """A named set."""
        return self.sets[name]
