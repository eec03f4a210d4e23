"""All verdicts of a log at once, as a table: for tests, examples and short logs."""

from __future__ import annotations

from collections.abc import Sequence

from holdfire.agreement.accord.formula import Formula
from holdfire.agreement.accord.points.engine import PointEngine
from holdfire.agreement.accord.syntax.guard import check_open_end
from holdfire.agreement.accord.syntax.log import LogPoint
from holdfire.agreement.accord.term import Value
from holdfire.base.truth import Truth

__all__ = ["evaluate"]

Table = dict[tuple[Value, ...], tuple[Truth, ...]]


def evaluate(formula: Formula, log: Sequence[LogPoint], *, complete: bool = True) -> Table:
    """The value of every row at every time point, in the order of the sorted log.

    A row that is false everywhere is not listed; a closed formula always is, as ``()``.
    ``complete`` means that nothing follows the last point; otherwise what follows is unknown,
    and a rule whose rows only the future could name is refused (:class:`NotMonitorable`).
    """
    if not complete:
        check_open_end(formula)
    engine = PointEngine(formula)
    for number, point in enumerate(log):
        if point.is_point:
            engine.add(point.stamp, point.facts, number)
        if point.withdrawn:
            engine.withdraw(point.stamp, point.withdrawn, point.line)
    engine.finish(complete=complete)
    points = engine.world.points
    rows = {row for at in points for row in engine.verdicts.get(at, ())}
    if not engine.variables:
        rows.add(())
    return {
        row: tuple(Truth(engine.verdicts.get(at, {}).get(row, 0)) for at in points)
        for row in sorted(rows, key=lambda row: [(isinstance(v, str), v) for v in row])
    }
