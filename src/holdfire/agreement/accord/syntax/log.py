"""Event logs: one time point a line, with facts that hold, are unknown, or are withdrawn.

``@1382400 seen("w2",122) ?inspected("S7") -seen("w1",152)``: at that stamp ``seen("w2",122)``
holds, whether ``inspected("S7")`` holds is not known, and ``seen("w1",152)``, said by an
earlier line with this stamp, is withdrawn. Everything not listed did not happen. Without its
two marks the form is that of MonPoly's logs: text with or without quotes, ``p (1,2) (3,4)``
for two facts of one predicate, ``#`` for comments, facts continued on the next line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from holdfire.agreement.accord.syntax.log_facts import FactReader, LineFacts, LogFact
from holdfire.agreement.accord.syntax.quoted import quote
from holdfire.agreement.accord.syntax.refusal import BadLog
from holdfire.agreement.accord.syntax.signature import Signature, ValueType, declared
from holdfire.agreement.accord.term import Value
from holdfire.base.truth import Truth

__all__ = ["LogFact", "LogPoint", "read_log", "write_point"]

_MAX_LINE = 1 << 20
_STAMP = re.compile(r"@\s*([0-9]+)(?=[\s;#]|\Z)\s*")


class LogPoint(NamedTuple):
    """One line of a log: its stamp, what it says, and what it takes back.

    ``facts`` has no fact twice. ``withdrawn`` are facts of earlier lines with this stamp. A
    line that only withdraws is not a time point of its own: :attr:`is_point` is false.
    ``line`` is where it began, from 1 (0: not read from a text).
    """

    stamp: int
    facts: tuple[LogFact, ...] = ()
    withdrawn: tuple[LogFact, ...] = ()
    line: int = 0

    @property
    def is_point(self) -> bool:
        """Does the line add a time point? Also without facts, but not to withdraw only."""
        return bool(self.facts) or not self.withdrawn


def read_log(
    lines: Iterable[str],
    signature: Signature | None = None,
    *,
    unordered: bool = False,
    continued: bool = True,
) -> Iterator[LogPoint]:
    """The points of a log, in its order.

    Without a signature an unquoted whole number is a number and every other word is text;
    with one, each predicate must be declared and its arguments have the declared types.
    Stamps may not run back unless ``unordered`` (late facts, and facts withdrawn later).
    A line that does not begin with ``@`` continues the one before, so a point is handed out
    when the next begins; with ``continued=False`` it is handed out at once and such a line
    is refused. Raises :class:`BadLog` with the line number.
    """
    facts = FactReader(None if signature is None else _python_types(signature))
    latest = -1
    held: LogPoint | None = None
    for number, line in enumerate(lines, 1):
        if line[:1] != "@":
            held = _other_line(facts, line, number, held if continued else None)
            continue
        stamp, found = _point(facts, line, number)
        if stamp < latest and not unordered:
            raise _back(stamp, latest, number)
        latest = stamp
        point = _new_point(LogPoint, (stamp, *found, number))
        if not continued:
            yield point
            continue
        if held is not None:
            yield held
        held = point
    if held is not None:
        yield held


_new_point = tuple.__new__


def _python_types(signature: Signature) -> dict[str, tuple[type, ...]]:
    """The declared types as those that values of a log have."""
    return {
        name: tuple(int if kind is ValueType.INT else str for kind in kinds)
        for name, kinds in declared(signature).items()
    }


def _point(facts: FactReader, line: str, number: int) -> tuple[int, LineFacts]:
    """The stamp and the facts of a line that begins with ``@``."""
    if len(line) > _MAX_LINE:
        raise BadLog("the line is longer than 1 MiB", line=number)
    head, _, rest = line.partition(" ")
    digits = head[1:]
    if not (digits.isdecimal() and digits.isascii() and len(digits) <= 18):
        digits, rest = _split(line, number)
    return int(digits), facts.line(rest, number)


def _other_line(
    facts: FactReader, line: str, number: int, held: LogPoint | None
) -> LogPoint | None:
    """A blank line, a comment, or more facts of the point held."""
    text = line.strip()
    if not text or text.startswith("#"):
        return held
    if text.startswith("@") or held is None:
        raise BadLog(
            f"the line does not begin with @: {text[:40]!r}",
            line=number,
            next_step="Begin each time point at the start of a line, with @ and its stamp.",
        )
    if len(line) > _MAX_LINE:
        raise BadLog("the line is longer than 1 MiB", line=number)
    said, withdrawn = facts.more(text, number, (held.facts, held.withdrawn))
    return held._replace(facts=said, withdrawn=withdrawn)


def _split(line: str, number: int) -> tuple[str, str]:
    """The digits of the stamp, and the rest; refuses what is not a stamp."""
    match = _STAMP.match(line)
    if match is None:
        raise BadLog(
            f"{line[:40].strip()!r} does not begin with @ and a whole stamp",
            line=number,
            next_step="Write a whole number in the log's unit, for example @1382400.",
        )
    if len(match[1]) > 18:
        raise BadLog("the stamp has more than 18 digits", line=number)
    return match[1], line[match.end() :]


def _back(stamp: int, latest: int, number: int) -> BadLog:
    """The error for a stamp before the one of an earlier line."""
    return BadLog(
        f"the stamp {stamp} is before {latest}, the stamp of an earlier line",
        line=number,
        next_step=(
            "Sort the log by stamp, or say that late and withdrawn facts are meant "
            "(--unordered)."
        ),
    )


def write_point(point: LogPoint) -> str:
    """The point as one line without its line end; :func:`read_log` gives it back."""
    marks = {Truth.TRUE: "", Truth.UNKNOWN: "?"}
    said = [marks[fact.value] + _fact(fact) for fact in point.facts]
    said += ["-" + _fact(fact) for fact in point.withdrawn]
    return " ".join([f"@{point.stamp}", *said])


def _fact(fact: LogFact) -> str:
    """A fact without its mark."""
    return f"{fact.predicate}({','.join(_value(value) for value in fact.args)})"


def _value(value: Value) -> str:
    """A value as logs write it."""
    return quote(value) if isinstance(value, str) else str(value)
