"""The statements an engine holds, read as a trace: the answers depend on their set only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from holdfire.agreement.accord.compiled import World
from holdfire.agreement.accord.fact_trace import Declared
from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.timeline.listing import Listing
from holdfire.agreement.accord.timeline.node import sort_key
from holdfire.agreement.accord.timeline.statement import (
    Claimed,
    Key,
    Quiet,
    Statement,
    Supposed,
)
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

__all__ = ["Store"]

Places = tuple[int, ...]


class Store:
    """Statements by what they are about, with the indexes that joins use.

    ``declared`` says how to read a predicate where nothing is stated, ``sets`` are the named
    sets of the agreement.
    """

    def __init__(
        self,
        declared: Mapping[str, Declared] | None = None,
        sets: Mapping[str, Possible] | None = None,
    ) -> None:
        self.declared = dict(declared or {})
        self.sets = dict(sets or {})
        self.present: dict[Statement, None] = {}
        self.withdrawn: dict[Statement, None] = {}
        self._claims: dict[str, dict[Key, dict[Claimed, None]]] = {}
        self._quiet: dict[tuple[str, Key | None], dict[Quiet, None]] = {}
        self._supposed: dict[tuple[str, Key | None], dict[Supposed, None]] = {}
        self._listings: dict[str, dict[Places, dict[Key, Listing]]] = {}

    def add(self, statement: Statement) -> bool:
        """Take a statement in; false where that changes nothing."""
        if statement in self.withdrawn or statement in self.present:
            return False
        self.present[statement] = None
        match statement:
            case Claimed(predicate, key):
                self._claims.setdefault(predicate, {}).setdefault(key, {})[statement] = None
                self._list(statement, present=True)
            case Quiet(predicate, about):
                self._quiet.setdefault((predicate, about), {})[statement] = None
            case Supposed(function, terms):
                self._supposed.setdefault((function, terms), {})[statement] = None
        return True

    def withdraw(self, statement: Statement) -> bool:
        """Take a statement back for good; false where that changes nothing now."""
        self.withdrawn[statement] = None
        if self.present.pop(statement, False) is False:
            return False
        match statement:
            case Claimed(predicate, key):
                by_key = self._claims[predicate]
                del by_key[key][statement]
                if not by_key[key]:
                    del by_key[key]
                self._list(statement, present=False)
            case Quiet(predicate, about):
                del self._quiet[predicate, about][statement]
            case Supposed(function, terms):
                del self._supposed[function, terms][statement]
        return True

    def _list(self, statement: Claimed, *, present: bool) -> None:
        key, claim = statement.key, statement.claim
        for places, listings in self._listings.get(statement.predicate, {}).items():
            if places and len(key) <= places[-1]:
                continue
            values = tuple(key[place] for place in places)
            if present:
                listings.setdefault(values, Listing()).add(claim.start, claim.end, key)
            else:
                listings[values].remove(claim.start, claim.end, key)

    def keys(self, predicate: str) -> Iterable[Key]:
        """The keys any claim speaks of, in rising order."""
        found = self._claims.get(predicate, {})
        return sorted(found, key=lambda key: [sort_key(value) for value in key])

    def listed(self, predicate: str, key: Key) -> bool:
        """Does any claim speak of the fact?"""
        return key in self._claims.get(predicate, {})

    def matching(
        self, predicate: str, places: Places, values: Key, window: tuple[int, int] | None = None
    ) -> Sequence[Key]:
        """The keys with the given values at the given places, with a claim in the window."""
        by_places = self._listings.setdefault(predicate, {})
        listings = by_places.get(places)
        if listings is None:
            listings = by_places[places] = {}
            for key, statements in self._claims.get(predicate, {}).items():
                if not places or len(key) > places[-1]:
                    at = tuple(key[place] for place in places)
                    listing = listings.setdefault(at, Listing())
                    for one in statements:
                        listing.add(one.claim.start, one.claim.end, key)
        found = listings.get(values)
        if found is None:
            return ()
        return found.all() if window is None else found.within(*window)

    def claims(self, predicate: str, key: Key) -> Sequence[Claim]:
        """The claims on one fact, each once, by start."""
        found = {one.claim for one in self._claims.get(predicate, {}).get(key, ())}
        return sorted(found, key=_claim_order)

    def silence(self, predicate: str, key: Key) -> Sequence[Silence]:
        """False where its own or the common quiet reaches, unknown elsewhere."""
        own = self._quiet.get((predicate, key), {})
        quiet = [*own, *self._quiet.get((predicate, None), {})]
        return quiet_on(((one.start, one.end) for one in quiet), self._lack(predicate, key))

    def unlisted(self, predicate: str) -> Sequence[Silence]:
        """False where the common quiet reaches."""
        quiet = self._quiet.get((predicate, None), {})
        return quiet_on(((one.start, one.end) for one in quiet), self._lack(predicate, ()))

    def _lack(self, predicate: str, key: Key) -> Lack:
        how = self.declared.get(predicate, Declared(predicate))
        if how.world is World.CLOSED:
            said = how.said or "the register is not complete so far"
            return Lack(LackKind.REGISTER, predicate, key, said, how.supplier)
        return Lack(LackKind.GAP, predicate, key, how.said or "nobody looked", how.supplier)

    def possible(self, function: str, terms: Key, at: int) -> Possible:
        """What all statements that hold at the instant leave possible."""
        found = self._supposed.get((function, terms), ())
        return _narrowed(function, terms, [s for s in found if s.start <= at <= s.end])

    def changes(self, function: str, terms: Key) -> Sequence[int]:
        """The instants from which other statements hold."""
        found = self._supposed.get((function, terms), ())
        return sorted({at for one in found for at in (one.start, one.end + 1)})

    def instant(self, name: str) -> Possible:
        """What the statements on an anchor leave possible; nothing for no anchor."""
        found = self._supposed.get((name, None), ())
        return _narrowed(name, (), list(found)) if found else Possible()

    def members(self, name: str) -> Possible:
        """The members of a set; a set nobody defined lacks its definition."""
        lack = Lack(LackKind.DEFINITION, name, (), f"what belongs to {name}", "the parties")
        return self.sets.get(name, Possible(lack=lack))


def _claim_order(claim: Claim) -> tuple[object, ...]:
    lack = claim.lack
    cell = () if lack is None else (lack.kind.value, lack.fact, str(lack.key), lack.said)
    return claim.start, claim.end, claim.value, claim.event, claim.ids, cell


def _narrowed(function: str, terms: Key, said: Sequence[Supposed]) -> Possible:
    """The intersection of what was said; in conflict where nothing is left."""
    if not said:
        return Possible(lack=Lack(LackKind.GAP, function, terms, "its value is not known"))
    ordered = sorted((one.possible for one in said), key=_possible_order)
    values: tuple[Value, ...] | None = None
    low: int | None = None
    high: int | None = None
    for one in ordered:
        if one.values:
            kept = one.values if values is None else [v for v in values if v in one.values]
            values = tuple(sorted(set(kept), key=sort_key))
        else:
            low = one.low if low is None else low if one.low is None else max(low, one.low)
            high = (
                one.high if high is None else high if one.high is None else min(high, one.high)
            )
    lack = next((one.lack for one in ordered if one.lack is not None), None)
    if values is not None:
        values = tuple(value for value in values if _inside(value, low, high))
        if values:
            return Possible(values, lack=None if len(values) == 1 else lack)
    elif low is None or high is None or low <= high:
        return Possible(
            low=low, high=high, lack=None if low is not None and low == high else lack
        )
    return Possible(lack=Lack(LackKind.CONFLICT, function, terms, "statements contradict"))


def _inside(value: Value, low: int | None, high: int | None) -> bool:
    if not isinstance(value, int):
        return low is None and high is None
    return (low is None or low <= value) and (high is None or value <= high)


def _possible_order(one: Possible) -> tuple[object, ...]:
    lack = "" if one.lack is None else f"{one.lack.kind} {one.lack.fact} {one.lack.key}"
    low = NEVER if one.low is None else one.low
    high = FOREVER if one.high is None else one.high
    return [sort_key(value) for value in one.values], low, high, lack
