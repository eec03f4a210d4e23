"""Clauses whose facts stand in registers: what was done, notified, moved, or decided.

No incident shows them. Without a register that is complete for the window they stay open, and
the witness names the register and its keeper.
"""

from __future__ import annotations

from holdfire.agreement.accord.macros import compile_clause
from holdfire.agreement.accord.register import Register, register_trace
from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import Notify, Procedural, ReplaceOnly
from holdfire.verification.exposure import NOTHING
from holdfire.verification.judged import THROUGH, Question, judged
from holdfire.verification.lacking import supplied
from holdfire.verification.scene import Scene
from holdfire.verification.verdict import ClauseVerdict, Verdict, Witness
from holdfire.verification.window import Window

__all__ = ["judge_registered"]


def judge_registered(
    clause: Clause, terms: Notify | ReplaceOnly | Procedural, window: Window, scene: Scene
) -> ClauseVerdict:
    """The verdict of a duty over a window, from registers alone."""
    del terms
    compiled = compile_clause(clause, scene.agreement)
    trace = register_trace(compiled, scene.registers)
    decided = judged(compiled, [Question(part, trace, window, {}) for part in compiled.parts])
    witness = tuple(
        supplied(Witness(lack.kind.value, lack.said, (), supplier=lack.supplier))
        for lack in decided.lacks
    )
    mine = _mine(scene.registers, {leaf.predicate for leaf in compiled.leaves})
    return ClauseVerdict(
        clause=clause.id,
        ref=clause.ref,
        kind=clause.kind,
        actors=clause.actors,
        window=window.span,
        verdict=decided.verdict,
        probability=None,
        matches=(),
        coverage=NOTHING,
        reason=_reason(decided.verdict, mine, witness),
        witness=witness,
        figures=(("registers", float(len(mine))),),
        summary=clause.summary,
        formula=decided.formula,
        through=THROUGH,
        settled_by=tuple(lack.said for lack in decided.lacks),
    )


def _mine(registers: tuple[Register, ...], facts: set[str]) -> tuple[Register, ...]:
    """The registers that hold a fact of the clause."""
    return tuple(each for each in registers if facts & set(each.facts))


def _reason(
    verdict: Verdict, registers: tuple[Register, ...], witness: tuple[Witness, ...]
) -> str:
    """What the registers say, or that there is none."""
    if not registers and verdict is Verdict.COMPLIED:
        return "Nothing was due in the window, whatever a register says."
    if not registers:
        return "The clause rests on registers, and none of them was given."
    named = ", ".join(sorted(f"{each.source} ({each.keeper})" for each in registers))
    if verdict is Verdict.VIOLATED:
        return f"By the register {named} the duty was not kept."
    if verdict is Verdict.COMPLIED:
        return f"By the register {named}, complete for the window, the duty was kept."
    missing = witness[0].what if witness else "something is not known"
    return f"The register {named} does not settle it: {missing}."
