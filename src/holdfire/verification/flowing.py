"""The questions of a flow: each closed window that may miss its number, and all together.

A register is one keeper's word and closes the question by itself: the number of origins
that the clause asks for is not asked of it, only whether the register is complete enough.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from holdfire.agreement.accord.compiled import Compiled, Part
from holdfire.agreement.accord.macros.suppliers import supplier_of
from holdfire.agreement.accord.trace import Lack, LackKind, Possible, Silence
from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import Flow
from holdfire.base.truth import Truth
from holdfire.verification.factor import FloatArray
from holdfire.verification.judged import Question
from holdfire.verification.lacking import GAP, lack_of
from holdfire.verification.posting import ClauseTrace, Post
from holdfire.verification.register import Closing
from holdfire.verification.verdict import Witness
from holdfire.verification.window import Window

__all__ = ["Passed", "missed", "questions_of"]

_ANY = "any"
_OPEN = "windows that no register closes"


@dataclass(frozen=True, slots=True, eq=False)
class Passed:
    """How many passed in each window: the least and the most that the records allow.

    ``most`` holds only where a register closes the window. ``least_of_all`` and
    ``most_of_all`` are sums over the whole time, in which nothing straddles a midnight.
    ``missing`` are places without a shape; ``doubt`` is what leaves it open whether some of
    the passages count.
    """

    windows: tuple[Window, ...]
    least: FloatArray
    most: FloatArray
    least_of_all: float
    most_of_all: float
    told: float
    keys: tuple[str, ...]
    closing: Closing
    missing: tuple[Witness, ...] = ()
    doubt: Witness | None = None


def missed(terms: Flow, passed: Passed) -> bool:
    """Does some closed window, or all of them together, surely miss its number?"""
    closed = passed.closing.closed
    over = terms.maximum is not None and bool((closed & (passed.least > terms.maximum)).any())
    if terms.minimum is None:
        return over
    short = bool((closed & (passed.most < terms.minimum)).any())
    owed = terms.minimum * len(passed.windows)
    return over or short or bool(closed.all() and passed.most_of_all < owed)


def questions_of(
    compiled: Compiled, clause: Clause, terms: Flow, passed: Passed
) -> list[Question]:
    """What to ask: windows that surely keep their number need no question."""
    parts = {part.name: part for part in compiled.parts}
    closed = passed.closing.closed
    made = list(_closed(compiled, parts, clause, terms, passed))
    if terms.minimum is not None and closed.all():
        ends = (passed.least_of_all, passed.most_of_all)
        trace = _trace(compiled, clause, passed, ends, _ANY)
        made.append(Question(parts["too_few_together"], trace, _whole(passed), {}))
    seen = bool(closed.any()) and closed.mean() >= clause.standard.min_coverage
    if not seen:
        part = parts.get("too_few") or parts["too_many"]
        silence = Silence(Truth.UNKNOWN, lack=_open(terms, passed))
        trace = ClauseTrace(compiled, (), silence, bound={"passage": (_OPEN,)})
        made.append(Question(part, trace, _whole(passed), {"w": _OPEN}))
    return made


def _closed(
    compiled: Compiled, parts: dict[str, Part], clause: Clause, terms: Flow, passed: Passed
) -> Iterator[Question]:
    """One question for each pair of ends of a count that may miss the number."""
    closed = passed.closing.closed
    doubtful = {
        "too_few": np.zeros_like(closed)
        if terms.minimum is None
        else closed & (passed.least < terms.minimum),
        "too_many": np.zeros_like(closed)
        if terms.maximum is None
        else closed & (passed.most > terms.maximum),
    }
    for name, which in doubtful.items():
        asked: set[tuple[float, float]] = set()
        for number in np.flatnonzero(which).tolist():
            ends = (float(passed.least[number]), float(passed.most[number]))
            if ends in asked:
                continue
            asked.add(ends)
            label = passed.windows[number].start.isoformat()
            trace = _trace(compiled, clause, passed, ends, label)
            yield Question(parts[name], trace, passed.windows[number], {"w": label})


def _trace(
    compiled: Compiled,
    clause: Clause,
    passed: Passed,
    ends: tuple[float, float],
    label: str,
) -> ClauseTrace:
    """What a register says of one window."""
    complete = passed.closing.complete >= clause.standard.violated_at
    lack = _register(passed)
    low, high = int(ends[0]), None if math.isinf(ends[1]) else int(ends[1])
    open_number = lack if passed.doubt is None else lack_of("number", passed.doubt)
    number = Possible(low=low, high=high, lack=None if low == high else open_number)
    start = passed.windows[0].start_us
    post = Post(
        "counted passages",
        start,
        start,
        {} if complete else {"class": lack},
        {"number": number},
        ids=passed.keys,
    )
    silence = Silence(Truth.FALSE) if complete else Silence(Truth.UNKNOWN, lack=lack)
    count = Possible(low=len(passed.windows), high=len(passed.windows))
    return ClauseTrace(
        compiled, (post,), silence, {("windows", ()): count}, {"passage": (label,)}
    )


def _register(passed: Passed) -> Lack:
    """An exact and complete count is missing."""
    said = "the register's count is known to an interval only; exact counts would settle it"
    if passed.closing.complete and not passed.keys:
        said = "the register is not said to be complete enough for what the clause asks"
    return Lack(LackKind.REGISTER, "register", (), said, supplier_of("register"))


def _open(terms: Flow, passed: Passed) -> Lack:
    """What is missing where no register closes enough windows.

    Where counted passages are fewer than what was due, a register would tell whether others
    passed; where nothing says so, nobody looked. Before all that, the places must be known.
    """
    if passed.missing:
        return lack_of("shape", passed.missing[0])
    owed = 0 if terms.minimum is None else terms.minimum * len(passed.windows)
    if passed.keys and passed.told < owed:
        said = "passages are counted, but no complete register says that no others passed"
        return Lack(LackKind.REGISTER, "register", (), said, supplier_of("register"))
    said = "no register closes the windows"
    return Lack(LackKind.GAP, GAP, (), said, supplier_of("register"))


def _whole(passed: Passed) -> Window:
    """From the first window to the last."""
    return Window(passed.windows[0].start, passed.windows[-1].end)
