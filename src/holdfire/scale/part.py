"""Many parts of one job, each on its own: files to read, periods to replay."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from holdfire.base.errors import HoldfireError
from holdfire.scale.attempt import Fault
from holdfire.scale.port import Executor, Progress, Stop, never, silent

__all__ = ["Done", "Refused", "run_parts"]

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Done(Generic[R]):
    """What came of a part."""

    value: R


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nothing came of a part: its own error, which stops no other part."""

    error: HoldfireError


def run_parts(
    executor: Executor,
    function: Callable[[T], R],
    parts: Sequence[T],
    *,
    in_python: bool = True,
    progress: Progress = silent,
    stop: Stop = never,
) -> list[Done[R] | Refused]:
    """``function`` of each part, in their order; one bad file does not lose ten thousand.

    ``function`` must be pure: what it reads is named by the part, and what it writes it
    writes under the hash of its content, so that a part computed twice does no harm. A
    ``HoldfireError`` is an outcome of its part; any other exception ends the run. See
    ``Executor.run`` for the rest.
    """
    found = executor.run(
        partial(_outcome, function), parts, in_python=in_python, progress=progress, stop=stop
    )
    return [_unpacked(one) for one in found]


def _outcome(function: Callable[[T], R], part: T) -> Done[R] | Fault:
    try:
        return Done(function(part))
    except HoldfireError as error:
        return Fault(error)


def _unpacked(one: Done[R] | Fault) -> Done[R] | Refused:
    if isinstance(one, Fault):
        return Refused(one.error)  # type: ignore[arg-type]  # _outcome catches no other
    return one
