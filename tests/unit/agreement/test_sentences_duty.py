from __future__ import annotations

from collections.abc import Callable

import pytest

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.describe import describe

Load = Callable[..., Agreement]


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (
            "kind: withdraw_by, objects: tank",
            "Each party must withdraw tanks by a time that the text does not give.",
        ),
        (
            (
                "kind: withdraw_by, objects: tank, begins: quiet + 2 d, order: [tank, mortar], "
                "phases: [{name: A, lasts: 15 d}, {name: B, lasts: 24 d}]"
            ),
            (
                "Each party must withdraw tanks by 41 days after the first quiet day, in phases (A by "
                "17 days after the first quiet day and B by 41 days after the first quiet day), "
                "in the order tank then mortar."
            ),
        ),
        (
            "kind: withdraw_by, objects: tank, count_each_side: 11, deadline: signed",
            "Each party must withdraw 11 tanks by the end of 1 March 2031.",
        ),
        (
            "kind: storage, objects: tank, sites: [depot], monitored_by: M",
            (
                "Each party must keep tanks only at the depot after a time that the text does not "
                "give, monitored by M."
            ),
        ),
        (
            "kind: flow, objects: [people], maximum: 35000, per: month",
            "At most 35000 people must pass in each month.",
        ),
        (
            "kind: flow, objects: [traffic], places: [river]",
            "Traffic must be able to pass at the river; the text gives no number.",
        ),
        (
            "kind: procedural, body: M, act: verify, within: 48 h, trigger: a request",
            "M must verify, within 48 hours of a request, the last second included.",
        ),
        (
            "kind: procedural, body: M, act: verify, trigger: a request, minimum: 2, per: month",
            "M must verify, upon a request, at least 2 times in each month.",
        ),
        (
            "kind: procedural, body: M, act: answer, steps: {air: [signal, fire]}",
            "M must answer, in these steps for air: signal then fire.",
        ),
        (
            "kind: replace_only, objects: [x], basis: b, ports: p, inspected_by: N",
            "X may only be replaced, b, through p, inspected by N.",
        ),
    ],
)
def test_a_duty_is_said_with_its_clock(load: Load, keys: str, said: str) -> None:
    agreement = load(f"- {{id: c, summary: s, {keys}}}")
    assert describe(agreement.readings[0].clauses[0], agreement) == said
