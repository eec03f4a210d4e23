"""An engine as plain data, to be kept over a restart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from holdfire.agreement.accord.compiled import Part
from holdfire.agreement.accord.fact_trace import Declared
from holdfire.agreement.accord.timeline.engine import Budget, TimelineEngine
from holdfire.agreement.accord.timeline.history import Said
from holdfire.agreement.accord.timeline.statement import Claimed, Quiet, Statement, Supposed
from holdfire.agreement.accord.trace import Claim, Lack, LackKind, Possible
from holdfire.base.truth import Truth

__all__ = ["restored", "snapshot"]

Plain = dict[str, Any]

VERSION = 1


def snapshot(engine: TimelineEngine) -> Plain:
    """Everything the engine holds and has said, as numbers, texts, lists and mappings."""
    return {
        "version": VERSION,
        "span": list(engine.span),
        "k": engine.k,
        "latest": engine.latest,
        "degraded": dict(sorted(engine.degraded.items())),
        "present": [_plain(one) for one in engine.store.present],
        "withdrawn": [_plain(one) for one in engine.store.withdrawn],
        "said": [
            [part, list(key), [_said(row) for row in rows]]
            for (part, key), rows in engine.history.rows.items()
        ],
    }


def restored(
    parts: Sequence[Part],
    kept: Mapping[str, Any],
    *,
    declared: Mapping[str, Declared] | None = None,
    sets: Mapping[str, Possible] | None = None,
    budget: Budget | None = None,
) -> TimelineEngine:
    """The engine of a snapshot: it answers as the first one did, and goes on from there."""
    span = (kept["span"][0], kept["span"][1])
    engine = TimelineEngine(parts, span, declared=declared, sets=sets, budget=budget)
    for one in kept["withdrawn"]:
        engine.store.withdraw(_statement(one))
    for one in kept["present"]:
        engine.store.add(_statement(one))
    engine.k, engine.latest = kept["k"], kept["latest"]
    engine.degraded.update(kept["degraded"])
    for part, key, rows in kept["said"]:
        engine.history.rows[part, tuple(key)] = [_row(row) for row in rows]
    engine.recall()
    return engine


def _said(row: Said) -> list[Any]:
    value = None if row.value is None else int(row.value)
    return [row.k, row.start, row.end, value, list(row.because)]


def _row(row: Sequence[Any]) -> Said:
    k, start, end, value, because = row
    return Said(k, start, end, None if value is None else Truth(value), tuple(because))


def _plain(statement: Statement) -> Plain:
    match statement:
        case Claimed(predicate, key, claim, name):
            return {
                "of": predicate,
                "key": list(key),
                "claim": [int(claim.value), claim.start, claim.end, claim.event],
                "lack": _lack(claim.lack),
                "ids": list(claim.ids),
                "name": name,
            }
        case Quiet(predicate, about, start, end, name):
            keyed = None if about is None else list(about)
            return {"quiet": predicate, "key": keyed, "span": [start, end], "name": name}
        case Supposed(function, terms, possible, start, end, name):
            return {
                "function": function,
                "terms": None if terms is None else list(terms),
                "values": list(possible.values),
                "ends": [possible.low, possible.high],
                "lack": _lack(possible.lack),
                "span": [start, end],
                "name": name,
            }


def _statement(kept: Mapping[str, Any]) -> Statement:
    if "of" in kept:
        value, start, end, event = kept["claim"]
        claim = Claim(
            Truth(value), start, end, event, _read_lack(kept["lack"]), tuple(kept["ids"])
        )
        return Claimed(kept["of"], tuple(kept["key"]), claim, kept["name"])
    if "quiet" in kept:
        about = None if kept["key"] is None else tuple(kept["key"])
        start, end = kept["span"]
        return Quiet(kept["quiet"], about, start, end, kept["name"])
    low, high = kept["ends"]
    possible = Possible(tuple(kept["values"]), low, high, _read_lack(kept["lack"]))
    terms = None if kept["terms"] is None else tuple(kept["terms"])
    start, end = kept["span"]
    return Supposed(kept["function"], terms, possible, start, end, kept["name"])


def _lack(lack: Lack | None) -> list[Any] | None:
    if lack is None:
        return None
    return [lack.kind.value, lack.fact, list(lack.key), lack.said, lack.supplier]


def _read_lack(kept: Sequence[Any] | None) -> Lack | None:
    if kept is None:
        return None
    kind, fact, key, said, supplier = kept
    return Lack(LackKind(kind), fact, tuple(key), said, supplier)
