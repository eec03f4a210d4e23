"""Joining rows: one part's rows tested and extended by the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from holdfire.agreement.accord.points.world import World

__all__ = [
    "conjunction",
    "disjunction",
    "fact_collector",
    "row_collector",
    "rows_with",
    "setter",
]

Check = Callable[[int], int]
Generate = Callable[[int], Iterator[int]]
Collect = Callable[[int], dict[tuple[Any, ...], int]]


def setter(slots: Sequence[int], env: list[Any]) -> Callable[[Any], None]:
    """A function that gives the variables in ``slots`` the values of a packed key."""
    if not slots:
        return lambda _key: None
    if len(slots) == 1:
        slot = slots[0]

        def set_one(key: Any) -> None:
            env[slot] = key

        return set_one

    def set_all(key: Any) -> None:
        for place, value in zip(slots, key, strict=True):
            env[place] = value

    return set_all


def rows_with(check: Check) -> Generate:
    """The one row of a formula whose variables all have values, unless it is false."""

    def rows(at: int) -> Iterator[int]:
        value = check(at)
        if value:
            yield value

    return rows


def conjunction(steps: Sequence[tuple[bool, Any]], world: World) -> Generate:
    """Parts in order, each a test or a source of rows; a row's value is the least of all."""
    built: Generate | None = None
    tests: list[Check] = []
    for is_test, part in reversed(steps):
        if is_test:
            tests.insert(0, part)
        else:
            built = _tested(part, tests, built, world)
            tests = []
    if tests or built is None:
        built = _tested(rows_with(lambda _at: 2), tests, built, world)
    return built


def _tested(
    source: Generate, tests: Sequence[Check], rest: Generate | None, world: World
) -> Generate:
    """Rows of a source that pass the tests, each extended by the rows of the rest."""

    def rows(at: int) -> Iterator[int]:
        for value in source(at):
            world.step()
            least = value
            for test in tests:
                got = test(at)
                if got < least:
                    least = got
                    if not got:
                        break
            if not least:
                continue
            if rest is None:
                yield least
            else:
                for more in rest(at):
                    yield min(more, least)

    return rows


def row_collector(generate: Generate, slots: Sequence[int], world: World) -> Collect:
    """The rows of a source as a table."""
    env = world.env

    def collect(at: int) -> dict[tuple[Any, ...], int]:
        world.begin()
        found: dict[tuple[Any, ...], int] = {}
        for value in generate(at):
            key = tuple([env[slot] for slot in slots])
            if value > found.get(key, 0):
                found[key] = value
        return found

    return collect


def fact_collector(  # noqa: C901 - one pass, made for speed
    rows: Mapping[int, list[tuple[Any, int]]],
    fits: Callable[[Any], bool] | None,
    wanted: Sequence[tuple[int, int]],
    tests: Sequence[Check],
    slots: Sequence[int],
    world: World,
) -> Collect:
    """The facts of one predicate that pass tests, as a table: the shape of most rules."""
    env = world.env
    nothing: dict[tuple[Any, ...], int] = {}

    def collect(at: int) -> dict[tuple[Any, ...], int]:
        here = rows.get(at)
        if here is None:
            return nothing
        found: dict[tuple[Any, ...], int] = {}
        for args, value in here:
            if fits is not None and not fits(args):
                continue
            for column, slot in wanted:
                env[slot] = args[column]
            least = value
            for test in tests:
                got = test(at)
                if got < least:
                    least = got
                    if not got:
                        break
            if least:
                key = tuple([env[slot] for slot in slots])
                if least > found.get(key, 0):
                    found[key] = least
        return found

    return collect


def disjunction(each: Sequence[Generate], slots: Sequence[int], world: World) -> Generate:
    """The rows of all parts, each row once, with its greatest value."""
    env = world.env
    put = setter(slots, env)

    def rows(at: int) -> Iterator[int]:
        found: dict[Any, int] = {}
        for part in each:
            for value in part(at):
                world.step()
                key = env[slots[0]] if len(slots) == 1 else tuple([env[s] for s in slots])
                if value > found.get(key, 0):
                    found[key] = value
        for key, value in found.items():
            put(key)
            yield value

    return rows
