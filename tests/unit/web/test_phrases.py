from __future__ import annotations

import re
from pathlib import Path

from holdfire.web.language import words
from holdfire.web.phrases import FILLS, PHRASES, phrases

SCRIPTS = Path(__file__).resolve().parents[3] / "web" / "src"


def spoken_by_the_script() -> set[str]:
    """Every key the workbench asks for, found in its source."""
    text = "".join(file.read_text("utf-8") for file in SCRIPTS.glob("*.ts"))
    direct = set(re.findall(r"\bsay\(\s*'(\w+)'", text))
    chosen = set(re.findall(r"\bsay\(.*?\? '(\w+)' : '(\w+)'\)", text))
    table = re.search(r"TITLES[^{]*\{([^}]*)\}", text)
    titles = set(re.findall(r": '(\w+)'", table.group(1))) if table else set()
    return direct | {key for pair in chosen for key in pair} | titles


def test_the_script_finds_every_word_it_speaks_and_no_word_is_left_over() -> None:
    assert spoken_by_the_script() == set(PHRASES)


def test_values_are_left_for_the_script_to_fill() -> None:
    said = phrases(words("fr"), ["explosion"])
    assert "{count}" in str(said["shown"])
    assert said["kinds"] == {"explosion": "explosion"}


def test_there_is_a_word_for_each_fill() -> None:
    assert len(FILLS) == 4
