"""Clauses whose facts stand in registers: what was done, notified, moved, or decided.

No incident shows them. Without a register that is complete for the window they stay open, and
the witness names the register and its keeper.
"""

from __future__ import annotations

from holdfire.agreement.accord.compiled import Compiled
from holdfire.agreement.accord.macros import compile_clause
from holdfire.agreement.accord.macros.procedural import SPAN
from holdfire.agreement.accord.register import Register, holders_of, register_trace
from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import Notify, Procedural, ReplaceOnly
from holdfire.verification.answer import unanswered
from holdfire.verification.calendar import whole_windows
from holdfire.verification.exposure import NOTHING
from holdfire.verification.judged import THROUGH, Question, judged
from holdfire.verification.lacking import supplied
from holdfire.verification.scene import Scene
from holdfire.verification.verdict import ClauseVerdict, Verdict, Witness
from holdfire.verification.window import MICRO, Window

__all__ = ["judge_registered"]


def judge_registered(
    clause: Clause, terms: Notify | ReplaceOnly | Procedural, window: Window, scene: Scene
) -> ClauseVerdict:
    """The verdict of a duty over a window, from registers alone."""
    compiled = compile_clause(clause, scene.agreement)
    questions = _questions(compiled, terms, window, scene)
    if not questions:
        what = "no whole window of the clause lies inside the period"
        return unanswered(clause, f"{what.capitalize()}.", (Witness("late", what),))
    decided = judged(compiled, questions)
    witness = tuple(
        supplied(Witness(lack.kind.value, lack.said, (), supplier=lack.supplier))
        for lack in decided.lacks
    )
    mine = _mine(scene.registers, compiled)
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


def _questions(
    compiled: Compiled,
    terms: Notify | ReplaceOnly | Procedural,
    window: Window,
    scene: Scene,
) -> list[Question]:
    """Each part over the window; a number that is owed, at the end of each civil window."""
    trace = register_trace(compiled, scene.registers)
    found = []
    for part in compiled.parts:
        if not part.key:
            found.append(Question(part, trace, window, {}))
            continue
        per = terms.per if isinstance(terms, Procedural) else ""
        for whole in whole_windows(window, per, scene.agreement.zone):
            name = whole.start.isoformat()
            span = (name, whole.start_us, whole.end_us - 1)
            inside = register_trace(compiled, scene.registers, span)
            last = Window(whole.end - MICRO, whole.end)
            found.append(Question(part, inside, last, {SPAN: name}))
    return found


def _mine(registers: tuple[Register, ...], compiled: Compiled) -> tuple[Register, ...]:
    """The registers that hold a fact of the clause with its words."""
    found = {
        each.source: each for leaf in compiled.leaves for each in holders_of(leaf, registers)
    }
    return tuple(found[source] for source in sorted(found))


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
        return (
            f"By the register {named}, complete so far, nothing that fell due was left undone."
        )
    missing = witness[0].what if witness else "something is not known"
    return f"The register {named} does not settle it: {missing}."
