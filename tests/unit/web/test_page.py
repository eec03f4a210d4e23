from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.page_client import PageClient

from holdfire.web.language import LANGUAGES
from holdfire.web.page import NAVIGATION, environment


@pytest.mark.parametrize("path", [path for path, _ in NAVIGATION])
def test_every_page_carries_the_labels_of_the_run(client: PageClient, path: str) -> None:
    text = client.get(path).text
    assert "Exercise." in text
    assert "Hypothetical." in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", [path for path, _ in NAVIGATION])
def test_every_page_speaks_every_language(client: PageClient, path: str, language: str) -> None:
    answer = client.get(f"{path}?lang={language}")
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.text
    assert answer.headers["content-language"] == language


def test_links_keep_language_and_run(client: PageClient) -> None:
    text = client.get(f"/?lang=uk&run=run-{'0' * 12}").text
    assert f'href="/incidents?lang=uk&amp;run=run-{"0" * 12}"' in text


def test_a_choice_is_remembered_and_an_unasked_one_is_not(client: PageClient) -> None:
    assert "lang=uk" in client.get("/?lang=uk").headers["set-cookie"]
    assert "set-cookie" not in client.get("/").headers
    dark = client.get("/", headers={"cookie": "theme=dark; lang=fr"})
    assert 'data-theme="dark"' in dark.text
    assert '<html lang="fr"' in dark.text


def test_a_theme_nobody_knows_in_an_old_cookie_is_passed_over(client: PageClient) -> None:
    assert 'data-theme="auto"' in client.get("/", headers={"cookie": "theme=pink"}).text


def test_no_template_writes_a_script_or_a_style_into_the_page() -> None:
    folder = Path(__file__).resolve().parents[3] / "src" / "holdfire" / "web" / "templates"
    for file in folder.glob("*.html"):
        text = file.read_text("utf-8")
        assert "<style" not in text, file.name
        assert " style=" not in text, file.name
        assert "<script>" not in text, file.name
        assert "onclick" not in text, file.name
        assert "|safe" not in text.replace(" ", ""), file.name


def test_templates_escape_what_they_are_given() -> None:
    made = environment().from_string("{{ x }}").render(x="<script>")
    assert made == "&lt;script&gt;"
