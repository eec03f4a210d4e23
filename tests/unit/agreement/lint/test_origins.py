from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from holdfire.agreement.agreement import Agreement, SourceText
from holdfire.agreement.lint.origins import articles_of, origins

Load = Callable[..., Agreement]


def test_references_are_read_as_numbered_articles() -> None:
    refs = ["para 1-3", "para 4, list", "para 13(a)", "Art. IV.2", "the preamble", ""]
    assert articles_of(refs) == {"para": {1, 2, 3, 4, 13}, "Art. IV.": {2}}


def test_articles_without_a_clause_are_found_with_their_share(load: Load) -> None:
    text = "\n".join(
        f"- {{id: c{n}, ref: Art. {n}, kind: cessation, summary: s}}" for n in (1, 2, 4)
    )
    found = [f.message for f in origins(load(text))]
    assert found == ["of Art. 1 to 4, 3 have a clause (75 %); none has Art. 3"]


def test_two_articles_say_nothing_of_the_others(load: Load) -> None:
    text = "\n".join(
        f"- {{id: c{n}, ref: Art. {n}, kind: cessation, summary: s}}" for n in (1, 9)
    )
    assert not list(origins(load(text)))


def test_press_as_a_source_is_found_with_its_clauses(load: Load) -> None:
    agreement = load("- {id: c, kind: cessation, summary: s, source: T}")
    assert not list(origins(agreement))
    press = (SourceText("T", "A newspaper's report"),)
    found = [f.message for f in origins(replace(agreement, sources=press))]
    assert found == [
        "T reads like press or a private page; on it rests what is said of clause c"
    ]
    unused = (SourceText("P", "Reuters"),)
    assert not list(origins(replace(agreement, sources=unused)))
