"""The page and the annex say what decided a verdict, by which formula, and who could tell more."""

from __future__ import annotations

import html
import json
from importlib import resources

import jsonschema
import pytest
from tests.fakes.asking import meridian
from tests.fakes.happening import beside, incident, period, utc

from holdfire.agreement import attach, load_library
from holdfire.base.phenomenon import Phenomenon
from holdfire.reports.annex import report_json
from holdfire.reports.page import report_html
from holdfire.reports.record import Accounting, Origins, ReportInput
from holdfire.reports.wording import LANGUAGES, wording
from holdfire.verification import verify

SPAN = period("2014-10-01T00:00+03:00", "2014-11-01T00:00+03:00")
DECIDED = (
    "Decided by accord, the clause language of this program. The clause is not kept when this "
    "formula is true at some instant of the window:"
)


@pytest.fixture(scope="module")
def given() -> ReportInput:
    agreement = attach(load_library("minsk-memo-2014"), [meridian("loc")])
    gun = incident(
        Phenomenon.WEAPON_PRESENT,
        beside(5.0),
        utc("2014-10-10T12:00+03:00"),
        attributes={"kind": ("artillery",)},
        existence=0.7,
    )
    return ReportInput(
        kind="period",
        title="A report",
        program="holdfire 0.1.0",
        made_at=SPAN.end,
        agreement=agreement,
        period=SPAN,
        verification=verify(agreement, [gun], [], SPAN),
        incidents=(gun,),
        coverage=(),
        accounting=Accounting(1, 1, 0, 0, 0, 1, 1, 1),
        sources=(),
        chance=(),
        origins=Origins(0, 0, 0.0, 0.0, 0.0, 200),
        rate_steps=(),
        side_counts=(),
        lint=(),
        data_hash="0" * 64,
        synthetic=True,
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_what_decided_and_shows_the_formula(
    given: ReportInput, language: str
) -> None:
    page = html.unescape(report_html(given, language))
    words = wording(language)
    assert words.say(DECIDED) in page
    assert 'dist(place(u), "loc") < required(u, 15 km, "MT-12_100mm", 9 km' in page
    told = words.say("Could be told by: {who}.", who="another report of it that does not")
    assert told.rstrip(".") in page


def test_the_annex_carries_formula_and_supplier_and_keeps_its_schema(
    given: ReportInput,
) -> None:
    report = json.loads(json.dumps(report_json(given)))
    text = resources.files("holdfire.reports").joinpath("report.schema.json").read_text("utf-8")
    jsonschema.validate(report, json.loads(text))
    (clause,) = [c for c in report["readings"][0]["clauses"] if c["id"] == "4a"]
    assert clause["verdict"] == "undetermined"
    assert clause["through"] == "accord"
    assert clause["formula"].startswith("exists u . present(u)")
    assert clause["settled_by"]
    assert all(witness["supplier"] for witness in clause["witness"])
