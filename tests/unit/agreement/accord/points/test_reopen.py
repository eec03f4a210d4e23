from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence

from holdfire.agreement.accord.points.engine import PointEngine
from holdfire.agreement.accord.points.journal import Kept
from holdfire.agreement.accord.points.position import SHIFT
from holdfire.agreement.accord.points.snapshot import freeze, thaw
from holdfire.agreement.accord.syntax.log import LogFact
from holdfire.agreement.accord.syntax.mfotl_text import read_mfotl
from holdfire.agreement.accord.term import Value
from holdfire.base.truth import Truth

RULES = [
    "q(x) AND NOT (NOT p(x) SINCE r(x))",
    "q(x) AND ONCE[2,9] p(x) AND NOT PREVIOUS r(x)",
    "q(x) AND NOT EVENTUALLY[0,4] (p(x) AND ONCE r(x))",
    "EXISTS x. q(x) AND (p(x) SINCE[0,6] r(x))",
]


class Shelf:
    """A journal in memory."""

    def __init__(self) -> None:
        self.at: set[int] = set()
        self.rows: list[Kept] = []

    def record(self, at: int, facts: Sequence[LogFact]) -> None:
        self.at.add(at)
        self.rows += [(at, f.predicate, f.args, int(f.value)) for f in facts]

    def retract(self, at: int, facts: Iterable[LogFact]) -> None:
        for f in facts:
            self.rows.remove((at, f.predicate, f.args, int(f.value)))

    def holder(self, stamp: int, fact: LogFact) -> tuple[int, LogFact] | None:
        found = [r for r in self.rows if r[0] >> SHIFT == stamp and r[1:3] == fact[1:]]
        return None if not found else (max(found)[0], fact._replace(value=Truth(max(found)[3])))

    def facts(self, predicate: str, given: Mapping[int, Value]) -> Iterator[Kept]:
        for row in sorted(self.rows, key=lambda row: row[0]):
            if row[1] == predicate and all(row[2][c] == v for c, v in given.items()):
                yield row

    def points(self) -> Iterator[int]:
        yield from sorted(self.at)


def verdicts(engine: PointEngine) -> dict[tuple[int, tuple[Value, ...]], int]:
    """What is published in the end, told by what came out alone."""
    said: dict[tuple[int, tuple[Value, ...]], int] = {}
    for at, rows in engine.take():
        said |= {(at, row): int(value) for row, value in rows.items()}
    for change in engine.changes():
        at = (change.stamp << SHIFT) | change.number
        assert said.get((at, change.key), 0) == change.old
        said[at, change.key] = int(change.new)
    return {key: value for key, value in said.items() if value}


def random_log(chance: random.Random, count: int) -> list[tuple[int, tuple[LogFact, ...]]]:
    stamp, log = 0, []
    for _ in range(count):
        stamp += chance.choice((0, 1, 3))
        cells = {
            (chance.choice("pqr"), (chance.randrange(3),)): Truth(chance.choice((1, 2, 2)))
            for _ in range(chance.randrange(4))
        }
        log.append((stamp, tuple(LogFact(value, *cell) for cell, value in cells.items())))
    return log


def told(
    engine: PointEngine, log: list[tuple[int, tuple[LogFact, ...]]], order: list[int]
) -> object:
    said: dict[object, int] = {}
    for number in order:
        engine.sweep()
        engine.add(*log[number], number)
        for at, rows in engine.take():
            said |= {(at, row): int(value) for row, value in rows.items()}
        for change in engine.changes():
            said[(change.stamp << SHIFT) | change.number, change.key] = int(change.new)
    engine.finish()
    said |= {(at, row): int(v) for at, rows in engine.take() for row, v in rows.items()}
    return {key: value for key, value in said.items() if value}


def test_what_is_older_than_memory_is_answered_from_the_journal() -> None:
    """The same verdicts as an engine that never forgets, in 200 random orders of arrival."""
    for seed in range(200):
        chance = random.Random(seed)
        log = random_log(chance, 15)
        order = sorted(range(15), key=lambda number: number + chance.choice((0, 0, 9)))
        rule = read_mfotl(RULES[seed % len(RULES)])
        forgetful = PointEngine(rule, lateness=2, journal=Shelf())
        assert told(forgetful, log, order) == told(PointEngine(rule), log, order), seed


def test_a_restart_goes_on_as_if_nothing_had_happened() -> None:
    for seed in range(60):
        chance = random.Random(seed)
        log = random_log(chance, 20)
        rule = read_mfotl(RULES[seed % len(RULES)])
        whole, first = PointEngine(rule, lateness=3), PointEngine(rule, lateness=3)
        for number, (stamp, facts) in enumerate(log[:12]):
            whole.add(stamp, facts, number)
            first.add(stamp, facts, number)
        first.sweep()
        state = json.dumps(freeze(first))
        second = PointEngine(rule, lateness=3)
        thaw(second, json.loads(state))
        assert json.dumps(freeze(second)) == state
        whole.take()
        for number, (stamp, facts) in enumerate(log[12:], 12):
            whole.add(stamp, facts, number)
            second.add(stamp, facts, number)
        whole.finish()
        second.finish()
        assert verdicts(whole) == verdicts(second)
        assert whole.settled_points == second.settled_points == 20


def test_only_the_changed_keys_are_read_back() -> None:
    """The journal is asked for the key of the late fact, not for the log."""
    asked: list[tuple[str, dict[int, Value]]] = []

    class Listening(Shelf):
        def facts(self, predicate: str, given: Mapping[int, Value]) -> Iterator[Kept]:
            asked.append((predicate, dict(given)))
            return super().facts(predicate, given)

    engine = PointEngine(read_mfotl(RULES[0]), lateness=0, journal=Listening())
    engine.add(0, [LogFact(Truth.TRUE, "q", (7,))])
    engine.add(50)
    engine.add(0, [LogFact(Truth.TRUE, "r", (7,))], number=9)
    assert asked
    assert all(given == {0: 7} for _, given in asked if given)
    assert not [predicate for predicate, given in asked if not given]
