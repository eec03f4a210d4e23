"""L14: what a norm may cost: how many instances, and how far back each must remember."""

from __future__ import annotations

from dataclasses import dataclass

from holdfire.agreement.accord.formula import Bound
from holdfire.agreement.accord.free import formulas
from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.checks.guards import formulas_of
from holdfire.agreement.accord.norms.norm import Norm
from holdfire.agreement.accord.norms.spans import said_span
from holdfire.agreement.problems import Problems

__all__ = ["StateBound", "check_cost", "state_bound"]

_MOST_NODES = 2000
_MOST_KEYS = 6


@dataclass(frozen=True, slots=True)
class StateBound:
    """The state a norm needs: for each of its keys, ``nodes`` step functions.

    ``sizes`` are the sizes of its key domains, ``None`` where only the data says. Each step
    function keeps the changes of ``window`` microseconds; ``open_past`` operators keep
    their last settled change whatever its age.
    """

    norm: str
    sorts: tuple[str, ...]
    sizes: tuple[int | None, ...]
    nodes: int
    window: int
    open_past: int

    def shown(self) -> str:
        """The bound as one line."""
        keys = " x ".join(
            f"{sort} ({size})" if size is not None else f"{sort}s seen"
            for sort, size in zip(self.sorts, self.sizes, strict=True)
        )
        window = said_span(self.window) if self.window else "no window"
        open_past = f", {self.open_past} with an open past" if self.open_past else ""
        return (
            f"{self.norm}: ({keys or '1'}) x {self.nodes} step functions, "
            f"changes within {window}{open_past}"
        )


def state_bound(norm: Norm, accord: Accord) -> StateBound:
    """An upper bound of the state of one norm, in terms of its key domains."""
    bounds: list[Bound] = []
    nodes = 0
    for _, formula in formulas_of(norm):
        for inner in formulas(formula):
            nodes += 1
            bound = getattr(inner, "bound", None)
            if isinstance(bound, Bound):
                bounds.append(bound)
    sorts = tuple(sort for _, sort in norm.key)
    return StateBound(
        norm.name,
        sorts,
        tuple(_size(sort, accord) for sort in sorts),
        nodes,
        sum(bound.high for bound in bounds if bound.high is not None),
        sum(bound.high is None for bound in bounds),
    )


def _size(sort: str, accord: Accord) -> int | None:
    """The size of a declared domain; ``None`` for what the data lists."""
    if sort == "party":
        return len(accord.parties)
    members = accord.classes.get(sort)
    return len(members) if members is not None else None


def check_cost(norm: Norm, accord: Accord, problems: Problems) -> None:
    """Refuse a norm with more state than can be kept for every key."""
    found = state_bound(norm, accord)
    if len(found.sorts) > _MOST_KEYS:
        problems.add(
            "L14",
            norm.line,
            f"an instance for every {' and '.join(found.sorts)} is too many",
            f"Use at most {_MOST_KEYS} key variables.",
        )
    if found.nodes > _MOST_NODES:
        problems.add(
            "L14", norm.line, f"{found.nodes} parts in one norm", "Split it into several."
        )
