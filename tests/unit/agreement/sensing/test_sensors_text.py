from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.area import BufferArea, NamedArea
from holdfire.agreement.library import load_library
from holdfire.agreement.sensing.observability import Family
from holdfire.agreement.sensing.sensors import ALWAYS, Network, in_season
from holdfire.agreement.sensing.sensors_text import read_sensors
from holdfire.base.codes import Code
from holdfire.base.errors import MalformedAgreement

Load = Callable[..., Agreement]
Sense = Callable[..., Network]
ONE = "- {id: a, title: t, family: camera, area: town, revisit: 6 h, detects: {explosion: {p_detect: 0.5}}}"


@pytest.fixture
def agreement(load: Load) -> Agreement:
    return load("- {id: c, kind: cessation, summary: s}")


def test_a_sensor_is_read_with_its_units(agreement: Agreement, sense: Sense) -> None:
    network = sense(
        agreement,
        """
- id: cam
  title: a camera
  family: camera
  area: {within: 3 km, of: front}
  revisit: continuous
  latency: 30 min
  availability: {summer: 0.9, winter: 0.5..0.7}
  conditions: [power]
  basis: measured
  detects:
    explosion: {p_detect: 0.7..0.9, false_alarms: 2 per hour, min_size: 100 mm, lasts: 2 h}
    light_fire: {p_detect: unmeasured}
""",
        "seasons: {summer: [4, 5], winter: [12, 1]}\n",
    )
    sensor = network.sensors[0]
    assert sensor.family is Family.CAMERA
    assert isinstance(sensor.area, BufferArea)
    assert (sensor.revisit_h, sensor.latency_h, sensor.basis) == (None, 0.5, "measured")
    assert in_season(sensor.availability, "winter") == (0.5, 0.7)
    loud, light = sensor.detects
    assert (loud.p_detect, loud.false_alarms_per_day) == ({ALWAYS: (0.7, 0.9)}, 48.0)
    assert (loud.min_size_mm, loud.lasts_h) == (100.0, 2.0)
    assert light.p_detect == {}
    assert network.names_of_seasons(12) == ("winter",)
    assert network.names_of_seasons(7) == (ALWAYS,)


def test_the_shortest_sensor(agreement: Agreement, sense: Sense) -> None:
    sensor = sense(agreement, ONE).sensors[0]
    assert sensor.area == NamedArea(("town",))
    assert sensor.availability == {ALWAYS: (1.0, 1.0)}
    assert (sensor.holds_h, sensor.latency_h) == (0.0, None)


@pytest.mark.parametrize(
    ("old", "new", "rule", "said"),
    [
        ("area: town", "area: twon", "L3", "Did you mean town?"),
        ("area: town", "colour: red", "L1", "'colour' is not a key of a sensor"),
        ("family: camera", "family: camra", "L3", "Did you mean camera?"),
        ("explosion:", "explosoin:", "L3", "Did you mean explosion?"),
        ("p_detect: 0.5", "p_detect: 50 %", "L2", "'50 %' is not a share"),
        ("p_detect: 0.5", "p_detect: 0.9..0.5", "L2", "runs backwards"),
        ("p_detect: 0.5", "p_detect: 1.5", "L2", "is not a share"),
        ("revisit: 6 h", "revisit: 6", "L2", "is not a duration"),
        ("revisit: 6 h", "revisit: continuous, holds: 2 h", "L1", "it watches continuously"),
        ("p_detect: 0.5", "p_detect: 0.5, false_alarms: 3", "L2", "is not a rate"),
        ("p_detect: 0.5", "p_detect: 0.5, min_size: 3 km", "L2", "is not a size"),
        ("p_detect: 0.5", "p_detect: {winter: 0.5}", "L1", "'winter' is not a key"),
        ("id: a", "id: a b", "L1", "is not a name"),
        ("{explosion: {p_detect: 0.5}}", "{}", "L1", "it detects nothing"),
    ],
)
def test_what_does_not_fit_is_refused_with_line_sensor_and_next_step(
    agreement: Agreement, sense: Sense, old: str, new: str, rule: str, said: str
) -> None:
    assert old in ONE
    with pytest.raises(MalformedAgreement) as caught:
        sense(agreement, ONE.replace(old, new))
    assert caught.value.code is Code.SENSORS_MALFORMED
    found = [p for p in caught.value.problems if p.rule == rule and said in p.shown()]
    assert found, [p.shown() for p in caught.value.problems]
    assert found[0].line > 0


def test_two_sensors_of_one_name_and_bad_months_are_refused(
    agreement: Agreement, sense: Sense
) -> None:
    with pytest.raises(MalformedAgreement, match="is taken"):
        sense(agreement, f"{ONE}\n{ONE}")
    with pytest.raises(MalformedAgreement, match="a month is not 1 to 12"):
        sense(agreement, ONE, "seasons: {winter: [13]}\n")


@pytest.mark.parametrize("text", ["", "- 1", "format: x", "a: &b 1", "sensors: []", "{"])
def test_no_text_breaks_the_reader(agreement: Agreement, text: str) -> None:
    with pytest.raises(MalformedAgreement):
        read_sensors(text, origin="n.yaml", agreement=agreement)


def code_of(text: str) -> Code | None:
    try:
        read_sensors(text, origin="n.yaml", agreement=load_library("donbas-2020"))
    except MalformedAgreement as error:
        return error.code
    return None


@given(st.text(alphabet="sensors:-{}[] \nidfamly0.5h&*!é", max_size=80))
def test_random_text_gives_sensors_or_problems(text: str) -> None:
    assert code_of(text) in {None, Code.SENSORS_MALFORMED}
