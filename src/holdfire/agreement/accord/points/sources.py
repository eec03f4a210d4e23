"""Where rows come from: atoms, equalities, and temporal operators over open operands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from holdfire.agreement.accord.formula import Atom, Bound, Compare
from holdfire.agreement.accord.points.binding import assignment
from holdfire.agreement.accord.points.compare import term_value
from holdfire.agreement.accord.points.facts import Args, Key, Shape, packer
from holdfire.agreement.accord.points.join import setter
from holdfire.agreement.accord.points.memo import Candidates
from holdfire.agreement.accord.points.position import AFTER, BEFORE, SHIFT
from holdfire.agreement.accord.points.track import EMPTY, Track
from holdfire.agreement.accord.points.window import future, past
from holdfire.agreement.accord.points.world import World
from holdfire.agreement.accord.syntax.refusal import NotMonitorable
from holdfire.agreement.accord.term import Constant, Value, Variable

__all__ = [
    "Under",
    "assigned_rows",
    "atom_check",
    "atom_find",
    "atom_reader",
    "atom_rows",
    "atom_side",
    "atom_under",
    "eventually_rows",
    "next_rows",
    "once_rows",
    "positions_of",
    "previous_rows",
    "shape_of",
    "since_fact_rows",
    "since_rows",
]

Check = Callable[[int], int]
Generate = Callable[[int], Iterator[int]]
Under = Callable[[int, int], Mapping[Key, Track]]
"""The tracks by rest of an operand under the current values, right on the window given."""
Names = frozenset[str]
Rows = Mapping[int, list[tuple[Args, int]]]
_NONE: Mapping[Key, Track] = {}


def shape_of(atom: Atom, given: Names, *, rest: bool, world: World) -> tuple[Shape, list[str]]:
    """How to ask for an atom whose ``given`` variables have values; their names in order."""
    known = world.facts.arity.setdefault(atom.predicate, len(atom.terms))
    if known != len(atom.terms):
        raise NotMonitorable(
            f"{atom.predicate} has {known} arguments in one place of the rule and"
            f" {len(atom.terms)} in another"
        )
    fixed: list[tuple[int, Value]] = []
    same: list[tuple[int, int]] = []
    column: dict[str, int] = {}
    for index, term in enumerate(atom.terms):
        if isinstance(term, Constant):
            fixed.append((index, term.value))
        elif not isinstance(term, Variable):
            raise NotMonitorable(
                f"{atom.predicate} has a computed argument",
                next_step="Give the value a name: exists y. p(y) and y = x + 1.",
            )
        elif term.name:
            first = column.setdefault(term.name, index)
            if first != index:
                same.append((first, index))
    keys = sorted(name for name in column if name in given)
    others = sorted(name for name in column if name not in given) if rest else []
    shape = Shape(
        atom.predicate,
        tuple(column[name] for name in keys),
        tuple(column[name] for name in others),
        tuple(fixed),
        tuple(same),
    )
    return shape, keys


def _key(names: list[str], world: World) -> Callable[[], Key]:
    """The packed key of the current values of the variables."""
    env = world.env
    slots = tuple(world.slot(name) for name in names)
    if len(slots) == 1:
        slot = slots[0]
        return lambda: env[slot]
    pack = packer(slots)
    return lambda: pack(env)


def atom_side(atom: Atom, world: World) -> Callable[[int, int], Track]:
    """The track of an atom whose variables all have values."""
    names = frozenset(t.name for t in atom.terms if isinstance(t, Variable) and t.name)
    shape, keys = shape_of(atom, names, rest=False, world=world)
    tracks, key = world.facts.index(shape).tracks, _key(keys, world)
    return lambda _low, _high: tracks.get(key(), EMPTY)


def atom_find(atom: Atom, world: World) -> Callable[[], Track | None]:
    """The track of an atom whose variables all have values, ``None`` where it has none."""
    names = frozenset(t.name for t in atom.terms if isinstance(t, Variable) and t.name)
    shape, keys = shape_of(atom, names, rest=False, world=world)
    get, env = world.facts.index(shape).tracks.get, world.env
    if len(keys) == 1:
        slot = world.slot(keys[0])
        return lambda: get(env[slot])
    key = _key(keys, world)
    return lambda: get(key())


def atom_check(atom: Atom, world: World) -> Check:
    """Does the fact hold at the very point?"""
    side = atom_side(atom, world)

    def check(at: int) -> int:
        track = side(at, at)
        if track.last_true(at, at) == at:
            return 2
        return 1 if track.last_maybe(at, at) == at else 0

    return check


def atom_under(atom: Atom, bound: Names, world: World) -> Under:
    """The tracks of an atom by the values of its variables that are not bound."""
    shape, keys = shape_of(atom, bound, rest=True, world=world)
    under, key = world.facts.index(shape).under, _key(keys, world)
    return lambda _low, _high: under.get(key(), _NONE)


def atom_rows(atom: Atom, bound: Names, world: World) -> Generate:
    """The facts of the predicate at the point that fit what has values already."""
    shape, keys = shape_of(atom, bound, rest=True, world=world)
    rows_at = world.facts.shelf(atom.predicate).rows
    env = world.env
    given = tuple(zip(shape.key, [world.slot(name) for name in keys], strict=True))
    names = {c: t.name for c, t in enumerate(atom.terms) if isinstance(t, Variable)}
    wanted = tuple((column, world.slot(names[column])) for column in shape.rest)
    fits = shape.fits if shape.fixed or shape.same else None

    def rows(at: int) -> Iterator[int]:
        for args, value in rows_at.get(at, ()):
            if fits is not None and not fits(args):
                continue
            if given and any(env[slot] != args[column] for column, slot in given):
                continue
            for column, slot in wanted:
                env[slot] = args[column]
            yield value

    return rows


def atom_reader(
    atom: Atom, world: World
) -> tuple[Rows, Callable[[Args], bool] | None, Sequence[tuple[int, int]]]:
    """The rows of a predicate by position, which of them fit, and where columns are put."""
    shape, _ = shape_of(atom, frozenset(), rest=True, world=world)
    names = {c: t.name for c, t in enumerate(atom.terms) if isinstance(t, Variable)}
    wanted = [(column, world.slot(names[column])) for column in shape.rest]
    fits = shape.fits if shape.fixed or shape.same else None
    return world.facts.shelf(atom.predicate).rows, fits, wanted


def assigned_rows(f: Compare, bound: Names, world: World) -> Generate:
    """``x = term``: the one row that gives ``x`` the value of the term."""
    found = assignment(f, bound)
    if found is None:
        raise NotMonitorable(f"a comparison with {f.op} gives no variable its values")
    name, left = found
    slot, value, env = (
        world.slot(name),
        term_value(f.right if left else f.left, world),
        world.env,
    )

    def rows(_at: int) -> Iterator[int]:
        env[slot] = value()
        yield 2

    return rows


def once_rows(bound: Bound, under: Under, rest: tuple[str, ...], world: World) -> Generate:
    """The rows of an operand somewhere in the window behind."""
    window, put = past(bound), setter([world.slot(n) for n in rest], world.env)

    def rows(at: int) -> Iterator[int]:
        low, high = window(at)
        for key, track in list(under(low, high).items()):
            if track.last_true(low, high) > BEFORE:
                put(key)
                yield 2
            elif track.unknown and track.last_maybe(low, high) > BEFORE:
                put(key)
                yield 1

    return rows


def eventually_rows(
    bound: Bound, under: Under, rest: tuple[str, ...], world: World
) -> Generate:
    """The rows of an operand somewhere in the window ahead.

    Behind an open end every row is unknown; those that the log names are handed out.
    """
    window, put = future(bound), setter([world.slot(n) for n in rest], world.env)

    def rows(at: int) -> Iterator[int]:
        low, high = window(at)
        unseen = world.open_end and high > world.points[-1]
        for key, track in list(under(low, high).items()):
            if track.first_true(low, high) < AFTER:
                put(key)
                yield 2
            elif unseen or (track.unknown and track.first_maybe(low, high) < AFTER):
                put(key)
                yield 1

    return rows


def since_rows(
    bound: Bound,
    under: Under,
    rest: tuple[str, ...],
    check: Check,
    world: World,
    *,
    ahead: bool,
) -> Generate:
    """The rows of the right side in the window that pass the check; ``ahead`` of ``until``."""
    window = future(bound) if ahead else past(bound)
    put = setter([world.slot(n) for n in rest], world.env)

    def rows(at: int) -> Iterator[int]:
        low, high = window(at)
        unseen = ahead and world.open_end and high > world.points[-1]
        for key, track in list(under(low, high).items()):
            if unseen or track.last_maybe(low, high) > BEFORE:
                put(key)
                value = check(at)
                if value:
                    yield value

    return rows


def since_fact_rows(
    atom: Atom, broken: Atom, bound: Names, check: Check, world: World
) -> Generate:
    """The rows of ``not fact since fact`` without an end that pass the check.

    A row that was broken stays broken until its fact comes again, so at the newest points
    only rows that may still hold are looked at. Older points look at all of them.
    """
    shape, keys = shape_of(atom, bound, rest=True, world=world)
    index, key_of = world.facts.index(shape), _key(keys, world)
    names = frozenset(t.name for t in broken.terms if isinstance(t, Variable) and t.name)
    breaks = world.facts.index(shape_of(broken, names, rest=False, world=world)[0])
    column = {t.name: c for c, t in enumerate(atom.terms) if isinstance(t, Variable)}
    wanted = sorted(name for name in column if name and name not in bound)
    put = setter([world.slot(name) for name in wanted], world.env)
    live: dict[Key, dict[Key, Track]] = {}
    index.live.append(live)
    removals = 0

    def rows(at: int) -> Iterator[int]:
        nonlocal removals
        if breaks.removals != removals:
            live.clear()
            removals = breaks.removals
        key = key_of()
        under = index.under.get(key)
        if under is None:
            return
        newest = len(world.points) < 2 or at >= world.points[-2]
        if newest:
            under = live.get(key)
            if under is None:
                under = live[key] = dict(index.under[key])
        over = []
        for rest, track in list(under.items()):
            put(rest)
            value = check(at)
            if value:
                yield value
            elif newest and (track.last_maybe(BEFORE, AFTER) <= at):
                over.append(rest)
        for rest in over:
            del under[rest]

    return rows


def previous_rows(bound: Bound, body: Generate, world: World) -> Generate:
    """The rows of the point before."""

    def rows(at: int) -> Iterator[int]:
        other = world.before(at)
        if other > BEFORE and _apart(bound, other, at):
            yield from body(other)

    return rows


def next_rows(bound: Bound, body: Generate, world: World) -> Generate:
    """The rows of the point after."""

    def rows(at: int) -> Iterator[int]:
        other = world.after(at)
        if other < AFTER and _apart(bound, at, other):
            yield from body(other)

    return rows


def _apart(bound: Bound, one: int, other: int) -> bool:
    gap = (other >> SHIFT) - (one >> SHIFT)
    return gap >= bound.low and (bound.high is None or gap <= bound.high)


def positions_of(atoms: tuple[Atom, ...], bound: Names, world: World) -> Candidates:
    """Where at least one of the atoms is not false under the current values."""
    asked: list[tuple[dict[Key, Track], Callable[[], Any]]] = []
    for atom in atoms:
        shape, keys = shape_of(atom, bound, rest=False, world=world)
        asked.append((world.facts.index(shape).tracks, _key(keys, world)))
    if len(asked) == 1:
        tracks, key = asked[0]

        def of_one(low: int, high: int) -> list[int]:
            track = tracks.get(key())
            if track is None:
                return []
            if track.unknown:
                return track.maybe(low, high)
            line = track.true
            return line[bisect_left(line, low) : bisect_right(line, high)]

        return of_one

    def of_all(low: int, high: int) -> list[int]:
        found: set[int] = set()
        for tracks, key in asked:
            found.update(tracks.get(key(), EMPTY).maybe(low, high))
        return sorted(found)

    return of_all
