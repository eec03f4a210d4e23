"""One try at one item: a result, the item's own fault, or a fault of the machine."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from holdfire.scale.machine import Machine, this_machine

__all__ = ["TRANSIENT", "Answer", "Attempt", "Fault"]

T = TypeVar("T")
R = TypeVar("R")

TRANSIENT = (OSError, MemoryError)
"""What a machine makes fail: another try may succeed. All else would only fail again."""


@dataclass(frozen=True, slots=True)
class Answer(Generic[R]):
    """A result and the machine it comes from."""

    value: R
    machine: Machine


@dataclass(frozen=True, slots=True)
class Fault:
    """An exception of the item itself.

    It travels as type, arguments and attributes, so that errors whose constructors take
    more than their arguments arrive whole.
    """

    error: Exception

    def __reduce__(self) -> tuple[Any, ...]:
        """Type, arguments, attributes, and the place of the fault as a note."""
        error = self.error
        last = traceback.extract_tb(error.__traceback__)[-1:]
        at = "".join(f"{frame.name}, line {frame.lineno}" for frame in last)
        return _arrived, (type(error), error.args, dict(vars(error)), at)


def _arrived(
    kind: type[Exception], arguments: tuple[Any, ...], attributes: dict[str, Any], at: str
) -> Fault:
    """The fault as it was raised by a worker."""
    error = kind.__new__(kind, *arguments)
    vars(error).update(attributes)
    if at:
        error.add_note(f"raised by a worker in {at}")
    return Fault(error)


@dataclass(frozen=True, slots=True)
class Attempt(Generic[T, R]):
    """``function`` such that only the machine's faults are raised."""

    function: Callable[[T], R]

    def __call__(self, item: T) -> Answer[R] | Fault:
        """The answer for ``item``, or its fault."""
        try:
            return Answer(self.function(item), this_machine())
        except TRANSIENT:
            raise
        except Exception as error:  # noqa: BLE001 - it is handed to the caller, not hidden
            return Fault(error)
