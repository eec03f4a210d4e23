"""Checking a text that somebody drafts: an agreement file, or a file of norms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from holdfire.agreement import Problem, library_names
from holdfire.agreement.accord.norms.checks.examined import examine
from holdfire.agreement.accord.norms.checks.vacuity import SCOPE as NORM_SCOPE
from holdfire.agreement.accord.norms.checks.vacuity import Shown
from holdfire.agreement.accord.norms.norm import Norm
from holdfire.agreement.accord.norms.norm_text import read_norms
from holdfire.agreement.check import check
from holdfire.agreement.problems import Problems
from holdfire.agreement.vacuity.clauses import ClauseTraces
from holdfire.agreement.vacuity.scene import instant_words
from holdfire.agreement.vacuity.search import SCOPE
from holdfire.agreement.vacuity.worlds import world_lines
from holdfire.service.agreementfile import find_agreement

__all__ = ["TextCheck", "check_text"]

_NORMS = re.compile(r"^accord\s*:", re.MULTILINE)
_LOOK_INTO = 65_536


@dataclass(frozen=True, slots=True)
class TextCheck:
    """What a check found. ``kind`` is ``agreement`` or ``norms``.

    ``traces`` has one row for each clause or norm: what violates it, what keeps it, what
    leaves it open, line by line.
    """

    name: str
    kind: str
    version: str
    count: int
    problems: tuple[Problem, ...]
    traces: tuple[dict[str, Any], ...]
    scope: str = SCOPE


def check_text(wanted: str, geometry: Sequence[str] = ()) -> TextCheck:
    """The check of a library agreement, an agreement file, or a file of norms.

    A file whose header has the key ``accord`` is one of norms. Raises ``BadInput`` when
    there is no such text, ``MalformedAgreement`` when it cannot be used.
    """
    text = _norm_text(wanted)
    if text is not None:
        return _norms(text, wanted)
    found = find_agreement(wanted, geometry)
    agreement = found.agreement
    checked = check(agreement, found.text)
    return TextCheck(
        agreement.id,
        "agreement",
        agreement.version,
        max((len(reading.clauses) for reading in agreement.readings), default=0),
        checked.problems,
        tuple(_row(traces) for traces in checked.traces),
    )


def _norm_text(wanted: str) -> str | None:
    """The text of a file of norms; ``None`` for anything else, which others refuse."""
    path = Path(wanted)
    if wanted in library_names() or not path.is_file():
        return None
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        return None
    return text if _NORMS.search(text[:_LOOK_INTO]) else None


def _norms(text: str, origin: str) -> TextCheck:
    """The check of norms: what is wrong with them prevents their use, then their worlds."""
    accord = read_norms(text, origin, search=False)
    problems = Problems(origin)
    worlds = examine(accord, problems).worlds
    problems.raise_if_any()
    return TextCheck(
        accord.name,
        "norms",
        accord.version,
        len(accord.norms),
        (),
        tuple(_norm_row(norm, worlds) for norm in accord.norms),
        NORM_SCOPE,
    )


def _norm_row(norm: Norm, worlds: Sequence[Shown]) -> dict[str, Any]:
    """One norm with a small world for each outcome that the search found."""
    return {
        "clause": norm.name,
        "line": norm.line,
        "kind": norm.modality.value,
        "compiled": True,
        "worlds": [
            {
                "outcome": each.word,
                "at": instant_words(each.at),
                "trace": list(world_lines(each)),
            }
            for each in worlds
            if each.norm == norm.name
        ],
    }


def _row(traces: ClauseTraces) -> dict[str, Any]:
    """One clause as plain values."""
    clause = traces.clause
    return {
        "clause": clause.id,
        "line": clause.line_number,
        "kind": clause.kind.value,
        "compiled": traces.compiled,
        "awaits": list(clause.awaits),
        "words": dict(traces.words),
        "from": instant_words(traces.start),
        "to": instant_words(traces.end),
        "violating": [
            {"part": part, "trace": list(trace)}
            for part, trace in zip(traces.parts, traces.violating, strict=True)
        ],
        "complying": list(traces.complying),
        "complying_change": list(traces.complying_change),
        "undetermined": list(traces.undetermined),
        "undetermined_change": list(traces.undetermined_change),
    }
