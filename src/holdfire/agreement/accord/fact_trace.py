"""A trace made of plain facts: what was stated, what was watched, what is declared complete.

The table from support and observed absence to a value is that of the design's open world:
support of at least ``tau`` is true unless an absence was watched with at least ``pi``; an
absence so watched is false where support is no more than noise (``nu``); everything else is
unknown, for want of a look (gap), of certainty (weak) or of agreement (conflict). Two
supports do not add up; the strongest speaks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from holdfire.agreement.accord.compiled import World
from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.trace import (
    FOREVER,
    NEVER,
    Claim,
    Lack,
    LackKind,
    Possible,
    Silence,
    quiet_on,
)
from holdfire.base.truth import Truth

__all__ = [
    "CERTAIN",
    "Absence",
    "Declared",
    "FactTrace",
    "Stated",
    "claims_of",
    "fact_trace",
    "silence_of",
]

CERTAIN = 1_000_000
"""A probability of one, in parts of a million: numbers stay whole."""

Key = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Declared:
    """How a predicate is to be read: its world, from when to when it speaks, its limits.

    A closed world is false where nothing is recorded, up to ``horizon``, and unknown after
    it. An open world is unknown where nobody looked. ``tau``, ``nu`` and ``pi`` are parts
    of a million. ``said`` and ``supplier`` go into the lacks.
    """

    predicate: str
    world: World = World.OPEN
    horizon: int = FOREVER
    record_start: int = NEVER
    tau: int = 900_000
    nu: int = 100_000
    pi: int = 900_000
    said: str = ""
    supplier: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """Support for one fact over ``[start, end]``: a state, or an event somewhere in it.

    ``low`` and ``high`` bound the probability that it was so, in parts of a million; a
    register is certain.
    """

    predicate: str
    key: Key
    start: int
    end: int
    event: bool = False
    low: int = CERTAIN
    high: int = CERTAIN
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Absence:
    """It was watched all through ``[start, end]`` with a detection probability, and not seen.

    Without a ``key`` it is of everything that the predicate may speak of.
    """

    predicate: str
    start: int
    end: int
    detection: int = CERTAIN
    key: Key | None = None
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FactTrace:
    """A trace as tables. Predicates it does not know are unknown: nobody looked.

    ``rest`` is the silence of keys without one of their own, and of what is not listed.
    ``functions`` gives the possible values from each start on; before the first start and
    for unknown arguments anything may be.
    """

    facts: Mapping[str, Mapping[Key, tuple[Claim, ...]]] = field(default_factory=dict)
    silences: Mapping[tuple[str, Key], tuple[Silence, ...]] = field(default_factory=dict)
    rest: Mapping[str, tuple[Silence, ...]] = field(default_factory=dict)
    functions: Mapping[tuple[str, Key], tuple[tuple[int, Possible], ...]] = field(
        default_factory=dict
    )
    anchors: Mapping[str, Possible] = field(default_factory=dict)
    sets: Mapping[str, Possible] = field(default_factory=dict)

    def keys(self, predicate: str) -> Iterable[Key]:
        """The keys any claim speaks of, in rising order."""
        return sorted(self.facts.get(predicate, ()), key=rising)

    def claims(self, predicate: str, key: Key) -> Sequence[Claim]:
        """The claims on one fact, by start."""
        return self.facts.get(predicate, {}).get(key, ())

    def silence(self, predicate: str, key: Key) -> Sequence[Silence]:
        """Its own silence, else the rest's."""
        own = self.silences.get((predicate, key))
        return self.unlisted(predicate) if own is None else own

    def unlisted(self, predicate: str) -> Sequence[Silence]:
        """The silence of what is not listed."""
        found = self.rest.get(predicate)
        return (_nobody_looked(predicate),) if found is None else found

    def possible(self, function: str, terms: Key, at: int) -> Possible:
        """The values from the latest start up to the instant."""
        found = None
        for start, possible in self.functions.get((function, terms), ()):
            if start > at:
                break
            found = possible
        return _undefined(function, terms) if found is None else found

    def changes(self, function: str, terms: Key) -> Sequence[int]:
        """The instants from which the function has other values."""
        return tuple(start for start, _ in self.functions.get((function, terms), ()))

    def instant(self, name: str) -> Possible:
        """The instants of an anchor; nothing for a name that is none."""
        return self.anchors.get(name, Possible())

    def members(self, name: str) -> Possible:
        """The members of a set; a set nobody defined lacks its definition."""
        lack = Lack(LackKind.DEFINITION, name, (), f"what belongs to {name}", "the parties")
        return self.sets.get(name, Possible(lack=lack))


def rising(key: Sequence[Value]) -> list[tuple[int, int, str]]:
    """The order of keys: numbers before names."""
    return [(0, value, "") if isinstance(value, int) else (1, 0, value) for value in key]


def _nobody_looked(predicate: str, key: Key = ()) -> Silence:
    lack = Lack(LackKind.GAP, predicate, key, "nobody looked", "")
    return Silence(Truth.UNKNOWN, NEVER, FOREVER, lack)


def _undefined(function: str, terms: Key) -> Possible:
    return Possible(lack=Lack(LackKind.GAP, function, terms, "its value is not known"))


