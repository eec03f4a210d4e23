"""One fact of the trace over all time: its claims laid over its silence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.timeline.pieces import Pieces, Run, cut, ends, overlaid
from holdfire.agreement.accord.timeline.sweep import Occurrence
from holdfire.agreement.accord.trace import (
    FOREVER,
    NEVER,
    Claim,
    Lack,
    LackKind,
    Silence,
)
from holdfire.base.truth import Truth

__all__ = ["Leaf", "leaf_lacks", "leaf_of", "silence_lacks", "silent"]

FALSE, UNKNOWN, TRUE = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE


class Leaf(NamedTuple):
    """A fact: what holds at an instant, and the occurrences known to an interval only.

    ``base`` leaves the occurrences out, ``pieces`` has them as unknown inside theirs.
    """

    predicate: str
    key: tuple[Value, ...]
    base: Pieces
    pieces: Pieces
    occurrences: tuple[Occurrence, ...]
    claims: Sequence[Claim]
    silences: Sequence[Silence]


def silent(silences: Sequence[Silence]) -> Pieces:
    """Silence over all time; unknown where no piece of silence speaks."""
    if len(silences) == 1 and silences[0].start <= NEVER and silences[0].end >= FOREVER:
        return ((NEVER, silences[0].value),)
    out: list[tuple[int, Truth]] = []
    reached = NEVER
    for one in sorted(silences, key=lambda piece: (piece.start, piece.end, piece.value)):
        start = max(one.start, reached)
        if one.end < start:
            continue
        if start > reached:
            _add(out, reached, UNKNOWN)
        _add(out, start, one.value)
        reached = one.end + 1
    if reached <= FOREVER:
        _add(out, reached, UNKNOWN)
    return tuple(out)


def _add(out: list[tuple[int, Truth]], start: int, value: Truth) -> None:
    if not out or out[-1][1] is not value:
        out.append((start, value))


def leaf_of(
    predicate: str,
    key: tuple[Value, ...],
    claims: Sequence[Claim],
    silences: Sequence[Silence],
) -> Leaf:
    """Lay claims over silence.

    The value of several claims at one instant depends on the set of them only: true and
    false together are unknown, else the greatest speaks.
    """
    base = silent(silences)
    if not claims:
        return Leaf(predicate, key, base, base, (), claims, silences)
    if len(claims) == 1 and len(base) == 1:
        return _single(predicate, key, claims[0], base, silences)
    spoken = [c for c in claims if not _occurs(c)]
    if len(spoken) == 1:
        base = _laid(base, spoken[0].start, spoken[0].end, spoken[0].value)
    elif spoken:
        for start, end, value in _folded(spoken):
            base = _laid(base, start, end, value)
    if len(spoken) == len(claims):
        return Leaf(predicate, key, base, base, (), claims, silences)
    denied = [(c.start, c.end) for c in spoken if c.value is FALSE]
    found = tuple(
        _occurrence(predicate, key, claim, denied) for claim in claims if _occurs(claim)
    )
    pieces = base
    for one in found:
        for start, end, value in ends(cut(base, one.start, one.end), one.end):
            if value is FALSE:
                pieces = _laid(pieces, start, end, UNKNOWN)
    return Leaf(predicate, key, base, pieces, found, claims, silences)


def _single(
    predicate: str,
    key: tuple[Value, ...],
    claim: Claim,
    base: Pieces,
    silences: Sequence[Silence],
) -> Leaf:
    """One claim over one silence: the usual case, by the short way."""
    start, end, rest = claim.start, claim.end, base[0][1]
    if not _occurs(claim):
        if start <= NEVER and end >= FOREVER:
            base = ((NEVER, claim.value),)
        else:
            base = _laid(base, start, end, claim.value)
        return Leaf(predicate, key, base, base, (), (claim,), silences)
    pieces = base if rest is not FALSE else _laid(base, start, end, UNKNOWN)
    found = (_occurrence(predicate, key, claim, ()),)
    return Leaf(predicate, key, base, pieces, found, (claim,), silences)


def _occurs(claim: Claim) -> bool:
    return claim.event and claim.start < claim.end and claim.value is not FALSE


def _laid(pieces: Pieces, start: int, end: int, value: Truth) -> Pieces:
    start, end = max(start, NEVER), min(end, FOREVER)
    if start > end:
        return pieces
    if len(pieces) == 1 and start > NEVER:
        before = pieces[0][1]
        if before is value:
            return pieces
        return (pieces[0], (start, value), (end + 1, before))
    return overlaid(pieces, start, end, value)


def _folded(claims: Iterable[Claim]) -> list[tuple[int, int, Truth]]:
    """The elementary stretches on which claims speak, with what they say together."""
    steps: dict[int, list[int]] = {}
    for claim in claims:
        steps.setdefault(claim.start, [0, 0, 0])[claim.value] += 1
        steps.setdefault(claim.end + 1, [0, 0, 0])[claim.value] -= 1
    count = [0, 0, 0]
    out = []
    stamps = sorted(steps)
    for index, stamp in enumerate(stamps):
        count = [have + more for have, more in zip(count, steps[stamp], strict=True)]
        if any(count):
            out.append((stamp, stamps[index + 1] - 1, _together(count)))
    return out


def _together(count: Sequence[int]) -> Truth:
    if count[TRUE]:
        return UNKNOWN if count[FALSE] else TRUE
    return UNKNOWN if count[UNKNOWN] else FALSE


def _occurrence(
    predicate: str, key: tuple[Value, ...], claim: Claim, denied: Sequence[Run]
) -> Occurrence:
    """An occurrence denied all through its interval is in conflict, hence unknown."""
    straddle = Lack(
        LackKind.STRADDLE,
        predicate,
        key,
        said="at which instant it happened",
        supplier=claim.lack.supplier if claim.lack else "",
    )
    value, own = claim.value, claim.lack
    if any(start <= claim.start and claim.end <= end for start, end in denied):
        value, own = UNKNOWN, _conflict(predicate, key)
    lacks = (own or _weak(predicate, key),) if value is UNKNOWN else ()
    return Occurrence(claim.start, claim.end, value, straddle, lacks, ids=claim.ids)


def _conflict(predicate: str, key: tuple[Value, ...]) -> Lack:
    return Lack(LackKind.CONFLICT, predicate, key, said="statements contradict each other")


def _weak(predicate: str, key: tuple[Value, ...]) -> Lack:
    return Lack(LackKind.WEAK, predicate, key, said="the statement is not certain")


def leaf_lacks(
    leaf: Leaf, start: int, end: int, apart: Sequence[Occurrence] = ()
) -> Iterable[Lack]:
    """What is missing at the unknown instants of ``[start, end]``.

    Occurrences ``apart`` are left to the caller.
    """
    for low, high, value in ends(cut(leaf.pieces, start, end), end):
        if value is UNKNOWN:
            yield from _lacks_within(leaf, low, high, apart)


def _lacks_within(
    leaf: Leaf, low: int, high: int, apart: Sequence[Occurrence]
) -> Iterable[Lack]:
    spoken = [c for c in leaf.claims if not _occurs(c) and c.start <= high and low <= c.end]
    for claim in spoken:
        if claim.value is UNKNOWN:
            yield claim.lack or _weak(leaf.predicate, leaf.key)
        elif claim.value is TRUE and any(
            other.value is FALSE and other.start <= claim.end and claim.start <= other.end
            for other in spoken
        ):
            yield _conflict(leaf.predicate, leaf.key)
    for one in leaf.occurrences:
        if one not in apart and one.start <= high and low <= one.end:
            yield one.lack
            yield from one.lacks
    for free in _unspoken(spoken, low, high):
        yield from silence_lacks(leaf.predicate, leaf.key, leaf.silences, *free)


def _unspoken(spoken: Sequence[Claim], low: int, high: int) -> Iterable[Run]:
    """The parts of ``[low, high]`` that no claim on a state or an exact instant covers."""
    reached = low
    for claim in sorted(spoken, key=lambda one: one.start):
        if claim.start > reached:
            yield reached, claim.start - 1
        reached = max(reached, claim.end + 1)
    if reached <= high:
        yield reached, high


def silence_lacks(
    predicate: str, key: tuple[Value, ...], silences: Sequence[Silence], low: int, high: int
) -> Iterable[Lack]:
    """What is missing where silence is unknown."""
    gap = Lack(LackKind.GAP, predicate, key, said="nobody says whether it was so")
    reached = low
    for one in sorted(silences, key=lambda piece: (piece.start, piece.end, piece.value)):
        if one.start > high:
            break
        if one.end < low:
            continue
        if one.start > reached:
            yield gap
        if one.value is UNKNOWN:
            yield one.lack or gap
        reached = max(reached, one.end + 1)
    if reached <= high:
        yield gap
