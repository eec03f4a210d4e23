"""Items under way: begun in order, tried again when lost, returned in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import CancelledError
from dataclasses import dataclass, field
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any, Protocol, cast

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput, SourceUnavailable
from holdfire.scale.attempt import TRANSIENT, Answer, Fault
from holdfire.scale.machine import Machine, this_machine
from holdfire.scale.port import Progress, Stop

__all__ = ["RETRIES", "Flight", "Flights"]

RETRIES = 3
"""How often an item is tried again after a fault of a machine."""

PATIENCE_S = 0.25
"""How long to wait for an item to land before asking whether to stop."""


class Flight(Protocol):
    """A future of any library."""

    def add_done_callback(self, fn: Callable[[Any], Any]) -> Any:
        """Call ``fn`` once, from any thread, when there is a result or an exception."""
        ...

    def result(self) -> Any:
        """The result, or the exception raised."""
        ...

    def cancel(self) -> Any:
        """Do not begin it if it is not begun."""
        ...


def _nothing() -> None:
    """Wait on."""


@dataclass(frozen=True)
class Flights:
    """How items get to an engine and back.

    ``submit`` begins the item of an index; ``window`` says how many may be under way;
    ``lost`` are the exceptions of the engine that mean a lost worker; ``idle`` is called
    whenever nothing has landed for ``PATIENCE_S``; ``machines`` gathers who answered.
    """

    submit: Callable[[int], Flight]
    window: Callable[[], int]
    lost: tuple[type[BaseException], ...]
    machines: set[Machine]
    idle: Callable[[], None] = _nothing
    landed: SimpleQueue[int] = field(default_factory=SimpleQueue)

    def results(self, count: int, progress: Progress, stop: Stop) -> list[Any]:
        """The results of the items 0 … count − 1; see ``Executor.run``."""
        found: list[Any] = [None] * count
        tries = [0] * count
        waiting = deque(range(count))
        flying: dict[int, Flight] = {}
        try:
            while waiting or flying:
                while waiting and len(flying) < max(1, self.window()):
                    self._begin(waiting.popleft(), flying)
                index = self._next(stop)
                answer = self._answer(flying.pop(index), index, tries)
                if answer is None:
                    waiting.appendleft(index)
                    continue
                found[index] = answer.value
                progress(count - len(waiting) - len(flying), count)
        finally:
            for flight in flying.values():
                flight.cancel()
        return found

    def _begin(self, index: int, flying: dict[int, Flight]) -> None:
        flight = self.submit(index)
        flying[index] = flight
        flight.add_done_callback(partial(_land, self.landed, index))

    def _next(self, stop: Stop) -> int:
        """The index of the next item that has landed."""
        while True:
            if stop():
                raise CancelledError
            try:
                return self.landed.get(timeout=PATIENCE_S)
            except Empty:
                self.idle()

    def _answer(self, flight: Flight, index: int, tries: list[int]) -> Answer[Any] | None:
        """What came of an item; ``None`` when it is to be tried again."""
        again: tuple[type[BaseException], ...] = (*self.lost, *TRANSIENT)
        try:
            answer = flight.result()
        except again as error:
            tries[index] += 1
            if tries[index] <= RETRIES:
                return None
            if isinstance(error, self.lost):
                raise SourceUnavailable(
                    Code.ENGINE_LOST, f"workers were lost {tries[index]} times on one item"
                ) from error
            raise
        except CancelledError as error:  # nobody but a lost scheduler cancels what we wait for
            raise SourceUnavailable(Code.ENGINE_LOST, "the scheduler was lost") from error
        if isinstance(answer, Fault):
            raise answer.error
        if not answer.machine.computes_like(this_machine()):
            raise BadInput(
                Code.ENGINE_DIFFERS,
                "a worker runs another version of the program or of its libraries",
                where=f"worker: {answer.machine.kernels[:12]} {dict(answer.machine.libraries)}",
            )
        self.machines.add(answer.machine)
        return cast("Answer[Any]", answer)


def _land(landed: SimpleQueue[int], index: int, _: object) -> None:
    landed.put(index)
