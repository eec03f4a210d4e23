"""An instance as lines to print: the verdict, why, when, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from holdfire.agreement.accord.norms.deadline import Due
from holdfire.agreement.accord.norms.instance import Instance, Met, Rung, Word
from holdfire.agreement.accord.trace import FOREVER, NEVER, Lack
from holdfire.base.instant import from_micros
from holdfire.base.truth import Truth

__all__ = ["said_instance"]

_PERMITTED = {
    Truth.TRUE: "permitted",
    Truth.FALSE: "not permitted",
    Truth.UNKNOWN: "not known to be permitted",
}
_LONGEST = 60_000_000_000_000_000


def said_instance(one: Instance) -> tuple[str, ...]:
    """The verdict on the first line, then its reasons, each on its own.

    A reading is never among what is missing: it is a question of law.
    """
    return (_first(one), *_rest(one))


def _first(one: Instance) -> str:
    """Norm, key, and the verdict with its reason or its due time."""
    key = f"({', '.join(str(part) for part in one.key)})" if one.key else ""
    period = f", period {one.period + 1}" if one.period else ""
    word = one.word.value if one.permitted is None else _PERMITTED[one.permitted]
    if one.word is Word.PENDING and one.due is not None:
        word += f", {_due(one.due)}"
    elif one.reason is not None and one.permitted is None:
        word += f" ({one.reason.value})"
    return f"{one.norm}{key}{period}: {word}; {one.said_state}"


def _rest(one: Instance) -> Iterator[str]:
    """Bearer, statements, missing inputs, steps."""
    if len(one.bearer) > 1:
        yield f"bearer: one of {', '.join(str(each) for each in one.bearer)}"
    elif one.bearer:
        yield f"bearer: {one.bearer[0]}"
    if one.because:
        yield f"because of {', '.join(one.because)}"
    for lack in one.lacks:
        yield _lack(lack)
    for rung in one.rungs:
        yield _rung(rung)


def _lack(lack: Lack) -> str:
    """One missing input, and who could supply it."""
    key = f"({', '.join(str(part) for part in lack.key)})" if lack.key else ""
    said = f": {lack.said}" if lack.said else ""
    who = f"; {lack.supplier} could tell" if lack.supplier else ""
    return f"missing ({lack.kind.value}) {lack.fact}{key}{said}{who}"


def _rung(rung: Rung) -> str:
    """One step of the ladder."""
    holder = f" by {rung.holder}" if rung.holder else ""
    when = (
        f", {_due(rung.due)}" if rung.due is not None and rung.met is not Met.NEEDLESS else ""
    )
    return f"step {rung.name}{holder}: {rung.met.value}{when}"


def _due(due: Due) -> str:
    """When it is due: an instant, a range, or no end in sight."""
    if due.high is None:
        return f"due not before {_instant(due.low)}; the clock stands or may stand still"
    if due.low == due.high:
        return f"due {_instant(due.low)}"
    return f"due between {_instant(due.low)} and {_instant(due.high)}"


def _instant(at: int) -> str:
    """An instant in UTC; far ones by name."""
    if at <= NEVER:
        return "always"
    if at >= FOREVER or abs(at) > _LONGEST:
        return "an instant beyond the calendar"
    return from_micros(at).isoformat().replace("+00:00", "Z")
