from __future__ import annotations

from collections.abc import Callable

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.lint.every import lint

Load = Callable[..., Agreement]


def test_findings_have_every_field_and_come_in_the_order_of_the_text(load: Load) -> None:
    found = lint(
        load(
            "- {id: a, kind: cessation, summary: s}\n"
            "- {id: b, kind: exclusion, objects: vague, area: town, summary: s}"
        )
    )
    assert found
    assert [p.line for p in found] == sorted(p.line for p in found)
    for problem in found:
        assert problem.file == "s.yaml"
        assert problem.rule.startswith("W")
        assert problem.message
        assert problem.next_step


def test_what_two_readings_share_is_said_once(load: Load) -> None:
    found = lint(
        load(
            "- {id: a, ref: r, kind: exclusion, objects: vague, area: town, summary: s}",
            "readings: [{id: x, title: t}, {id: y, title: t}]\n",
        )
    )
    assert len(found) == len(set(found))
    assert [p.rule for p in found if p.clause == "a"] == ["W1", "W2", "W10"]
