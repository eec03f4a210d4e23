"""L6: which exception wins is said by a priority, never by the order of the file."""

from __future__ import annotations

from collections import Counter

from holdfire.agreement.accord.norms.defeat import circles, ties
from holdfire.agreement.accord.norms.norm import Norm
from holdfire.agreement.problems import Problems

__all__ = ["check_defeaters"]


def check_defeaters(norm: Norm, problems: Problems) -> None:
    """Opposing defeaters have an order, and no defeater beats itself along a circle."""
    names = Counter(each.name for each in norm.unless)
    for each in norm.unless:
        if names[each.name] > 1:
            problems.add(
                "L6", each.line, f"two exceptions are called {each.name!r}", "Rename one."
            )
        for beaten in each.beats:
            if beaten not in names:
                problems.add(
                    "L6",
                    each.line,
                    f"{each.name} beats {beaten!r}, which does not exist",
                    f"Known: {', '.join(sorted(names))}.",
                )
    for one, other in ties(norm.unless):
        problems.add(
            "L6",
            one.line,
            f"{one.name} and {other.name} oppose each other and neither comes first",
            "Give each a different priority, or say beats.",
        )
    for name in circles(norm.unless):
        problems.add(
            "L6", norm.line, f"{name} beats itself along a circle", "Take one beats away."
        )
