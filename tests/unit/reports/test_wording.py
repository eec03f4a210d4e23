from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from holdfire.base.phenomenon import Phenomenon
from holdfire.reports.likelihood import WORDS
from holdfire.reports.section import SECTIONS
from holdfire.reports.wording import LANGUAGES, wording

REPORTS = Path(__file__).resolve().parents[3] / "src" / "holdfire" / "reports"


def catalogue(language: str) -> dict[str, tuple[str, ...]]:
    raw = (REPORTS / "locale" / f"{language}.po").read_bytes()
    found: dict[str, tuple[str, ...]] = {}
    for message in read_po(BytesIO(raw), locale=language):
        if not message.id:
            continue
        assert not message.fuzzy, message.id
        if isinstance(message.id, tuple):
            found[message.id[0]] = tuple(str(form) for form in message.string or ())
        else:
            found[str(message.id)] = (str(message.string),)
    return found


def said_in_template(path: Path) -> Iterator[str]:
    calls = "\n".join(re.findall(r"\{[{%](.*?)[}%]\}", path.read_text("utf-8"), re.DOTALL))
    yield from re.findall(r"""\bsay\("([^"]+)\"""", calls)
    yield from re.findall(r"""\bsay\('([^']+)'""", calls)
    yield from re.findall(r"""\.count\("([^"]+)\"""", calls)


def said_in_code(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            first = node.args[0] if node.args else None
            named = node.func.attr in {"say", "count"}
            if named and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def everything_said() -> set[str]:
    said = {*WORDS, "high", "moderate", "low"}
    said |= {section.heading for section in SECTIONS}
    said |= {p.value.replace("_", " ") for p in Phenomenon}
    for path in (REPORTS / "templates").glob("*.html"):
        said |= set(said_in_template(path))
    for path in REPORTS.glob("*.py"):
        said |= set(said_in_code(path))
    return said


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_the_reports_say_is_in_the_catalogue(language: str) -> None:
    assert everything_said() == set(catalogue(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty_and_every_value_has_its_place(language: str) -> None:
    for key, forms in catalogue(language).items():
        wanted = {name for _, name, _, _ in Formatter().parse(key) if name}
        for form in forms:
            assert form.strip(), key
            assert {name for _, name, _, _ in Formatter().parse(form) if name} == wanted, key


@pytest.mark.parametrize(
    ("language", "n", "form"),
    [
        ("uk", 1, 0),
        ("uk", 3, 1),
        ("uk", 5, 2),
        ("uk", 11, 2),
        ("uk", 21, 0),
        ("ru", 12, 2),
        ("ru", 22, 1),
        ("fr", 0, 0),
        ("fr", 1, 0),
        ("fr", 2, 1),
        ("en", 0, 1),
        ("en", 1, 0),
    ],
)
def test_plural_forms_follow_the_language(language: str, n: int, form: int) -> None:
    one, many = "{n} speaks against it", "{n} speak against it"
    expected = catalogue(language)[one][form].format(n=n)
    assert wording(language).count(one, many, n) == expected


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert wording("en").number(1234.5) == "1,234.5"
    assert wording("fr").number(1234.5) == "1\u202f234,5"
    assert wording("uk").number(0.25) == "0,25"


def test_an_alleged_violation_is_called_alleged_in_every_language() -> None:
    for language in LANGUAGES:
        word = wording(language).say("violated (alleged)")
        assert "(" in word


def test_another_language_is_refused() -> None:
    with pytest.raises(KeyError):
        wording("de")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.9499, "94 %"),
        (0.95, "95 %"),
        (0.29, "29 %"),
        (0.9996, "99.9 %"),
        (1.0, "100.0 %"),
        (0.0, "0 %"),
        (0.0004, "< 0.1 %"),
        (0.005, "0.5 %"),
    ],
)
def test_a_percentage_is_cut_and_nothing_uncertain_is_certain(value: float, shown: str) -> None:
    assert wording("en").percent(value) == shown
