"""The checks that search: clashes and norms that say nothing, with the worlds found."""

from __future__ import annotations

from dataclasses import dataclass

from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.checks.clashes import Clash, check_clashes
from holdfire.agreement.accord.norms.checks.vacuity import Shown, check_vacuity
from holdfire.agreement.problems import Problems

__all__ = ["Examined", "examine"]


@dataclass(frozen=True, slots=True)
class Examined:
    """What the search found: a world for each verdict of each norm, and the clashes."""

    worlds: tuple[Shown, ...]
    clashes: tuple[Clash, ...]


def examine(accord: Accord, problems: Problems) -> Examined:
    """Search every norm of every reading; what is missing or clashes becomes a problem."""
    worlds: dict[tuple[str, str], Shown] = {}
    for reading in accord.readings:
        for norm in reading.norms:
            problems.clause = norm.name
            for shown in check_vacuity(norm, accord, problems):
                worlds.setdefault((shown.norm, shown.word), shown)
            problems.clause = ""
    return Examined(tuple(worlds.values()), check_clashes(accord, problems))
