"""A change older than what the engine keeps, answered from the journal, for its keys only.

The facts that share the change's values of the rule's free variables are read back, the rows
with these values are evaluated without and with the change, and the difference is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from holdfire.agreement.accord.points.facts import Args, Shelf
from holdfire.agreement.accord.points.journal import Journal, Kept
from holdfire.agreement.accord.points.rule import Change, Rows, Rule
from holdfire.agreement.accord.points.world import World

__all__ = ["Difference", "differences", "refresh"]

Difference = tuple[int, Rows, Rows]
"""A position, its rows without the change and with it; rows of other keys are left out."""


def differences(
    rule: Rule,
    journal: Journal,
    at: int,
    added: Sequence[Kept],
    removed: Sequence[Kept],
    *,
    edge: int,
) -> list[Difference]:
    """What a change at a position makes of settled rows, those up to ``edge``.

    ``rule`` is of a world of its own, empty; the journal does not know of the change yet.
    """
    world = rule.world
    changes = [Change(predicate, args, where) for where, predicate, args, _ in added]
    changes += [Change(predicate, args, where) for where, predicate, args, _ in removed]
    points = set(journal.points()) if rule.needs_points else set()
    is_new = rule.needs_points and at not in points
    wanted = rule.needed(None if is_new else changes)
    facts = {kept for name, given in wanted for kept in journal.facts(name, given)}
    facts.update(removed)
    world.points.extend(sorted({*points, at, *(kept[0] for kept in facts)}))
    for kept in sorted(facts, key=lambda kept: (kept[0], repr(kept))):
        _put(world, kept, add=True)
    dirty = rule.touched(changes)
    _apply(world, added, removed)
    dirty = rule.touched(changes, new_point=at if is_new else None, known=dirty)
    if is_new:
        dirty[at] = None
    new = {where: _rows(rule, where, dirty[where]) for where in dirty if where <= edge}
    _apply(world, removed, added)
    rule.forget()
    if is_new:
        world.points.remove(at)
    old = {
        where: _rows(rule, where, dirty[where]) for where in new if where != at or not is_new
    }
    return [
        (where, old.get(where, {}), new[where])
        for where in sorted(new)
        if old.get(where, {}) != new[where]
    ]


def _rows(rule: Rule, at: int, restricted: Any) -> Rows:
    return rule.rows_again(at, {}, restricted)


def _apply(world: World, added: Sequence[Kept], removed: Sequence[Kept]) -> None:
    for kept in removed:
        _put(world, kept, add=False)
    for kept in added:
        _put(world, kept, add=True)


def _put(world: World, kept: Kept, *, add: bool) -> None:
    at, predicate, args, value = kept
    for place in world.facts.kept.get(predicate, ()):
        if add:
            place.add(args, at, value)
        else:
            place.remove(args, at, value)


def refresh(
    rule: Rule, journal: Journal, added: Sequence[Kept], removed: Sequence[Kept]
) -> None:
    """Read the tracks of the changed facts' keys, and of those they break, back in."""
    kept = rule.world.facts.kept
    for where, predicate, args, value in (*added, *removed):
        for place in kept.get(predicate, ()):
            if isinstance(place, Shelf):
                if (where, predicate, args, value) in added:
                    place.add(args, where, value)
                elif (args, value) in place.rows.get(where, ()):
                    place.remove(args, where, value)
    done: set[tuple[int, str]] = set()
    for _, predicate, args, _ in [*added, *removed]:
        _reload(rule, journal, predicate, args, done)
        for pair in rule.pairs():
            for other, given in pair.partner_facts(predicate, args):
                for _, name, known, _ in list(journal.facts(other, given)):
                    _reload(rule, journal, name, known, done)


def _reload(
    rule: Rule, journal: Journal, predicate: str, args: Args, done: set[tuple[int, str]]
) -> None:
    """Read all facts under the keys of one fact again."""
    for number, place in enumerate(rule.world.facts.kept.get(predicate, ())):
        if isinstance(place, Shelf):
            continue
        given = {column: args[column] for column in place.shape.key}
        mark = (number, f"{predicate}{sorted(given.items())}")
        if mark in done or not place.forget(args):
            continue
        done.add(mark)
        for at, _, known, kept in journal.facts(predicate, given):
            place.add(known, at, kept)
