"""Every page, as a reader without a script gets it."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.fakes.page_client import PageClient
from tests.fakes.run_view import DAYS, HOSTILE, START, FakeRun, fake_run, opens

from holdfire.base.truth import Truth
from holdfire.web.answers import answers_of
from holdfire.web.app import create
from holdfire.web.language import words
from holdfire.web.page import Reader
from holdfire.web.pages.alleged import elements_of
from holdfire.web.pages.coverage import exposure_rows, ledgers
from holdfire.web.pages.today import changes
from holdfire.web.security import DOCUMENT_POLICY


class WithoutOriginals(FakeRun):
    """A run whose sealed files are not in the workspace."""

    def original(self, raw_sha256: str, record_index: int, /) -> None:
        del raw_sha256, record_index


PAGES = (
    "/", "/explore", "/incidents", "/agreement", "/alleged", "/alleged/strict/1.a",
    "/alleged/narrow/2.b", "/coverage", "/sources", "/methods", "/reports",
)  # fmt: skip


class Outline(HTMLParser):
    """Headings, landmarks, ids and links of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            if tag == "a" and name == "href" and value:
                self.links.append(value)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_one_main_heading_and_no_id_twice(client: PageClient, path: str) -> None:
    found = Outline(client.get(path).text)
    assert found.tags.count("h1") == 1
    assert found.tags.count("main") == 1
    assert len(found.ids) == len(set(found.ids))


@pytest.mark.parametrize("path", [page for page in PAGES if page != "/explore"])
def test_a_document_carries_no_script(client: PageClient, path: str) -> None:
    assert "script" not in Outline(client.get(path).text).tags


def test_every_link_of_the_site_leads_somewhere(client: PageClient) -> None:
    seen: set[str] = set()
    waiting = ["/"]
    while waiting and len(seen) < 120:
        path = waiting.pop(0)
        if path in seen or path.startswith(("#", "data:")):
            continue
        seen.add(path)
        answer = client.get(path)
        assert answer.status_code == 200, path
        if answer.headers["content-type"].startswith("text/html"):
            waiting += [link.split("#")[0] for link in Outline(answer.text).links]
    assert len(seen) > 50


def test_how_an_incident_is_known_takes_two_clicks(client: PageClient, run: FakeRun) -> None:
    item = next(item for item in run.incidents if item.contrary)
    first = Outline(client.get(f"/incidents/{item.id}").text)
    to_observation = [link for link in first.links if link.startswith("/observations/")]
    assert len(to_observation) == len(item.detections) + len(item.contrary)
    second = client.get(to_observation[0]).text
    row = run.observation(to_observation[0].split("/")[2].split("?")[0])
    assert row is not None
    assert str(row["raw_sha256"]) in second
    assert "patrol.csv" in second


def test_what_an_observer_wrote_is_shown_and_never_run(
    client: PageClient, run: FakeRun
) -> None:
    rows = run.detections_of(run.incidents[0].id)
    text = client.get(f"/observations/{rows[0]['observation_id']}").text
    assert HOSTILE not in text
    assert "&lt;script&gt;window.pwned=1&lt;/script&gt;" in text
    assert "script" not in Outline(text).tags


def test_an_original_that_is_not_kept_is_said_to_be_missing(empty: Path) -> None:
    run = WithoutOriginals(2)
    rows = run.detections_of(run.incidents[0].id)
    text = (
        PageClient(create(empty, open_view=opens(run)))
        .get(f"/observations/{rows[0]['observation_id']}")
        .text
    )
    assert "cannot be checked here" in text


def test_likelihood_and_confidence_never_share_a_line(client: PageClient, run: FakeRun) -> None:
    for line in client.get(f"/incidents/{run.incidents[0].id}").text.splitlines():
        assert not ("Confidence" in line and "likely" in line)


def test_nothing_found_and_nothing_looked_for_are_told_apart(
    client: PageClient, empty: Path
) -> None:
    filtered = client.get("/incidents?kind=strike").text
    assert "No incident matches this filter" in filtered
    none = PageClient(create(empty, open_view=opens(fake_run(0))))
    assert "Were we looking?" in none.get("/incidents").text
    run = fake_run(0)
    run.coverage = ()
    blind = PageClient(create(empty, open_view=opens(run))).get("/coverage").text
    assert "Every silence of this run is unobserved" in blind


@pytest.mark.parametrize("path", PAGES)
def test_a_run_without_anything_still_has_every_page(empty: Path, path: str) -> None:
    run = fake_run(0)
    run.coverage = ()
    assert PageClient(create(empty, open_view=opens(run))).get(path).status_code == 200


def test_the_twins_hold_the_rows_of_the_list(client: PageClient, run: FakeRun) -> None:
    query = "kind=explosion&source=patrol"
    rows = client.get(f"/incidents.json?{query}").json()["incidents"]
    table = list(csv.DictReader(io.StringIO(client.get(f"/incidents.csv?{query}").text)))
    features = client.get(f"/incidents.geojson?{query}").json()["features"]
    names = [row["id"] for row in rows]
    assert names
    assert names == [row["id"] for row in table] == [f["id"] for f in features]
    every = client.get("/incidents.json").json()
    assert every["count"] == len(run.incidents)


