from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.fakes.page_client import PageClient
from tests.fakes.run_view import FakeRun, opens

from holdfire.web.app import create
from holdfire.web.assets import load_assets


@pytest.fixture
def built(tmp_path: Path, run: FakeRun) -> PageClient:
    """A build of two files, one of them outside the folder that is served."""
    folder = tmp_path / "static"
    (folder / "assets").mkdir(parents=True)
    (folder / "assets" / "main-1.js").write_text("export {}\n", "utf-8")
    (folder / "secret.txt").write_text("kept apart", "utf-8")
    (tmp_path / "outside.txt").write_text("kept apart", "utf-8")
    chunk = {"file": "assets/main-1.js", "css": ["assets/main-1.css"]}
    (folder / "manifest.json").write_text(json.dumps({"src/main.ts": chunk}), "utf-8")
    return PageClient(create(tmp_path, open_view=opens(run), static=folder))


def test_a_built_file_is_served_for_ever(built: PageClient) -> None:
    answer = built.get("/static/assets/main-1.js")
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-type"].startswith("text/javascript")


@pytest.mark.parametrize(
    "path",
    [
        "/static/secret.txt", "/static/manifest.json", "/static/../outside.txt",
        "/static/assets/..%2f..%2foutside.txt", "/static/assets/%2e%2e/%2e%2e/outside.txt",
        "/static/assets/main-1.css", "/static//etc/passwd", "/face/../page.py",
    ],
)  # fmt: skip
def test_nothing_but_the_build_can_be_reached(built: PageClient, path: str) -> None:
    answer = built.get(path)
    assert answer.status_code == 404
    assert "kept apart" not in answer.text


def test_the_workbench_names_the_built_files(built: PageClient) -> None:
    text = built.get("/explore").text
    assert 'src="/static/assets/main-1.js"' in text
    assert 'href="/static/assets/main-1.css"' in text


def test_the_style_is_found_under_a_name_made_from_its_content(client: PageClient) -> None:
    href = load_assets(Path("nowhere")).href("page.css")
    answer = client.get(href)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]


def test_without_a_build_there_is_no_workbench(empty: Path) -> None:
    assert load_assets(empty).workbench is None
