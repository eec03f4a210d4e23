"""L4: every variable is bound by something that can be listed, and no future is endless."""

from __future__ import annotations

from collections.abc import Iterator

from holdfire.agreement.accord.formula import Formula
from holdfire.agreement.accord.norms.norm import Norm
from holdfire.agreement.accord.syntax.guard import check_guarded
from holdfire.agreement.accord.syntax.refusal import NotMonitorable
from holdfire.agreement.problems import Problems

__all__ = ["check_guards", "formulas_of"]


def formulas_of(norm: Norm) -> Iterator[tuple[str, Formula]]:
    """Every formula of a norm with the key it stands under."""
    pairs: tuple[tuple[str, Formula | None], ...] = (
        ("trigger", norm.trigger),
        ("when", norm.when.formula if norm.when is not None else None),
        ("content", norm.content),
        *(("unless", each.condition) for each in norm.unless),
        *(("requires", each) for each in norm.requires),
        ("lapses", norm.lapses),
        ("suspend", norm.suspend),
        ("discharge", norm.discharge.formula if norm.discharge is not None else None),
        ("waiver", norm.waiver.formula if norm.waiver is not None else None),
        ("then", norm.then.unless if norm.then is not None else None),
        ("then", norm.then.power if norm.then is not None else None),
        *(("ladder", step.done) for step in norm.ladder),
        ("on_withdrawn", norm.withdrawn.formula if norm.withdrawn is not None else None),
    )
    for key, formula in pairs:
        if formula is not None:
            yield key, formula


def check_guards(norm: Norm, problems: Problems) -> None:
    """The key variables are bound by their registry; all others by a fact inside."""
    if norm.create or norm.clause is not None:
        return
    for key, formula in formulas_of(norm):
        given = () if key == "trigger" else norm.variables
        try:
            check_guarded(formula, frame="timeline", given=given)
        except NotMonitorable as error:
            problems.add("L4", norm.line, f"{key}: {error.what}", error.next_step)
