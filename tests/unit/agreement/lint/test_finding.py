from __future__ import annotations

from collections.abc import Callable

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.lint.finding import about, every_clause


def test_clauses_of_readings_and_amendments_are_walked_over_once(
    load: Callable[..., Agreement],
) -> None:
    agreement = load(
        "- {id: a, kind: cessation, summary: s}\n- {id: b, kind: cessation, summary: s}",
        "readings:\n  - {id: x, title: t}\n"
        "  - {id: y, title: t, clauses: {b: {note: other}}}\n"
        "amendments: [{id: m, title: t, source: T, effective: 2031-05-01,"
        " adds: [{id: d, kind: cessation, summary: s}]}]\n",
    )
    clauses = list(every_clause(agreement))
    assert [clause.id for clause in clauses] == ["a", "b", "b", "d"]
    finding = about("W1", clauses[0], "m", "n")
    assert (finding.line, finding.clause) == (clauses[0].line_number, "a")
