"""Monitoring a log that goes on: from the last acknowledged line, through a state on disk."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from holdfire.agreement.accord.points import PointEngine
from holdfire.agreement.accord.points.snapshot import freeze, thaw
from holdfire.agreement.accord.syntax.log import LogPoint
from holdfire.service.monitor_state import MonitorState

__all__ = ["resumed"]

_BATCH = 20_000  # lines a transaction at least; more where the engine keeps more

Points = Callable[[Iterable[str]], Iterator[LogPoint]]
Say = Callable[[PointEngine], list[str]]


def resumed(
    state: MonitorState, engine: PointEngine, lines: Iterable[str], points: Points, say: Say
) -> Iterator[str]:
    """The lines to print for what is new in the log, each batch once it is durable.

    ``points`` reads lines, one point a line; ``say`` takes what the engine has to say. The
    lines that the state has acknowledged already are passed over if the log begins with
    them; another log goes on where the last one ended.
    """
    kept = state.get("engine")
    if kept is not None:
        thaw(engine, kept)
    yield from _unsaid(state)
    source = _Source(lines, state.get("source"))
    before = (state.get("lines") or 0) - source.read
    acknowledged = source.read
    waiting: list[str] = []
    for point in points(source):
        number = before + source.read
        if point.is_point:
            engine.add(point.stamp, point.facts, number)
        if point.withdrawn:
            engine.withdraw(point.stamp, point.withdrawn, number)
        waiting += say(engine)
        if source.read - acknowledged >= max(_BATCH, engine.rule.size()):
            acknowledged = source.read
            yield from _acknowledge(state, engine, source, number, waiting)
            waiting = []
    yield from _acknowledge(state, engine, source, before + source.read, waiting)


class _Source:
    """The lines of a log with a digest of those read, behind those acknowledged before."""

    def __init__(self, lines: Iterable[str], known: list[Any] | None) -> None:
        self._lines = iter(lines)
        self._digest = hashlib.sha256()
        self._again: list[str] = []
        self.read = 0
        if known is not None and known[0]:
            self._pass(known[0], known[1])
        self._passed = self.read

    def _pass(self, count: int, digest: str) -> None:
        """Pass over the acknowledged lines, or, if these are others, over none."""
        for line in self._lines:
            self._again.append(line)
            self._digest.update(line.encode())
            if len(self._again) == count:
                break
        if len(self._again) == count and self._digest.hexdigest() == digest:
            self._again, self.read = [], count
        else:
            self._digest = hashlib.sha256()

    def __iter__(self) -> Iterator[str]:
        for _ in range(self._passed):
            yield "\n"  # so that the numbers of lines are those of the log
        for line in self._chained():
            self._digest.update(line.encode())
            self.read += 1
            yield line

    def _chained(self) -> Iterator[str]:
        yield from self._again
        self._again = []
        yield from self._lines

    def mark(self) -> list[Any]:
        """How many lines were read, and their digest."""
        return [self.read, self._digest.hexdigest()]


def _acknowledge(
    state: MonitorState, engine: PointEngine, source: _Source, lines: int, said: list[str]
) -> Iterator[str]:
    """Make the batch durable, then print what it said, then note that it is printed."""
    engine.sweep()
    state.put("engine", freeze(engine))
    state.put("source", source.mark())
    state.put("lines", lines)
    state.put("unsaid", said)
    state.commit()
    yield from _unsaid(state)


def _unsaid(state: MonitorState) -> Iterator[str]:
    """Lines that were made durable and may not have been printed."""
    lines = state.get("unsaid") or []
    yield from lines
    if lines:
        state.put("unsaid", [])
        state.commit()
