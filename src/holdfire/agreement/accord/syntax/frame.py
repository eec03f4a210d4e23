"""What each frame of time can evaluate: operators and terms, apart from guards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from holdfire.agreement.accord.formula import (
    Always,
    Eventually,
    Formula,
    Member,
    Next,
    Previous,
    Until,
)
from holdfire.agreement.accord.free import formulas, terms_of
from holdfire.agreement.accord.syntax.phrase import phrase
from holdfire.agreement.accord.syntax.refusal import NotMonitorable
from holdfire.agreement.accord.term import Aggregate, Apply, Arithmetic, Constant, Name, Term

__all__ = ["check_frame"]


def check_frame(formula: Formula, frame: Literal["points", "timeline"]) -> None:
    """Refuse operators and terms that the frame does not have, and a future without an end.

    Over the points of a log there are no named things, functions, aggregates, sets or units,
    because a log says nothing of them; over the timeline no neighbouring points.
    """
    for part in formulas(formula):
        if isinstance(part, Eventually | Always | Until) and part.bound.high is None:
            raise NotMonitorable(
                f"{phrase_of(part, frame)}: a future without an end is never settled",
                where=phrase_of(part, frame),
                next_step="Give it an end, for example [0,24h].",
            )
        if frame == "timeline" and isinstance(part, Previous | Next):
            raise NotMonitorable(
                f"{phrase_of(part, frame)}: the timeline has no neighbouring points",
                where=phrase_of(part, frame),
                next_step="Say how long ago instead, for example once[0,1h].",
            )
        if frame == "points":
            _log_only(part)


def phrase_of(part: Formula, frame: Literal["points", "timeline"]) -> str:
    """The part as it is written where this frame is at home."""
    return phrase(part, log=frame == "points")


def _log_only(part: Formula) -> None:
    """Refuse what a log of facts says nothing of."""
    if isinstance(part, Member):
        raise _absent(f"the set {part.of[:40]}", part)
    for term in terms_of(part):
        for inner in _terms(term):
            match inner:
                case Name(name):
                    raise _absent(f"the named thing {name[:40]}", part)
                case Apply(function, _):
                    raise _absent(f"the function {function[:40]}", part)
                case Aggregate(kind, _, _, _, _):
                    raise _absent(f"the aggregate {kind}", part)
                case Constant(_, unit) if unit:
                    raise _absent(f"the unit of {phrase(inner)}", part)
                case _:
                    pass


def _terms(term: Term) -> Iterator[Term]:
    """The term and those inside arithmetic."""
    yield term
    if isinstance(term, Arithmetic):
        yield from _terms(term.left)
        yield from _terms(term.right)


def _absent(what: str, part: Formula) -> NotMonitorable:
    """The error for something that a log does not have."""
    return NotMonitorable(
        f"{what} in {phrase(part, log=True)}: a log of facts says nothing of it",
        where=phrase(part, log=True),
        next_step="Log it as a fact or as an argument, in plain numbers or text.",
    )
