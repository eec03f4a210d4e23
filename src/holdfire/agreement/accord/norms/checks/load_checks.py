"""All load-time checks that need no search: what would make a verdict wrong or impossible.

Each file is one family of checks and adds its problems to those of the file.
"""

from __future__ import annotations

from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.checks.cost import check_cost
from holdfire.agreement.accord.norms.checks.defeaters import check_defeaters
from holdfire.agreement.accord.norms.checks.durations import check_durations
from holdfire.agreement.accord.norms.checks.guards import check_guards
from holdfire.agreement.accord.norms.checks.powers import check_powers
from holdfire.agreement.accord.norms.checks.units import check_units
from holdfire.agreement.accord.norms.checks.whole import check_whole
from holdfire.agreement.problems import Problems

__all__ = ["check_accord"]


def check_accord(accord: Accord, problems: Problems) -> None:
    """Every check that needs no search; those that do are in ``search``."""
    check_powers(accord, problems)
    for reading in accord.readings:
        for norm in reading.norms:
            problems.clause = norm.name
            check_whole(norm, accord, problems)
            check_units(norm, accord, problems)
            check_guards(norm, problems)
            check_defeaters(norm, problems)
            check_durations(norm, accord, problems)
            check_cost(norm, accord, problems)
    problems.clause = ""
