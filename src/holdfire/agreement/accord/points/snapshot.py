"""The state of an engine as plain data, and back: for a restart without the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfire.agreement.accord.points.facts import Index, Shelf
from holdfire.agreement.accord.points.track import Track
from holdfire.agreement.accord.syntax.log import LogFact
from holdfire.base.truth import Truth

if TYPE_CHECKING:
    from holdfire.agreement.accord.points.engine import PointEngine

__all__ = ["freeze", "thaw"]


def freeze(engine: PointEngine) -> dict[str, Any]:
    """The state as lists, texts and whole numbers, in one order whatever came when."""
    world = engine.world
    places = world.facts.kept
    return {
        "points": list(world.points),
        "gone": world.gone,
        "settled": engine.settled_points - world.gone,
        "next": engine.next_number,
        "swept": list(engine.swept),
        "verdicts": [
            [at, [[list(row), value] for row, value in rows.items()]]
            for at, rows in sorted(engine.verdicts.items())
        ],
        "ledger": [
            [at, [[int(f.value), f.predicate, list(f.args)] for f in facts]]
            for at, facts in sorted(engine.ledger.items())
        ],
        "facts": {name: [_place(place) for place in places[name]] for name in sorted(places)},
    }


def thaw(engine: PointEngine, state: dict[str, Any]) -> None:
    """Put the state into a new engine of the same rule."""
    world = engine.world
    world.points.extend(state["points"])
    world.gone = state["gone"]
    engine.resume(state["settled"], state["next"], tuple(state["swept"]))
    for at, rows in state["verdicts"]:
        engine.verdicts[at] = {tuple(row): value for row, value in rows}
    for at, facts in state["ledger"]:
        engine.ledger[at] = tuple(
            LogFact(Truth(value), predicate, tuple(args)) for value, predicate, args in facts
        )
    for name, places in state["facts"].items():
        for place, rows in zip(world.facts.kept[name], places, strict=True):
            _fill(place, rows)


def _place(place: Index | Shelf) -> list[Any]:
    if isinstance(place, Shelf):
        return [
            [at, [[list(args), int(value)] for args, value in rows]]
            for at, rows in sorted(place.rows.items())
        ]
    found = [[_plain(key), None, _track(track)] for key, track in place.tracks.items()]
    for key, under in place.under.items():
        found += [[_plain(key), _plain(rest), _track(track)] for rest, track in under.items()]
    return sorted(found, key=repr)


def _fill(place: Index | Shelf, rows: list[Any]) -> None:
    if isinstance(place, Shelf):
        for at, facts in rows:
            place.rows[at] = [(tuple(args), value) for args, value in facts]
        return
    for key, rest, kept in rows:
        track = Track()
        track.true, track.unknown = kept[0], kept[1] or ()
        track.extra = {(at, value): count for at, value, count in kept[2]} or None
        if rest is None:
            place.tracks[_key(key)] = track
        else:
            place.under.setdefault(_key(key), {})[_key(rest)] = track


def _track(track: Track) -> list[Any]:
    extra = [[*where, count] for where, count in (track.extra or {}).items()]
    return [list(track.true), list(track.unknown), extra]


def _plain(key: Any) -> Any:
    return list(key) if isinstance(key, tuple) else key


def _key(plain: Any) -> Any:
    return tuple(plain) if isinstance(plain, list) else plain
