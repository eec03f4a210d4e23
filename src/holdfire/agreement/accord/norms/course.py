"""The verdicts of an instance over time, as pieces for the table."""

from __future__ import annotations

from collections.abc import Iterable

from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.decision import Decision
from holdfire.agreement.accord.norms.history import Piece, Row, VerdictTable
from holdfire.agreement.accord.norms.instance import Instance
from holdfire.agreement.accord.norms.judging import case_of, instances
from holdfire.agreement.accord.norms.norm import Modality, Norm
from holdfire.agreement.accord.norms.violation import violation
from holdfire.agreement.accord.trace import NEVER, Trace

__all__ = ["enter", "verdicts_over"]


def verdicts_over(
    accord: Accord,
    norm: Norm | str,
    trace: Trace,
    start: int,
    end: int,
    known_at: int,
    *,
    decisions: Iterable[Decision] | None = None,
) -> dict[Instance, tuple[Piece, ...]]:
    """Every instance as it stands at ``end``, with its verdicts over ``[start, end]``.

    Verdicts change only where something happened to the instance, so that it is judged
    once for each such instant.
    """
    given = None if decisions is None else tuple(decisions)
    found = accord.norm(norm) if isinstance(norm, str) else norm
    last = instances(accord, found, trace, end, known_at, decisions=given)
    stamps = {start}
    case = case_of(accord, trace, end, known_at, given)
    for one in last:
        stamps |= set(_stamps(one))
        formula = violation(found) if found.modality is Modality.PROHIBITION else None
        if formula is not None:
            env = dict(zip(found.variables, one.key, strict=True))
            stamps |= {at for at, _, _ in case.course(formula, env, start, end)}
    ordered = sorted(at for at in stamps if start <= at <= end)
    pieces: dict[object, list[Piece]] = {one.identity: [] for one in last}
    for at, until in zip(ordered, [*ordered[1:], end + 1], strict=True):
        for one in instances(accord, found, trace, at, known_at, decisions=given):
            if one.identity in pieces:
                _append(pieces[one.identity], Piece(at, until - 1, one.word, one.said_state))
    return {one: tuple(pieces[one.identity]) for one in last}


def _stamps(one: Instance) -> Iterable[int]:
    """The instants at which something happened to an instance."""
    for phase in one.phases:
        yield phase.since
    for due in (one.due, *(rung.due for rung in one.rungs)):
        if due is not None:
            yield due.low + 1
            if due.high is not None:
                yield due.high + 1
    if one.start is not None and one.start[0] > NEVER:
        yield from one.start


def _append(pieces: list[Piece], piece: Piece) -> None:
    """Add a piece, or lengthen the last one where nothing changed."""
    if pieces and (pieces[-1].word, pieces[-1].state) == (piece.word, piece.state):
        pieces[-1] = Piece(pieces[-1].start, piece.end, piece.word, piece.state)
    else:
        pieces.append(piece)


def enter(
    table: VerdictTable,
    verdicts: dict[Instance, tuple[Piece, ...]],
    because: tuple[str, ...] = (),
) -> tuple[Row, ...]:
    """Enter verdicts into the table at the transaction time they were judged at."""
    found: list[Row] = []
    for one, pieces in verdicts.items():
        found.extend(table.record(one.known_at, one.law, one.identity, pieces, because))
    return tuple(found)
