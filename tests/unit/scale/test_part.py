from __future__ import annotations

import pytest
from tests.fakes.toy_engine import ToyEngine
from tests.fakes.work import broken_if_odd, refused_if_odd

from holdfire.base.errors import BadInput
from holdfire.scale import Executor
from holdfire.scale.local import LocalEngine
from holdfire.scale.part import Done, Refused, run_parts


@pytest.mark.parametrize("engine", [LocalEngine(1), LocalEngine(2), ToyEngine()])
def test_one_bad_part_does_not_lose_the_others(engine: Executor) -> None:
    found = run_parts(engine, refused_if_odd, [4, 5, 6], in_python=False)
    assert found[0] == Done(2)
    assert found[2] == Done(3)
    assert isinstance(found[1], Refused)
    assert isinstance(found[1].error, BadInput)
    assert found[1].error.what == "5 is odd"


def test_a_mistake_of_ours_ends_the_run() -> None:
    with pytest.raises(KeyError):
        run_parts(LocalEngine(1), broken_if_odd, [2, 3])
