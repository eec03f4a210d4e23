"""No count without its exposure, on the page in four languages, in the chart and in the annex."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib import resources

import jsonschema
import pytest
import shapely
from tests.fakes.asking import meridian
from tests.fakes.happening import beside, incident, watched

from holdfire.agreement import attach, load_library
from holdfire.base.instant import TimeSpan
from holdfire.base.phenomenon import Phenomenon
from holdfire.detections import Holding
from holdfire.reports.annex import report_json
from holdfire.reports.exposure import EVERYTHING, charted, kinds_of
from holdfire.reports.page import report_html
from holdfire.reports.record import Accounting, Origins, RateStep, ReportInput, SideCount
from holdfire.reports.strip import strip_chart
from holdfire.reports.wording import LANGUAGES, wording
from holdfire.verification import counted_exposures, held_exposure, verify

START = datetime(2014, 10, 1, tzinfo=UTC)
SPAN = TimeSpan(START, START + timedelta(days=6))
SHOT = Phenomenon.LIGHT_FIRE


@pytest.fixture(scope="module")
def given() -> ReportInput:
    agreement = attach(load_library("minsk-memo-2014"), [meridian("loc")])
    east = watched(
        START, START + timedelta(days=3), (SHOT,), p_detect=0.5, box=(37.0, 44.0, 41.0, 52.0)
    )
    blind = replace(
        east, id="b", sensor="W2", reason_blind="<fog>", p_detect_low=None, p_detect_high=None,
        time=TimeSpan(START + timedelta(days=4), START + timedelta(days=5)),
    )  # fmt: skip
    coverage = (east, blind)
    shots = tuple(
        incident(SHOT, beside(km), START + timedelta(hours=h))
        for km, h in ((2, 3), (3, 9), (-2, 5))
    )
    held = Holding(
        "o", "map", SPAN, shapely.to_wkb(shapely.box(37, 44, 41, 52)), "s", synthetic=True
    )
    return ReportInput(
        kind="period",
        title="A report",
        program="holdfire 0.1.0",
        made_at=SPAN.end,
        agreement=agreement,
        period=SPAN,
        verification=verify(agreement, shots, coverage, SPAN),
        incidents=shots,
        coverage=coverage,
        accounting=Accounting(3, 3, 0, 0, 0, 3, 3, 3),
        sources=(),
        chance=(),
        origins=Origins(0, 0, 0.0, 0.0, 0.0, 200),
        rate_steps=(
            RateStep(START + timedelta(days=2), "x", "watch", 3, 2.0, 0, 4.0, 0.0, 0.0, 1.0,
                     (0.5, 0.25), (0.125, 0.0)),
        ),
        side_counts=(
            SideCount("map", 2.0, 1.0, 0.0, 0,
                      held_exposure([held], shots, coverage, SPAN, EVERYTHING)),
        ),
        lint=(),
        data_hash="0" * 64,
        synthetic=True,
        exposure=counted_exposures(agreement, shots, coverage, SPAN, kinds_of(coverage, shots)),
    )  # fmt: skip


def test_the_annex_keeps_its_schema_and_its_sums(given: ReportInput) -> None:
    report = json.loads(json.dumps(report_json(given), allow_nan=False))
    text = resources.files("holdfire.reports").joinpath("report.schema.json").read_text("utf-8")
    jsonschema.validate(report, json.loads(text))
    fire = next(e for e in report["exposure"] if e["kind"] == "light_fire")
    assert fire["subject"] == "loc"
    for counted in (fire["whole"], *fire["sides"]):
        seen = counted["watched"]
        parts = ("measured", "unmeasured", "blind", "nobody")
        assert sum(seen[part] for part in parts) == pytest.approx(seen["total"], abs=1e-5)
        where = ("where_measured", "where_unmeasured", "where_unwatched")
        assert sum(counted[part] for part in where) == pytest.approx(counted["recorded"])
    assert [side["rate"] is None for side in fire["sides"]] == [True, False]
    assert sum(fire["days"]["recorded"]) == fire["whole"]["recorded"] == 3.0
    assert [b["reason"] for b in fire["blind"]] == ["<fog>"]
    assert report["side_counts"][0]["exposure"]["outside"]["measured"] == 0.0
    (step,) = report["rate_steps"]
    assert step["before_watched"] == {"measured": 0.5, "unmeasured": 0.25}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_each_count_with_its_exposure(given: ReportInput, language: str) -> None:
    page = report_html(given, language)
    words = wording(language)
    assert "<fog>" not in page
    plain = html.unescape(page)
    assert words.say("no rate: nobody has measured how well it was watched") in plain
    table = plain.split('<table class="counted">')[1].split("</table>")[0]
    rows = [re.findall(r"<t[hd][^>]*>([^<]*)", row) for row in table.split("<tr")[2:]]
    assert [row[1] for row in rows] == [
        words.say("{name}, up to {reach} km on both sides", name="loc", reach=5.0),
        "left of loc",
        "right of loc",
    ]
    whole, left, right = rows
    assert (whole[2], left[2], right[2]) == ("3", "1", "2")
    assert (left[4], right[4]) == (words.percent(0.0), words.percent(0.5))
    for line in ("inside", "outside"):
        assert words.say(line) in plain


def test_the_chart_has_a_title_a_text_and_no_colour_of_a_side(given: ReportInput) -> None:
    (item,) = charted(given.exposure)
    assert item.exposure.kind.name == "light_fire"
    chart = strip_chart(item, wording("en"), "k")
    shown = html.unescape(chart)
    assert 'role="img"' in chart
    assert 'aria-labelledby="k-t k-d"' in chart
    assert "Where and when somebody looked for light fire: loc" in shown
    assert "right of loc: watched with known probability 50 %" in shown
    assert not re.search(r"#[0-9a-f]{3,6}\b|rgb|red|green", chart.replace("url(#", ""))
    # The left was never watched, the right on three of six days at one half.
    seen = re.findall(r'<rect class="seen" x="([\d.]+)"[^>]*opacity="([\d.]+)"', chart)
    assert seen
    assert {opacity for _, opacity in seen} == {"0.50"}
    assert min(float(x) for x, _ in seen) > 400.0


def test_without_a_subject_nothing_is_charted(given: ReportInput) -> None:
    assert charted(()) == []
    page = report_html(replace(given, exposure=(), side_counts=()), "en")
    assert 'id="exposure"' not in page


def test_every_kind_that_was_looked_for_or_recorded_is_stated_alone(given: ReportInput) -> None:
    kinds = kinds_of(given.coverage, given.incidents)
    assert [kind.name for kind in kinds] == ["everything", "light_fire"]
    assert all(len(kind.phenomena) == 1 for kind in kinds[1:])
