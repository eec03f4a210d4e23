"""What the pages must hold in a real browser."""

from __future__ import annotations

import json
from base64 import b64encode
from pathlib import Path

import axe_core_python
import pytest
from playwright.sync_api import Browser, Page
from tests.browser.conftest import Seen, wait_ready

pytestmark = pytest.mark.browser

DOCUMENTS = (
    "/",
    "/incidents",
    "/alleged",
    "/agreement",
    "/coverage",
    "/sources",
    "/methods",
    "/reports",
)
LANGUAGES = ("en", "uk", "ru", "fr")
AXE = Path(axe_core_python.__file__).parent / "axe.min.js"


def violations(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.2 A and AA, in words."""
    page.evaluate(AXE.read_text("utf-8"))
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", rules
    )
    return [
        f"{item['id']}: {node['target']} {node.get('failureSummary', '')[:160]}"
        for item in found["violations"]
        for node in item["nodes"]
    ]


@pytest.mark.parametrize("path", DOCUMENTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_document_is_accessible_in_every_language(
    seen: Seen, address: str, path: str, language: str
) -> None:
    answer = seen.page.goto(f"{address}{path}?lang={language}")
    assert answer is not None
    assert answer.status == 200
    assert seen.page.locator("html").get_attribute("lang") == language
    assert violations(seen.page) == []
    assert seen.complaints == []


@pytest.mark.parametrize("path", DOCUMENTS)
def test_every_document_is_accessible_in_the_dark(
    chromium: Browser, address: str, path: str
) -> None:
    context = chromium.new_context(color_scheme="dark", viewport={"width": 400, "height": 800})
    page = context.new_page()
    page.goto(f"{address}{path}")
    assert violations(page) == []
    width = page.evaluate("() => document.documentElement.scrollWidth")
    assert width <= 400, "the page scrolls sideways on a narrow screen"
    context.close()


@pytest.mark.parametrize("path", DOCUMENTS)
def test_documents_work_without_script(chromium: Browser, address: str, path: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    answer = page.goto(f"{address}{path}")
    assert answer is not None
    assert answer.status == 200
    assert page.locator("h1").count() == 1
    assert page.locator("main").inner_text().strip()
    context.close()


def test_the_policy_is_strict(seen: Seen, address: str) -> None:
    answer = seen.page.goto(f"{address}/explore")
    assert answer is not None
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_the_workbench_draws_its_map_and_fills_its_table(seen: Seen, address: str) -> None:
    seen.page.goto(f"{address}/explore")
    wait_ready(seen.page)
    canvas = seen.page.locator("canvas.maplibregl-canvas").bounding_box()
    assert canvas is not None
    assert min(canvas["width"], canvas["height"]) > 200
    assert seen.page.locator("table tbody tr").count() > 3
    assert seen.complaints == []


COUNT_COLOURS = """
async data => {
  const image = new Image();
  image.src = data;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.width;
  canvas.height = image.height;
  const pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0);
  const pixels = pen.getImageData(0, 0, image.width, image.height).data;
  return new Set(new Uint32Array(pixels.buffer)).size;
}
"""


def test_the_map_is_not_blank(seen: Seen, address: str) -> None:
    seen.page.goto(f"{address}/explore")
    wait_ready(seen.page)
    raw = seen.page.locator("canvas.maplibregl-canvas").screenshot()
    data = "data:image/png;base64," + b64encode(raw).decode()
    # A blank canvas has one colour; land or water, graticule and marks have many.
    assert seen.page.evaluate(COUNT_COLOURS, data) > 20


def test_the_map_has_no_source_of_borders(seen: Seen, address: str) -> None:
    requests: list[str] = []
    seen.page.on("request", lambda request: requests.append(request.url))
    seen.page.goto(f"{address}/explore")
    wait_ready(seen.page)
    assert not [url for url in requests if "countries" in url or "admin" in url]
    assert all(url.startswith((address, "blob:", "data:")) for url in requests)


def test_a_selection_is_a_permalink(seen: Seen, address: str) -> None:
    seen.page.goto(f"{address}/explore")
    wait_ready(seen.page)
    seen.page.keyboard.press("j")
    seen.page.wait_for_timeout(600)
    url = seen.page.url
    assert "sel=" in url
    chosen = url.split("sel=")[1].split("&")[0]
    other = seen.page.context.new_page()
    other.goto(url)
    wait_ready(other)
    assert chosen in other.url
    assert other.locator(f"a[href*='/incidents/{chosen}']").count() > 0
    other.close()


def test_how_an_incident_is_known_shows_in_two_clicks(seen: Seen, address: str) -> None:
    first = json.loads(seen.page.request.get(f"{address}/incidents.json").text())
    incident = first["incidents"][0]["id"]
    seen.page.goto(f"{address}/incidents/{incident}")
    seen.page.locator("main a[href^='/observations/']").first.click()
    text = seen.page.locator("main").inner_text()
    assert "SHA-256" in text
    assert seen.page.locator("h1").count() == 1
    assert violations(seen.page) == []


def test_the_workbench_is_accessible(seen: Seen, address: str) -> None:
    seen.page.goto(f"{address}/explore")
    wait_ready(seen.page)
    assert violations(seen.page) == []


def test_an_unknown_page_says_what_to_do(seen: Seen, address: str) -> None:
    answer = seen.page.goto(f"{address}/incidents/{'0' * 32}")
    assert answer is not None
    assert answer.status == 404
    assert "Traceback" not in seen.page.content()
    assert "HF-" in seen.page.locator("main").inner_text()
