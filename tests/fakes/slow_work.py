"""An engine whose items tell that they have begun and then take their time."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from holdfire.scale import Executor, Machine, Progress, Stop
from holdfire.scale.port import never, silent

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True)
class Slow(Generic[T, R]):
    """``function``, with a mark of its process left in ``marks`` and a nap before."""

    function: Callable[[T], R]
    marks: Path
    seconds: float

    def __call__(self, item: T) -> R:
        (self.marks / f"{os.getpid()}-{time.monotonic_ns()}").touch()
        time.sleep(self.seconds)
        return self.function(item)


@dataclass(frozen=True)
class Slowed:
    """``inner``, each of whose items takes ``seconds`` longer."""

    inner: Executor
    marks: Path
    seconds: float

    @property
    def width(self) -> int:
        return self.inner.width

    @property
    def folder(self) -> Path | None:
        return self.inner.folder

    @property
    def machines(self) -> frozenset[Machine]:
        return self.inner.machines

    def run(
        self,
        function: Callable[[T], R],
        items: Sequence[T],
        *,
        in_python: bool = False,
        progress: Progress = silent,
        stop: Stop = never,
    ) -> list[R]:
        slow: Callable[[Any], R] = Slow(function, self.marks, self.seconds)
        return self.inner.run(slow, items, in_python=in_python, progress=progress, stop=stop)

    def close(self) -> None:
        self.inner.close()


def begun_by(marks: Path, process: int) -> int:
    """How many items a process has begun."""
    return len(list(marks.glob(f"{process}-*")))
