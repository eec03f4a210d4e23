from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import replace
from typing import Any

import pytest

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput, SourceUnavailable
from holdfire.scale.attempt import Answer
from holdfire.scale.flight import RETRIES, Flights
from holdfire.scale.machine import Machine, this_machine
from holdfire.scale.port import never, silent


class Lost(Exception):
    pass


def landed(outcome: object) -> Future[Any]:
    future: Future[Any] = Future()
    if isinstance(outcome, BaseException):
        future.set_exception(outcome)
    else:
        future.set_result(outcome)
    return future


def flights(submit: Callable[[int], Future[Any]], machines: set[Machine]) -> Flights:
    return Flights(submit, lambda: 2, (Lost,), machines)


def test_lost_workers_are_retried_and_then_given_up() -> None:
    tries: list[int] = []

    def submit(index: int) -> Future[Any]:
        tries.append(index)
        return landed(Lost() if tries.count(0) <= RETRIES else Answer(index, this_machine()))

    assert flights(submit, set()).results(1, silent, never) == [0]
    assert len(tries) == RETRIES + 1
    with pytest.raises(SourceUnavailable) as caught:
        flights(lambda _: landed(Lost()), set()).results(1, silent, never)
    assert caught.value.code == Code.ENGINE_LOST


def test_a_lost_scheduler_is_told_from_a_stop() -> None:
    with pytest.raises(SourceUnavailable) as caught:
        flights(lambda _: landed(CancelledError()), set()).results(1, silent, never)
    assert caught.value.code == Code.ENGINE_LOST
    with pytest.raises(CancelledError):
        flights(lambda _: Future(), set()).results(1, silent, lambda: True)


def test_what_is_under_way_is_cancelled_at_the_end() -> None:
    under_way: list[Future[Any]] = []

    def submit(index: int) -> Future[Any]:
        under_way.append(Future() if index else landed(KeyError("no")))
        return under_way[-1]

    with pytest.raises(KeyError):
        flights(submit, set()).results(9, silent, never)
    assert len(under_way) == 2
    assert under_way[1].cancelled()


@pytest.mark.parametrize(
    "other",
    [
        replace(this_machine(), kernels="0" * 64),
        replace(this_machine(), libraries=(("numpy", "1.0"),)),
    ],
)
def test_a_worker_with_other_code_is_refused(other: Machine) -> None:
    with pytest.raises(BadInput) as caught:
        flights(lambda _: landed(Answer(1, other)), set()).results(1, silent, never)
    assert caught.value.code == Code.ENGINE_DIFFERS


def test_another_processor_is_accepted_and_noted() -> None:
    other = replace(this_machine(), cpu="another model", code_for="another")
    machines: set[Machine] = set()
    outcomes = [Answer(1, other), Answer(2, this_machine())]
    found = flights(lambda index: landed(outcomes[index]), machines).results(2, silent, never)
    assert found == [1, 2]
    assert machines == {other, this_machine()}
