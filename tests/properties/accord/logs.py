"""Random logs: equal stamps, facts that are unknown, few names so that they meet."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from hypothesis import strategies as st
from tests.oracle.points import Fact, Log
from tests.properties.accord.rules import POOL, SIGNATURE, Source, sources

from holdfire.agreement.accord.syntax.log import LogFact, LogPoint
from holdfire.agreement.accord.term import Value
from holdfire.base.truth import Truth

__all__ = ["FACTS", "GAPS", "Table", "log", "log_points", "logs", "rows"]

Table = dict[tuple[Value, ...], tuple[Truth, ...]]
GAPS = (0, 0, 1, 1, 1, 2, 3, 5)
FACTS: list[Fact] = [
    (predicate, args)
    for predicate, sorts in sorted(SIGNATURE.items())
    for args in product(*(POOL[sort] for sort in sorts))
]
"""Every fact of the signature."""


def log(source: Source, size: int, unknown: int) -> list[tuple[int, dict[Fact, Truth]]]:
    """Points with their facts; at most so many facts are unknown."""
    stamp, points, left = 0, [], unknown
    for _ in range(size):
        stamp += source.choice(GAPS)
        here: dict[Fact, Truth] = {}
        for fact in source.sample(FACTS, source.randint(0, 6)):
            doubt = left > 0 and source.randint(0, 2) == 0
            left -= doubt
            here[fact] = Truth.UNKNOWN if doubt else Truth.TRUE
        points.append((stamp, here))
    return points


def logs(*, most: int = 7, unknown: int = 99, least: int = 1) -> st.SearchStrategy[Log]:
    """Logs of a few points."""
    return sources().map(lambda source: log(source, source.randint(least, most), unknown))


def log_points(points: Log) -> list[LogPoint]:
    """The same log as the engine takes it."""
    return [
        LogPoint(stamp, tuple(LogFact(v, name, args) for (name, args), v in at.items()))
        for stamp, at in points
    ]


def rows(table: Mapping[tuple[Value, ...], tuple[Truth, ...]]) -> Table:
    """Rows that are false everywhere left out."""
    return {key: values for key, values in table.items() if any(values)}
