from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.page_client import PageClient
from tests.fakes.run_view import FakeRun, no_run, opens

from holdfire.base.codes import Code
from holdfire.base.errors import IntegrityFailure, NotPermitted
from holdfire.web.app import create


def client_that(raises: Exception, folder: Path) -> PageClient:
    def open_view(workspace: Path, run: str | None = None) -> FakeRun:
        raise raises

    return PageClient(create(folder, open_view=open_view))


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/nothing", 404, "HF-9702"),
        ("/incidents/unknown", 404, "HF-9702"),
        ("/observations/unknown", 404, "HF-9702"),
        ("/alleged/strict/99", 404, "HF-9702"),
        ("/incidents?page=99", 404, "HF-9702"),
        ("/incidents?page=x", 400, "HF-9701"),
        ("/?lang=de", 400, "HF-9701"),
        ("/?theme=pink", 400, "HF-9701"),
        ("/?run=../../x", 400, "HF-9701"),
        ("/?run=other", 404, "HF-9010"),
        ("/api/v1/unseen?from=x", 400, "HF-9701"),
        ("/incidents.csv?kind=x", 400, "HF-9701"),
    ],
)
def test_a_refusal_says_what_why_and_what_next(
    client: PageClient, path: str, status: int, code: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert code in answer.text
    assert "Traceback" not in answer.text
    if path.startswith(("/api", "/incidents.csv")):
        assert set(answer.json()["error"]) == {"code", "what", "where", "why", "next_step"}
    else:
        assert "Next:" in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_changed_through_the_pages(client: PageClient, method: str) -> None:
    answer = client.request(method, "/incidents")
    assert answer.status_code == 405
    assert "HF-9705" in answer.text


def test_a_workspace_without_a_run_says_how_to_make_one(empty: Path) -> None:
    answer = PageClient(create(empty, open_view=no_run)).get("/")
    assert answer.status_code == 404
    assert "HF-9010" in answer.text
    assert "holdfire run" in answer.text


def test_our_own_mistake_shows_a_page_and_no_detail(empty: Path) -> None:
    answer = client_that(RuntimeError("secret detail"), empty).get("/")
    assert answer.status_code == 500
    assert "HF-9704" in answer.text
    assert "secret detail" not in answer.text


def test_what_is_hidden_answers_like_what_is_not_there(empty: Path) -> None:
    hidden = client_that(NotPermitted(Code.PAGE_NOT_FOUND, "x"), empty).get("/")
    assert hidden.status_code == 404


def test_changed_bytes_are_a_fault_of_the_server_side(empty: Path) -> None:
    failed = client_that(IntegrityFailure(Code.SEGMENT_CHANGED, "x"), empty).get("/")
    assert failed.status_code == 500


def test_the_question_of_a_refused_address_is_shown_as_text(run: FakeRun, empty: Path) -> None:
    client = PageClient(create(empty, open_view=opens(run)))
    answer = client.get("/alleged/%3Cscript%3Ex%3C%2Fscript%3E/1")
    assert "<script>x" not in answer.text