def fact_trace(
    declared: Iterable[Declared],
    stated: Iterable[Stated] = (),
    absences: Iterable[Absence] = (),
    *,
    functions: Mapping[tuple[str, Key], Sequence[tuple[int, Possible]]] | None = None,
    anchors: Mapping[str, Possible] | None = None,
    sets: Mapping[str, Possible] | None = None,
) -> FactTrace:
    """The trace of plain facts. Predicates that are not declared are read as open."""
    watched = sorted(absences, key=_watched_order)
    by_fact: dict[str, dict[Key, list[Stated]]] = {}
    for one in stated:
        by_fact.setdefault(one.predicate, {}).setdefault(one.key, []).append(one)
    reading = {one.predicate: one for one in declared}
    for predicate in [*by_fact, *(one.predicate for one in watched)]:
        reading.setdefault(predicate, Declared(predicate))
    facts: dict[str, dict[Key, tuple[Claim, ...]]] = {}
    silences: dict[tuple[str, Key], tuple[Silence, ...]] = {}
    rest: dict[str, tuple[Silence, ...]] = {}
    for name, how in sorted(reading.items()):
        seen = [one for one in watched if one.predicate == name]
        rest[name] = silence_of(how, (), [one for one in seen if one.key is None])
        keys = {*by_fact.get(name, ()), *(one.key for one in seen if one.key is not None)}
        for key in sorted(keys, key=rising):
            own = [one for one in seen if one.key in {None, key}]
            silences[name, key] = silence_of(how, key, own)
            found = claims_of(how, by_fact.get(name, {}).get(key, ()), own)
            if found:
                facts.setdefault(name, {})[key] = found
    kept = {
        key: tuple(sorted(values, key=_by_start)) for key, values in (functions or {}).items()
    }
    return FactTrace(facts, silences, rest, kept, dict(anchors or {}), dict(sets or {}))


def _watched_order(one: Absence) -> tuple[str, int, int, int]:
    return one.predicate, one.start, one.end, one.detection


def _by_start(one: tuple[int, Possible]) -> int:
    return one[0]


def silence_of(how: Declared, key: Key, absences: Sequence[Absence]) -> tuple[Silence, ...]:
    """What holds of a fact that nothing supports, over all time."""
    if how.world is World.CLOSED:
        return _closed_silence(how, key)
    seen = [
        (max(one.start, how.record_start), min(one.end, how.horizon))
        for one in absences
        if one.detection >= how.pi
    ]
    gap = Lack(LackKind.GAP, how.predicate, key, how.said or "nobody looked", how.supplier)
    return quiet_on(seen, gap)


def _closed_silence(how: Declared, key: Key) -> tuple[Silence, ...]:
    if how.horizon >= FOREVER:
        return (Silence(Truth.FALSE),)
    said = how.said or "the register is not complete so far"
    lack = Lack(LackKind.REGISTER, how.predicate, key, said, how.supplier)
    return quiet_on([(NEVER, how.horizon)], lack)


def claims_of(
    how: Declared, stated: Iterable[Stated], absences: Sequence[Absence]
) -> tuple[Claim, ...]:
    """What statements on one fact are worth; the order they came in does not matter."""
    if how.world is World.CLOSED:
        found = [
            Claim(Truth.TRUE, one.start, one.end, event=one.event, ids=one.ids)
            for one in stated
        ]
        return tuple(sorted(_merged(found), key=_claim_order))
    seen = _touching((one.start, one.end) for one in absences if one.detection >= how.pi)
    out: list[Claim] = []
    for one in stated:
        if one.high > how.nu:
            out += _weighed(how, one, seen)
    return tuple(sorted(_merged(out), key=_claim_order))


def _merged(claims: Iterable[Claim]) -> list[Claim]:
    """Equal claims once, with the statements of all."""
    found: dict[tuple[object, ...], tuple[Claim, set[str]]] = {}
    for one in claims:
        name = (one.value, one.start, one.end, one.event, one.lack)
        found.setdefault(name, (one, set()))[1].update(one.ids)
    return [
        Claim(one.value, one.start, one.end, one.event, one.lack, tuple(sorted(ids)))
        for one, ids in found.values()
    ]


def _claim_order(one: Claim) -> tuple[object, ...]:
    kind = "" if one.lack is None else one.lack.kind.value
    return one.start, one.end, one.value, one.event, kind, one.ids


def _touching(watches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches that were watched, in order; those that meet or overlap are one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(watches):
        if found and start <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        elif start <= end:
            found.append((start, end))
    return found


def _weighed(how: Declared, one: Stated, seen: Sequence[tuple[int, int]]) -> list[Claim]:
    """One support against the absences that were watched."""
    if one.low < how.tau:
        lack = _lack(how, one.key, LackKind.WEAK, "the support is too weak to say")
        return [
            Claim(Truth.UNKNOWN, one.start, one.end, event=one.event, lack=lack, ids=one.ids)
        ]
    conflict = _lack(how, one.key, LackKind.CONFLICT, "it was reported and was not seen")
    if one.event:
        denied = any(begin <= one.start and one.end <= finish for begin, finish in seen)
        if denied:
            return [
                Claim(Truth.UNKNOWN, one.start, one.end, event=True, lack=conflict, ids=one.ids)
            ]
        return [Claim(Truth.TRUE, one.start, one.end, event=True, ids=one.ids)]
    out: list[Claim] = []
    reached = one.start
    for begin, finish in seen:
        start, end = max(begin, reached), min(finish, one.end)
        if start > end:
            continue
        if start > reached:
            out.append(Claim(Truth.TRUE, reached, start - 1, ids=one.ids))
        out.append(Claim(Truth.UNKNOWN, start, end, lack=conflict, ids=one.ids))
        reached = end + 1
    if reached <= one.end:
        out.append(Claim(Truth.TRUE, reached, one.end, ids=one.ids))
    return out


def _lack(how: Declared, key: Key, kind: LackKind, said: str) -> Lack:
    return Lack(kind, how.predicate, key, how.said or said, how.supplier)
