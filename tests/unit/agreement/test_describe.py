from __future__ import annotations

from collections.abc import Callable

import pytest

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import ClauseKind
from holdfire.agreement.describe import describe

Load = Callable[..., Agreement]

SENTENCES = [
    ("kind: cessation", "No party may use any weapon."),
    (
        "kind: cessation, starts: in_force, ends: 2031-04-30, area: town, actors: X, against: Y",
        (
            "From 00:01 on 2 March 2031 (Europe/Kyiv) until the end of 30 April 2031, "
            "Xland may not use any weapon against Yland in the town."
        ),
    ),
    (
        "kind: cessation, starts: quiet + 7 d, domains: [land, air], actors: [X, Y]",
        (
            "From 7 days after the first quiet day, neither Xland nor Yland may use any weapon "
            "on land or in the air."
        ),
    ),
    (
        "kind: stand_fast, line: front, as_of: 2031-03-01, side: west",
        (
            "No party may have forces across the front as it ran on 2031-03-01, "
            "and must stay on its west side."
        ),
    ),
    (
        "kind: exclusion, objects: heavy, area: town, actors: X",
        "There may be no heavy of Xland in the town.",
    ),
    (
        (
            "kind: min_distance, objects: {kind: artillery, calibre: '> 100 mm'}, distance: 15 km, "
            "line: front, table: {d30: 8 km}"
        ),
        (
            "No artillery with a calibre of more than 100 mm may be less than 15 km from the front; "
            "these may not be less than their own distance, whatever the general rule says "
            "(the howitzer D-30: 8 km)."
        ),
    ),
    (
        (
            "kind: max_count, area: {band: 0..10 km, from: front}, limits: {tank: 75}, "
            "each_side: yes"
        ),
        "Each side may have at most 75 tanks from 0 to 10 km from the front on each side.",
    ),
    (
        "kind: permitted_only, area: town, permitted: [police, MFO]",
        "Only police and MFO may be present in the town.",
    ),
    (
        "kind: no_fly, objects: [uav], area: town, except: [{what: rescue, needs_notice: yes}]",
        "No uncrewed aircraft may fly in the town, except rescue with notice given before.",
    ),
    ("kind: no_fly, objects: [vessel], area: town", "No vessels may sail in the town."),
    (
        "kind: no_exercise, types: [live_fire_artillery], area: {within: 5 km, of: front}",
        "No live-fire artillery exercises may be held within 5 km on each side of the front.",
    ),
    (
        (
            "kind: withdraw_by, objects: tank, area: town, start_by: signed + 1 d, "
            "deadline: start_by + 14 d, then_until: signed + 30 d, actors: X"
        ),
        (
            "Xland must withdraw tanks located in the town by the end of 16 March 2031, "
            "starting by the end of 2 March 2031, and keep them out until the end of 31 March 2031."
        ),
    ),
    (
        "kind: withdraw_by, objects: vague, deadline: quiet + 14 d",
        (
            "Each party must withdraw vague (not defined by the text) by 14 days after "
            "the first quiet day."
        ),
    ),
    (
        "kind: storage, objects: heavy, sites: [depot], deadline: signed",
        "Each party must keep heavy only at the depot after the end of 1 March 2031.",
    ),
    (
        "kind: no_mine, area: town, remove_existing: yes",
        "No mines may be laid in the town, and those already there must be removed.",
    ),
    (
        "kind: no_crossing, line: front, unless: leave of the commission",
        "No party may cross the front without leave of the commission.",
    ),
    (
        "kind: protected_object, objects: [coal, airbase]",
        "No party may strike coal mines and stores or airbases.",
    ),
    (
        "kind: flow, objects: [aid trucks], minimum: 600, places: [depot]",
        "At least 600 aid trucks must pass at the depot in each day.",
    ),
    ("kind: access, body: M, means: [uav]", "M may go and look by uav."),
    (
        "kind: notify, act: a flight, applies_to: [c], exceptions: [rescue]",
        "A flight is excepted from clauses c (for rescue) only with notice given before.",
    ),
    (
        "kind: replace_only, objects: [weapons], basis: one for one, ports: the ports",
        "Weapons may only be replaced, one for one, through the ports.",
    ),
    (
        "kind: procedural, body: M, act: inspect, every: 14 d",
        "M must inspect, at least every 14 days.",
    ),
]


@pytest.mark.parametrize(("keys", "sentence"), SENTENCES)
def test_every_kind_has_one_sentence(load: Load, keys: str, sentence: str) -> None:
    agreement = load(f"- {{id: c, summary: s, {keys}}}")
    assert describe(agreement.readings[0].clauses[0], agreement) == sentence


def test_no_kind_is_left_out() -> None:
    shown = {keys.split(",")[0].removeprefix("kind: ") for keys, _ in SENTENCES}
    assert shown == {kind.value for kind in ClauseKind}
