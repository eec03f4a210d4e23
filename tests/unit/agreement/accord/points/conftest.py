from __future__ import annotations

from collections.abc import Callable

import pytest

from holdfire.agreement.accord.points import evaluate
from holdfire.agreement.accord.syntax.log import read_log
from holdfire.agreement.accord.syntax.mfotl_text import read_mfotl

Table = Callable[..., dict[tuple[int | str, ...], str]]


@pytest.fixture(scope="session")
def table() -> Table:
    """A function: the verdicts of an MFOTL rule over a log, one sign a time point."""

    def verdicts(
        rule: str, log: str, *, complete: bool = True
    ) -> dict[tuple[int | str, ...], str]:
        points = list(read_log(log.splitlines(), unordered=True))
        found = evaluate(read_mfotl(rule), points, complete=complete)
        return {row: "".join("0?1"[value] for value in values) for row, values in found.items()}

    return verdicts