def test_cells_that_look_like_formulas_are_neutral(client: PageClient) -> None:
    cells = [
        row["admin_codes"]
        for row in csv.DictReader(io.StringIO(client.get("/incidents.csv").text))
    ]
    assert "'@formula" in cells
    assert "@formula" not in cells


def test_an_incident_as_data_holds_its_evidence(client: PageClient, run: FakeRun) -> None:
    item = run.incidents[0]
    row = client.get(f"/incidents/{item.id}.json").json()["incident"]
    assert len(row["detections"]) == len(item.detections) + len(item.contrary)
    assert row["links"][0]["llr_nats"] == item.links[0].llr


def test_the_side_pane_is_a_fragment_in_the_readers_language(
    client: PageClient, run: FakeRun
) -> None:
    text = client.get(f"/incidents/{run.incidents[0].id}/evidence?lang=uk").text
    assert "<html" not in text
    assert "Коли" in text


def test_the_agreement_page_counts_verdicts_and_names_what_is_not_drawn(
    client: PageClient,
) -> None:
    text = client.get("/agreement").text
    assert "rear_line" in text
    assert "HF-2009" in text
    assert "Example ceasefire &lt;of two sides&gt;" in text
    assert client.get("/agreement.geojson").json()["features"]
    assert len(client.get("/agreement.json").json()["readings"]) == 2


def test_elements_of_a_clause_are_met_not_met_or_unknown(run: FakeRun) -> None:
    reader = Reader(words("en"), "auto", "/", (), {})
    answers = {a.key: a for a in answers_of(run)}
    assert [e.met for e in elements_of(answers["strict/1.a"], reader)] == [
        Truth.TRUE,
        Truth.TRUE,
        Truth.FALSE,
    ]
    assert {e.met for e in elements_of(answers["strict/2.b"], reader)} == {Truth.UNKNOWN}


def test_each_count_stands_beside_its_exposure_and_that_of_its_sides(run: FakeRun) -> None:
    rows = exposure_rows(run.report)
    assert [row.side for row in rows] == ["", "A", HOSTILE]
    assert all(sum(row.shares) == pytest.approx(1.0) for row in rows)
    page = PageClient(create(Path(), open_view=opens(run))).get("/coverage").text
    assert "4.00 (1.50 – …)" in page
    assert "no rate" in page
    assert HOSTILE not in page
    assert exposure_rows({}) == []


def test_hours_of_coverage_add_up_by_state(run: FakeRun) -> None:
    found = {ledger.source: ledger for ledger in ledgers(run.coverage)}
    assert sum(found["array"].hours.values()) == 12 * 12  # twelve days of twelve hours
    assert found["patrol"].low is None
    assert found["firms"].blind == {"cloud over the whole area": 2.0}


def test_the_day_and_the_day_before_are_counted_apart(run: FakeRun) -> None:
    end = START + timedelta(days=DAYS)
    found = changes(run.incidents, end)
    day = timedelta(days=1)
    assert sum(c.last for c in found) == sum(
        end - day <= i.time.start <= end for i in run.incidents
    )
    assert sum(c.before for c in found) == sum(
        end - 2 * day <= i.time.start < end - day for i in run.incidents
    )


def test_the_report_document_runs_no_script(run: FakeRun, tmp_path: Path) -> None:
    made = fake_run(3)
    made.folder = tmp_path
    (tmp_path / "report.html").write_text("<h1>report</h1>", "utf-8")
    client = PageClient(create(tmp_path, open_view=opens(made)))
    answer = client.get("/reports/report.html")
    assert answer.headers["content-security-policy"] == DOCUMENT_POLICY
    assert "report.html" in client.get("/reports").text
    assert client.get("/reports/report.json").json()["schema"] == "1"


def test_a_report_that_was_not_written_is_not_offered(client: PageClient) -> None:
    assert "/reports/report.html" not in client.get("/reports").text
    assert client.get("/reports/report.html").status_code == 404


def test_the_workbench_says_how_to_build_it(client: PageClient) -> None:
    text = client.get("/explore").text
    assert "run: make web" in text
    assert 'href="/incidents"' in text


def test_rows_and_sources_add_up_on_the_page(client: PageClient) -> None:
    text = client.get("/sources").text
    assert "Rows read: 300 = observations 294 + quarantined 6." in text
    rows = list(csv.DictReader(io.StringIO(client.get("/sources.csv").text)))
    assert [row["reasons"] for row in rows] == ["no readable time: 2"] * 3


def test_the_scale_is_printed_with_its_edges(client: PageClient) -> None:
    text = client.get("/methods").text
    for edge in (
        "1\u00a0%",
        "5\u00a0%",
        "20\u00a0%",
        "45\u00a0%",
        "55\u00a0%",
        "80\u00a0%",
        "95\u00a0%",
        "99\u00a0%",
    ):
        assert edge in text
