"""The fewest observations that would settle an open instance of a norm."""

from __future__ import annotations

from collections.abc import Iterable

from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.decision import Decision
from holdfire.agreement.accord.norms.instance import Instance, Word
from holdfire.agreement.accord.norms.judging import case_of
from holdfire.agreement.accord.norms.norm import Modality
from holdfire.agreement.accord.norms.violation import violation
from holdfire.agreement.accord.trace import Trace
from holdfire.agreement.accord.witness import Witness, witness
from holdfire.base.truth import Truth

__all__ = ["norm_witness"]


def norm_witness(
    accord: Accord,
    one: Instance,
    trace: Trace,
    *,
    decisions: Iterable[Decision] | None = None,
) -> Witness:
    """The witness of an instance as judged on this trace; empty where it is settled.

    For a prohibition it is minimal, with the cheapest observation for each verdict that is
    still possible. For an obligation, whose clock is no formula, it is every input that the
    verdict depends on, marked as not shown to be minimal.
    """
    if one.word not in {Word.UNDETERMINED, Word.UNOBSERVED}:
        return Witness(Truth.TRUE if one.word is Word.VIOLATED else Truth.FALSE)
    norm = accord.norm(one.norm)
    bearer = str(one.bearer[0]) if len(one.bearer) == 1 else ""
    formula = violation(norm, bearer) if norm.modality is Modality.PROHIBITION else None
    if formula is None:
        return Witness(Truth.UNKNOWN, one.lacks, minimal=False, cone=len(one.lacks))
    case = case_of(accord, trace, one.at, one.known_at, decisions)
    env = dict(zip(norm.variables, one.key, strict=True))
    return witness(formula, case.view, env, one.at, one.at)
