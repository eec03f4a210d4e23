"""A trace in which some missing inputs are decided, to try what would settle a verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.trace import Claim, Lack, Possible, Silence, Trace
from holdfire.base.truth import Truth

__all__ = ["Cell", "Settled", "Settling", "cell_of"]

Cell = tuple[str, tuple[Value, ...]]
"""What a lack is about: two lacks with one cell are one missing input."""

Settling = Truth | Value
"""What a cell is decided to be: a truth, a value, or an instant."""

FALSE, UNKNOWN, TRUE = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE


def cell_of(lack: Lack) -> Cell:
    """The cell of a lack."""
    return lack.fact, lack.key


class Settled:
    """The trace with each chosen cell at one of its options, by number.

    A fact may be false or true; an event known to an interval may have happened at each of
    a few instants; a set of values may be any of them; an interval of numbers is tried at
    its ends, its middle and around the ``marks``, the numbers it may be compared with.
    ``counts`` gathers how many options each cell turned out to have, ``chosen`` which
    option was what.
    """

    def __init__(
        self,
        trace: Trace,
        choices: Mapping[Cell, int],
        marks: Sequence[int],
        names: Sequence[str],
    ) -> None:
        self.trace = trace
        self.choices = choices
        self.marks = marks
        self.names = names
        self.counts: dict[Cell, int] = {}
        self.chosen: dict[tuple[Cell, int], Settling] = {}

    def _pick(self, cell: Cell, options: Sequence[Settling]) -> Settling | None:
        """The chosen option of a cell; ``None`` where the cell is left open."""
        index = self.choices.get(cell)
        if index is None:
            return None
        self.counts[cell] = max(self.counts.get(cell, 0), len(options))
        value = options[index % len(options)]
        self.chosen.setdefault((cell, index), value)
        return value

    def keys(self, predicate: str) -> Iterable[tuple[Value, ...]]:
        """As of the trace."""
        return self.trace.keys(predicate)

    def claims(self, predicate: str, key: tuple[Value, ...]) -> Sequence[Claim]:
        """The claims, with what was chosen for those that are unknown."""
        own: Cell = (predicate, key)
        found = [self._claim(own, claim) for claim in self.trace.claims(predicate, key)]
        if own in self.choices and self._contradicting(found):
            kept = self._pick(own, (FALSE, TRUE))
            found = [claim for claim in found if claim.value is kept]
        return found

    def _claim(self, own: Cell, claim: Claim) -> Claim:
        cell = own if claim.lack is None else cell_of(claim.lack)
        spread = claim.event and claim.start < claim.end and claim.value is not FALSE
        if claim.value is UNKNOWN:
            instants = self._instants(claim) if spread and cell == own else ()
            options: list[Settling] = [FALSE, *(instants or (TRUE,))]
            picked = self._pick(cell, options)
            if picked is None:
                return self._dated(own, claim) if spread else claim
            if isinstance(picked, Truth):
                claim = replace(claim, value=picked)
                return self._dated(own, claim) if spread and picked is TRUE else claim
            return _at(claim, picked)
        return self._dated(own, claim) if spread else claim

    def _dated(self, own: Cell, claim: Claim) -> Claim:
        picked = self._pick(own, self._instants(claim))
        return claim if picked is None else _at(claim, picked)

    def _instants(self, claim: Claim) -> Sequence[int]:
        inner = [mark for mark in self.marks if claim.start < mark < claim.end]
        middle = (claim.start + claim.end) // 2
        return list(dict.fromkeys((claim.start, claim.end, middle, *inner)))

    @staticmethod
    def _contradicting(claims: Sequence[Claim]) -> bool:
        sure = [c for c in claims if c.value is TRUE]
        denied = [c for c in claims if c.value is FALSE]
        return any(a.start <= b.end and b.start <= a.end for a in sure for b in denied)

    def silence(self, predicate: str, key: tuple[Value, ...]) -> Sequence[Silence]:
        """The silence, with what was chosen where it is unknown."""
        return self._silences((predicate, key), self.trace.silence(predicate, key))

    def unlisted(self, predicate: str) -> Sequence[Silence]:
        """The silence of what is not listed, likewise."""
        return self._silences((predicate, ()), self.trace.unlisted(predicate))

    def _silences(self, own: Cell, silences: Sequence[Silence]) -> Sequence[Silence]:
        out = []
        for one in silences:
            if one.value is UNKNOWN:
                cell = own if one.lack is None else cell_of(one.lack)
                picked = self._pick(cell, (FALSE, TRUE))
                out.append(replace(one, value=picked) if isinstance(picked, Truth) else one)
            else:
                out.append(one)
        return out

    def possible(self, function: str, terms: tuple[Value, ...], at: int) -> Possible:
        """The values of a function, or the one that was chosen."""
        return self._valued(self.trace.possible(function, terms, at))

    def changes(self, function: str, terms: tuple[Value, ...]) -> Sequence[int]:
        """As of the trace."""
        asked = getattr(self.trace, "changes", None)
        return () if asked is None else tuple(asked(function, terms))

    def instant(self, name: str) -> Possible:
        """The instants of an anchor, or the one that was chosen."""
        return self._valued(self.trace.instant(name))

    def _valued(self, possible: Possible) -> Possible:
        if possible.lack is None:
            return possible
        picked = self._pick(cell_of(possible.lack), self._values(possible))
        return possible if picked is None else Possible((_value(picked),))

    def _values(self, possible: Possible) -> Sequence[Settling]:
        if possible.values:
            return possible.values
        low, high = possible.low, possible.high
        if low is None and high is None and self.names:
            return [*self.names, *self.marks, OTHER]
        first = low if low is not None else min([*self.marks, high or 0]) - 1
        last = high if high is not None else max([*self.marks, first]) + 1
        inner = [mark for mark in self.marks if first < mark < last]
        return list(dict.fromkeys((first, last, (first + last) // 2, *inner)))

    def members(self, name: str) -> Possible:
        """The members of a set; decided to be those listed, or everything that is named."""
        found = self.trace.members(name)
        if found.lack is None:
            return found
        picked = self._pick(cell_of(found.lack), (FALSE, TRUE))
        if picked is None:
            return found
        more = self.names if picked is TRUE else ()
        return Possible(tuple(dict.fromkeys((*found.values, *more))))


OTHER = "…"
"""A name that nothing else has."""


def _at(claim: Claim, instant: Settling) -> Claim:
    at = int(instant)
    return replace(claim, value=TRUE, start=at, end=at)


def _value(picked: Settling) -> Value:
    return int(picked) if isinstance(picked, Truth) else picked
