"""The least engine there is: what another library would have to bring."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from holdfire.scale import Machine, Progress, Stop, this_machine
from holdfire.scale.port import never, silent

T = TypeVar("T")
R = TypeVar("R")


class ToyEngine:
    """Items computed last first, each after a journey through bytes, one of them twice."""

    def __init__(self) -> None:
        self.width = 3
        self.folder: Path | None = None
        self.machines: frozenset[Machine] = frozenset()

    def run(
        self,
        function: Callable[[T], R],
        items: Sequence[T],
        *,
        in_python: bool = False,  # noqa: ARG002 - the port's signature
        progress: Progress = silent,
        stop: Stop = never,  # noqa: ARG002 - as above
    ) -> list[R]:
        found: list[Any] = [None] * len(items)
        for done, index in enumerate([*reversed(range(len(items))), 0]):
            carried = pickle.loads(pickle.dumps((function, items[index])))  # noqa: S301 - our own bytes
            found[index] = pickle.loads(pickle.dumps(carried[0](carried[1])))  # noqa: S301 - as above
            progress(min(done + 1, len(items)), len(items))
        self.machines = frozenset({this_machine()})
        return found

    def close(self) -> None:
        """Nothing is open."""
