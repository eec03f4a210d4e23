"""The points frame: a formula over the time points of an event log.

In: a formula and the points of a log, in any order, with facts that are true, unknown or
withdrawn. Out: settled verdicts for each time point, and each change of one with its cause.
Never: a verdict that depends on the order of arrival, or an approximation.
"""

from holdfire.agreement.accord.points.batch import evaluate
from holdfire.agreement.accord.points.engine import PointEngine
from holdfire.agreement.accord.points.verdict import VerdictChange
from holdfire.agreement.accord.points.world import Budget

__all__ = ["Budget", "PointEngine", "VerdictChange", "evaluate"]
