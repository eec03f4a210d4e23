from __future__ import annotations

from collections.abc import Callable

import pytest

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import ClauseKind
from holdfire.agreement.describe import describe

Load = Callable[..., Agreement]

STANDARD = " Standard of proof:"
SENTENCES = [
    (
        "kind: cessation",
        "No party may use any weapon.",
    ),
    (
        "kind: cessation, starts: in_force, ends: 2031-04-30, area: town, actors: X, against: Y",
        "From 2031-03-02 00:01 (Europe/Kyiv, UTC+02:00) until the end of 2031-04-30 (Europe/Kyiv), Xland (X) may not use any weapon against Yland (Y) in the town (town).",
    ),
    (
        "kind: cessation, starts: quiet + 7 d, domains: [land, air], actors: [X, Y]",
        "From 7 civil day(s) after the event the first quiet day (quiet), neither Xland (X) nor Yland (Y) may use any weapon on land or in the air. Without a date so far: the first quiet day (quiet).",
    ),
    (
        "kind: stand_fast, line: front, as_of: 2031-03-01, side: west",
        "No party may have forces across the front (front) as it ran on 2031-03-01, and must stay on its west side.",
    ),
    (
        "kind: exclusion, objects: heavy, area: town, actors: X",
        "There may be no “heavy” of Xland (X) in the town (town). “heavy” means: artillery with a calibre of more than 100 mm; tanks.",
    ),
    (
        "kind: min_distance, objects: {kind: artillery, calibre: '> 100 mm'}, distance: 15 km, line: front, table: {d30: 8 km}",
        "No artillery with a calibre of more than 100 mm may be less than 15 km from the front (front); these may not be less than their own distance, whatever the general rule says: “d30”: at least 8 km. “d30” means: systems “D-30” (howitzers) with a calibre of exactly 122 mm.",
    ),
    (
        "kind: max_count, area: {band: 0..10 km, from: front}, limits: {tank: 75}, each_side: yes",
        "Each side may have at most 75 tanks from 0 km (included) to 10 km (not included) from the front (front) on each side.",
    ),
    (
        "kind: permitted_only, area: town, permitted: [police, MFO]",
        "Only “police” and “MFO” may be present in the town (town).",
    ),
    (
        "kind: no_fly, objects: [uav], area: town, except: [{what: rescue, needs_notice: yes}]",
        "No uncrewed aircraft may fly in the town (town). Excepted: “rescue”, if notice was given before.",
    ),
    (
        "kind: no_fly, objects: [vessel], area: town",
        "No vessels may sail in the town (town).",
    ),
    (
        "kind: no_exercise, types: [live_fire_artillery], area: {within: 5 km, of: front}",
        "No live-fire artillery exercises may be held within 5 km (that distance included) on each side of the front (front).",
    ),
    (
        "kind: withdraw_by, objects: tank, area: town, start_by: signed + 1 d, deadline: start_by + 14 d, then_until: signed + 30 d, actors: X",
        "Xland (X) must withdraw tanks located in the town (town) by the end of 2031-03-16 (Europe/Kyiv), starting by the end of 2031-03-02 (Europe/Kyiv), and keep them out until the end of 2031-03-31 (Europe/Kyiv).",
    ),
    (
        "kind: withdraw_by, objects: vague, deadline: quiet + 14 d",
        "Each party must withdraw “vague” by 14 civil day(s) after the event the first quiet day (quiet). “vague” is not defined by the text: nothing can be decided by it alone. Without a date so far: the first quiet day (quiet).",
    ),
    (
        "kind: storage, objects: heavy, sites: [depot], deadline: signed",
        "Each party must keep “heavy” only at the depot (depot) after the end of 2031-03-01 (Europe/Kyiv). “heavy” means: artillery with a calibre of more than 100 mm; tanks.",
    ),
    (
        "kind: no_mine, area: town, remove_existing: yes",
        "No mines may be laid in the town (town), and those already there must be removed.",
    ),
    (
        "kind: no_crossing, line: front, unless: leave of the commission",
        "No party may cross the front (front) without “leave of the commission”.",
    ),
    (
        "kind: protected_object, objects: [coal, airbase]",
        "No party may strike coal mines and stores or airbases.",
    ),
    (
        "kind: flow, objects: [aid trucks], minimum: 600, places: [depot]",
        "At least 600 “aid trucks” must pass at the depot (depot) in each day.",
    ),
    (
        "kind: access, body: M, means: [uav]",
        "“M” may go and look by “uav”.",
    ),
    (
        "kind: notify, act: a flight, applies_to: [c], exceptions: [rescue]",
        "Notice must be given before “a flight”; only with it is there an exception from the clauses “c”, and only for “rescue”.",
    ),
    (
        "kind: replace_only, objects: [weapons], basis: one for one, ports: the ports",
        "“weapons” may only be replaced, “one for one”, through “the ports”.",
    ),
    (
        "kind: procedural, body: M, act: inspect, every: 14 d",
        "“M” must “inspect”, at least every 14 days.",
    ),
]


@pytest.mark.parametrize(("keys", "sentence"), SENTENCES)
def test_every_kind_has_its_sentences(load: Load, keys: str, sentence: str) -> None:
    agreement = load(f"- {{id: c, summary: s, {keys}}}")
    said, _, rest = describe(agreement.readings[0].clauses[0], agreement).partition(STANDARD)
    assert said == sentence
    assert rest.startswith(
        " violated (alleged) from a probability of at least 0.95 on at least 2"
    )


def test_no_kind_is_left_out() -> None:
    shown = {keys.split(",")[0].removeprefix("kind: ") for keys, _ in SENTENCES}
    assert shown == {kind.value for kind in ClauseKind}
