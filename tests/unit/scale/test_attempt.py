from __future__ import annotations

import pickle

import pytest
from tests.fakes.work import broken_if_odd, refused_if_odd

from holdfire.base.errors import BadInput
from holdfire.scale.attempt import Answer, Attempt, Fault
from holdfire.scale.machine import this_machine


def carried(fault: object) -> Fault:
    found = pickle.loads(pickle.dumps(fault))  # noqa: S301 - our own bytes
    assert isinstance(found, Fault)
    return found


def test_a_result_names_its_machine() -> None:
    assert Attempt(broken_if_odd)(4) == Answer(4, this_machine())


def test_an_error_of_ours_survives_the_journey() -> None:
    fault = Attempt(refused_if_odd)(3)
    assert isinstance(fault, Fault)
    assert isinstance(fault.error, BadInput)
    other = carried(fault).error
    assert isinstance(other, BadInput)
    assert other.fields() == fault.error.fields()
    assert str(other) == str(fault.error)
    assert other.__notes__[0].startswith("raised by a worker in refused_if_odd, line ")


def test_any_exception_survives_the_journey() -> None:
    found = carried(Attempt(broken_if_odd)(3)).error
    assert isinstance(found, KeyError)
    assert found.args == (3,)
    decoding = Attempt(bytes.decode)(b"\xff")
    assert isinstance(carried(decoding).error, UnicodeDecodeError)


def test_faults_of_the_machine_are_raised() -> None:
    def away(_: int) -> int:
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        Attempt(away)(1)
