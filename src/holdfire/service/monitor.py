"""Checking one rule over one event log: verdicts for each time point, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from holdfire.agreement.accord.formula import Formula
from holdfire.agreement.accord.free import predicates
from holdfire.agreement.accord.points import PointEngine, VerdictChange
from holdfire.agreement.accord.points.journal import Journal
from holdfire.agreement.accord.points.position import AFTER, SHIFT, position
from holdfire.agreement.accord.points.robust import check_robust
from holdfire.agreement.accord.points.rule import Rows
from holdfire.agreement.accord.syntax.guard import check_guarded, check_open_end
from holdfire.agreement.accord.syntax.log import LogPoint, read_log
from holdfire.agreement.accord.syntax.mfotl_text import read_mfotl
from holdfire.agreement.accord.syntax.quoted import quote
from holdfire.agreement.accord.syntax.refusal import BadLog, NotMonitorable
from holdfire.agreement.accord.syntax.signature import (
    Signature,
    check_signature,
    read_signature,
)
from holdfire.agreement.accord.syntax.surface_text import read_formula
from holdfire.agreement.accord.term import Value
from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.base.truth import Truth
from holdfire.service.monitor_resume import resumed
from holdfire.service.monitor_state import MonitorState
from holdfire.service.progress import Progress, silent

__all__ = [
    "MonitorRequest",
    "PointVerdict",
    "VerdictChange",
    "change_fields",
    "change_lines",
    "monitor_log",
    "monitor_on",
    "read_rule",
    "verdict_fields",
    "verdict_lines",
]

_WORDS = {
    Truth.TRUE: "violated",
    Truth.UNKNOWN: "undetermined",
    Truth.FALSE: "not violated",
}
_SAID_EVERY = 20_000  # lines between two words of progress
_FLUSHED_EVERY = 1_000  # lines between two looks for verdicts that are final


@dataclass(frozen=True, slots=True)
class MonitorRequest:
    """What to check and how.

    ``log`` is a path; ``lines`` are used instead where given. ``syntax`` is ``mfotl``,
    ``accord`` or empty (by the name of the file). ``lateness`` is how many ticks facts may
    come late: 0 in order, ``None`` without end. ``values`` asks for every time point of a
    closed rule. ``complete`` says that nothing follows the log.
    """

    rule: Path
    log: Path
    lines: Iterable[str] | None = None
    signature: Path | None = None
    syntax: str = ""
    values: bool = False
    complete: bool = True
    lateness: int | None = 0


@dataclass(frozen=True, slots=True)
class PointVerdict:
    """One time point: the rows that are violations, and those that cannot be told.

    A row has the values of the rule's free variables, in order of first appearance; the row
    of a closed rule is empty. ``point`` counts from 0 in the sorted log.
    """

    stamp: int
    point: int
    violated: tuple[tuple[Value, ...], ...]
    undetermined: tuple[tuple[Value, ...], ...]


def monitor_log(
    request: MonitorRequest,
    progress: Progress = silent,
    note: Callable[[str], None] = lambda _: None,
) -> Iterator[PointVerdict]:
    """The time points that have violations or unknown rows, in order, as they are settled.

    ``note`` is told at the end what a reader should know of an answer that looks clean: an
    empty log, and predicates of the rule that the log never mentions.
    Raises :class:`~holdfire.base.errors.BadInput` for a rule outside the language and for a
    log that cannot be read, with its line.
    """
    formula, signature = _rule(request)
    engine = _engine(request, formula)
    with _lines(request) as lines:
        points = read_log(_decoded(lines), signature, unordered=request.lateness != 0)
        met: set[str] = set()
        yield from _run(engine, _meeting(points, met), request, progress)
        for said in _notes(formula, met, signed=signature is not None):
            note(said)


def _meeting(points: Iterable[LogPoint], met: set[str]) -> Iterator[LogPoint]:
    """The points as they are, with the names of their predicates kept."""
    for point in points:
        for fact in point.facts:
            met.add(fact[1])
        yield point


def _notes(formula: Formula, met: set[str], *, signed: bool) -> Iterator[str]:
    """What makes a clean answer worth a second look."""
    if not met:
        yield "the log has no fact at all"
        return
    for name in sorted({name for name, _ in predicates(formula)} - met):
        near = get_close_matches(name, sorted(met), n=1)
        meant = f"; did you mean {near[0]}?" if near else ""
        hint = "" if signed or meant else "; give --signature to have names checked"
        yield f"{name} of the rule does not occur in the log{meant}{hint}"


def monitor_on(
    request: MonitorRequest,
    state: Path,
    say: Callable[[PointVerdict | VerdictChange], list[str]],
) -> Iterator[str]:
    """The same over a log that goes on: what is new since the state was last used.

    Points are told as they are settled, and each told verdict that is another one now is
    told again. ``say`` words both. Nothing is told before it is durable.
    """
    formula, signature = _rule(request)
    ordered = request.lateness == 0

    def points(lines: Iterable[str]) -> Iterator[LogPoint]:
        for point in read_log(lines, signature, unordered=not ordered, continued=False):
            if (
                ordered
                and (latest := engine.world.points)
                and point.stamp < latest[-1] >> SHIFT
            ):
                raise BadLog("the stamp is before one acknowledged earlier", line=point.line)
            yield point

    def told(engine: PointEngine) -> list[str]:
        rows = [_verdict(engine, at, rows) for at, rows in engine.take()]
        each: list[PointVerdict | VerdictChange] = [*rows, *engine.changes()]
        return [line for one in each for line in say(one)]

    settings = f"{formula!r} {request.lateness} {request.values}"
    with closing(MonitorState(state, settings)) as kept, _lines(request) as lines:
        engine = _engine(request, formula, journal=kept)
        yield from resumed(kept, engine, _decoded(lines), points, told)


def _rule(request: MonitorRequest) -> tuple[Formula, Signature | None]:
    formula = read_rule(request.rule, request.syntax)
    if not request.complete:
        check_open_end(formula)
    signature = None if request.signature is None else read_signature(_text(request.signature))
    if signature is not None:
        check_signature(formula, signature)
    return formula, signature


def _engine(
    request: MonitorRequest, formula: Formula, journal: Journal | None = None
) -> PointEngine:
    engine = PointEngine(
        formula, lateness=request.lateness, every=request.values, journal=journal
    )
    if request.values and engine.variables:
        raise NotMonitorable(
            f"--values asks for a rule without free variables; this one has"
            f" {', '.join(engine.variables)}",
            why="The rows that are false would have no end.",
            next_step="Bind them with exists, or leave out --values.",
        )
    return engine


@contextmanager
def _lines(request: MonitorRequest) -> Iterator[Iterable[str]]:
    """The lines of the log."""
    if request.lines is not None:
        yield request.lines
        return
    try:
        opened = request.log.open(encoding="utf-8-sig")
    except OSError as error:
        raise _unreadable(request.log, error.strerror or "cannot be read") from error
    with opened:
        yield opened


def read_rule(path: Path, syntax: str = "") -> Formula:
    """The rule in a file, checked to be one that a log can answer exactly."""
    text = _text(path)
    if (syntax or ("mfotl" if path.suffix == ".mfotl" else "accord")) == "mfotl":
        formula = read_mfotl(text)
        check_guarded(formula, frame="points")
        return formula
    formula = read_formula(text, ticks_per_second=1)
    check_guarded(formula, frame="points")
    check_robust(formula)
    return formula


def _run(
    engine: PointEngine, points: Iterator[LogPoint], request: MonitorRequest, progress: Progress
) -> Iterator[PointVerdict]:
    held: dict[int, Rows] = {}
    ordered = request.lateness == 0
    for count, point in enumerate(points, 1):
        if point.is_point:
            engine.add(point.stamp, point.facts, point.line)
        if point.withdrawn:
            engine.withdraw(point.stamp, point.withdrawn, point.line)
        _hold(engine, held)
        if held and (ordered or engine.due or not count % _FLUSHED_EVERY):
            yield from _final(engine, held, engine.final_before())
        if not count % _SAID_EVERY:
            progress("time points", count, 0)
    engine.finish(complete=request.complete)
    _hold(engine, held)
    yield from _final(engine, held, AFTER)


def _hold(engine: PointEngine, held: dict[int, Rows]) -> None:
    """Keep what was published, as it is after what changed."""
    held.update(engine.take())
    for change in engine.changes():
        at = position(change.stamp, change.number)
        held[at] = rows = dict(held.get(at, ()))
        rows[change.key] = int(change.new)
        if not change.new:
            del rows[change.key]


def _final(engine: PointEngine, held: dict[int, Rows], before: int) -> Iterator[PointVerdict]:
    """Hand out what cannot change any more, in order."""
    for at in sorted(at for at in held if at < before):
        rows = held.pop(at)
        if rows or engine.every:
            yield _verdict(engine, at, rows)


def _verdict(engine: PointEngine, at: int, rows: Rows) -> PointVerdict:
    return PointVerdict(at >> SHIFT, engine.index_of(at), _rows(rows, 2), _rows(rows, 1))


def _rows(rows: Rows, value: int) -> tuple[tuple[Value, ...], ...]:
    if not rows:
        return ()
    found = [row for row, has in rows.items() if has == value]
    if len(found) > 1:
        found.sort(key=lambda row: [(isinstance(item, str), item) for item in row])
    return tuple(found)


def verdict_lines(verdict: PointVerdict, *, values: bool = False) -> list[str]:
    """The verdict as the reference monitors print it.

    Unknown rows stand on a line of their own. With ``values`` the one line says true, false
    or undetermined.
    """
    head = f"@{verdict.stamp} (time point {verdict.point}):"
    if values:
        word = "true" if verdict.violated else "false"
        return [f"{head} {'undetermined' if verdict.undetermined else word}"]
    lines = []
    if verdict.violated:
        lines.append(f"{head} {_shown(verdict.violated) or 'true'}")
    if verdict.undetermined:
        lines.append(f"{head} undetermined {_shown(verdict.undetermined)}".rstrip())
    return lines


def _shown(rows: tuple[tuple[Value, ...], ...]) -> str:
    return " ".join(
        "(" + ",".join(quote(v) if isinstance(v, str) else str(v) for v in row) + ")"
        for row in rows
        if row
    )


def change_lines(change: VerdictChange) -> list[str]:
    """A verdict that was told and is another one now, and because of which facts."""
    facts = " ".join(
        f"{fact.predicate}{_shown((fact.args,)) or '()'}" for fact in change.because
    )
    row = _shown((change.key,))
    line = (
        f"@{change.stamp}: corrected{' ' * bool(row)}{row} from {_WORDS[change.old]} to"
        f" {_WORDS[change.new]} because of {facts or 'a time point'}"
    )
    return [line]


def change_fields(change: VerdictChange) -> dict[str, Any]:
    """The change as JSON fields."""
    return {
        "stamp": change.stamp,
        "row": list(change.key),
        "old": _WORDS[change.old],
        "new": _WORDS[change.new],
        "because": [
            {"predicate": fact.predicate, "args": list(fact.args)} for fact in change.because
        ],
    }


def verdict_fields(verdict: PointVerdict) -> dict[str, Any]:
    """The verdict as JSON fields."""
    return {
        "stamp": verdict.stamp,
        "time_point": verdict.point,
        "violated": [list(row) for row in verdict.violated],
        "undetermined": [list(row) for row in verdict.undetermined],
    }


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise _unreadable(path, error.strerror or "cannot be read") from error
    except UnicodeDecodeError as error:
        raise _unreadable(path, "is not UTF-8 text") from error


def _unreadable(path: Path, reason: str) -> BadInput:
    return BadInput(Code.MONITOR_FILE_UNREADABLE, f"{path.name}: {reason}", where=str(path))


def _decoded(lines: Iterable[str]) -> Iterator[str]:
    """The lines; bytes that are no text are refused with their line."""
    number = 0
    try:
        for line in lines:
            number += 1
            yield line
    except UnicodeDecodeError as error:
        raise BadLog("the line is not UTF-8 text", line=number + 1) from error
