from importlib.resources import files

import pytest

from holdfire.detections.message.glossary import Term, shipped_glossary

KINDS = {
    "happening", "harm", "object", "weapon", "unit", "other", "part", "month", "weekday",
    "number", "measure", "name", "land", "word",
}  # fmt: skip


@pytest.mark.parametrize(
    ("words", "concept"),
    [
        ("обстріляли обстрелян shelling", "shelling"),
        ("поранено раненых wounded", "wounded"),
        ("міномета миномётов mortars", "mortar"),
        ("лікарню больницу hospital", "hospital"),
        ("мосту мосты bridges", "bridge"),
        ("троє трое three", "3"),
        ("березня марта march", "3"),
    ],
)
def test_a_term_is_one_concept_in_three_languages(words: str, concept: str) -> None:
    found = [shipped_glossary().find(word.replace("ё", "е")) for word in words.split()]
    assert [None if one is None else one[0].concept for one in found] == [concept] * 3


def test_the_longest_stem_wins_and_whole_words_win_over_stems() -> None:
    glossary = shipped_glossary()
    assert glossary.find("дому") == (Term("object", "house"), 0)
    assert glossary.find("домовленість") is None
    assert glossary.find("electricity") is not None
    assert glossary.find("") is None


def test_every_line_is_a_term_in_three_languages() -> None:
    text = (files("holdfire.detections") / "message" / "glossary.txt").read_text("utf-8")
    rows = [line.split("|") for line in text.splitlines() if line and line[0] != "#"]
    assert len(rows) > 250
    assert {row[0].strip() for row in rows} == KINDS
    assert all(len(row) == 5 and all(cell.strip() for cell in row) for row in rows)
    pairs = [(row[0].strip(), row[1].strip()) for row in rows]
    assert len(set(pairs)) == len(pairs), "a concept stands on one line"
