"""Why a verdict is what it is, from the report of a run: nothing is computed anew."""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.service.view import run_view

__all__ = ["explain_verdict", "report_of", "verdict_names"]


def report_of(results: Path | None, workspace: Path | None, run: str | None) -> dict[str, Any]:
    """The report of a results folder (or its file), else of a run of a workspace.

    Raises ``BadInput`` when there is none or it is not one.
    """
    if results is None:
        return dict(run_view(workspace or Path("workspace"), run).report)
    path = results / "report.json" if results.is_dir() else results
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise BadInput(Code.NO_RUN, f"{path} is not the report of a run") from error
    if not isinstance(found, dict) or "readings" not in found:
        raise BadInput(Code.NO_RUN, f"{path} is not the report of a run")
    return found


def verdict_names(report: Mapping[str, Any]) -> tuple[str, ...]:
    """The names by which verdicts can be asked for: ``READING/CLAUSE``, each once."""
    return tuple(
        dict.fromkeys(
            f"{reading['id']}/{clause['id']}"
            for reading in report["readings"]
            for clause in reading["clauses"]
        )
    )


def explain_verdict(report: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """Every verdict of that name: ``READING/CLAUSE``, or ``CLAUSE`` under every reading.

    An amendment inside the period gives a clause several. Raises ``BadInput`` (HF-9015)
    with the nearest names when there is none.
    """
    reading_id, _, clause_id = name.rpartition("/")
    found = [
        _explained(reading, clause)
        for reading in report["readings"]
        for clause in reading["clauses"]
        if clause["id"] == clause_id and reading_id in {"", reading["id"]}
    ]
    if not found:
        known = verdict_names(report)
        near = difflib.get_close_matches(name, known, n=3, cutoff=0.0)
        raise BadInput(
            Code.VERDICT_UNKNOWN,
            f"the report has no verdict {name!r}; it has {', '.join(near)}"
            + (f" and {len(known) - len(near)} more" if len(known) > len(near) else ""),
        )
    return found


def _explained(reading: Mapping[str, Any], clause: Mapping[str, Any]) -> dict[str, Any]:
    """One verdict with its reason, its formula, what it rests on and what would settle it."""
    return {
        "name": f"{reading['id']}/{clause['id']}",
        "verdict": clause["verdict"],
        "window": clause["window"],
        "reason": clause["reason"],
        "through": clause["through"],
        "formula": clause["formula"],
        "incidents": [match["incident"] for match in clause["matches"]],
        "settled_by": clause["settled_by"],
        "witness": clause["witness"],
    }
