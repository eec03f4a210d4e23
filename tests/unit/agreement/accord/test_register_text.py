"""Register files are taken wholly or not at all."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.agreement.accord.register_text import read_register
from holdfire.base.errors import MalformedAgreement
from holdfire.base.instant import micros, parse_instant

GOOD = """
format: holdfire-register/1
source: joint-log
keeper: the joint centre
holds:
  - {fact: performed, words: [OGG, inspect the area]}
  - {fact: step, words: [air]}
complete_from: 2031-03-01T00:00Z
complete_through: 2031-04-01T00:00Z
entries:
  - {at: 2031-03-05T10:00+02:00, fact: performed, words: [OGG, inspect the area], name: i1}
  - {at: 2031-03-02T10:00Z, fact: step, words: [air, 2]}
"""


def test_entries_come_in_the_order_of_time_with_their_words() -> None:
    found = read_register(GOOD, "r.yaml")
    assert [entry.name for entry in found.entries] == ["joint-log.2", "i1"]
    assert found.entries[0].words == ("air", 2)
    assert found.entries[1].words == ("OGG", "inspect the area")
    assert found.entries[1].at_us == micros(parse_instant("2031-03-05T08:00Z"))
    assert found.complete_through_us == micros(parse_instant("2031-04-01T00:00Z"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            (
                "fact: performed, words: [OGG, inspect the area]}",
                "fact: preformed, words: [OGG, inspect the area]}",
            ),
            "performed",
        ),
        (("[OGG, inspect the area], name", "[OGG, inspect it], name"), "does not hold"),
        (("words: [air]}", "words: [air, 2]}"), "held with 1 words"),
        (("2031-03-02T10:00Z", "2031-03-02T10:00"), "zone"),
        (("words: [air, 2]", "words: [air]"), "takes 2 words"),
        (("complete_through: 2031-04", "complete_through: 2030-04"), "before it starts"),
        (("fact: step", "fact: notified"), "notified"),
        (("keeper: the joint centre", "owner: the joint centre"), "owner"),
        (("words: [air, 2]", "words: [air, 2], number: -3"), "count"),
    ],
)
def test_what_is_wrong_is_named(change: tuple[str, str], said: str) -> None:
    with pytest.raises(MalformedAgreement) as raised:
        read_register(GOOD.replace(*change), "r.yaml")
    assert any(said in f"{p.message} {p.next_step}" for p in raised.value.problems)
    assert all(p.file == "r.yaml" and p.line > 0 for p in raised.value.problems)


def test_one_name_with_two_contents_is_refused_and_an_exact_double_is_one_entry() -> None:
    line = "  - {at: 2031-03-05T10:00+02:00, fact: performed, words: [OGG, inspect the area], name: i1}\n"
    assert len(read_register(GOOD + line, "r.yaml").entries) == 2
    with pytest.raises(MalformedAgreement):
        read_register(GOOD + line.replace("03-05", "03-06"), "r.yaml")


@given(st.text(max_size=300))
def test_any_text_is_a_register_or_a_clear_refusal(text: str) -> None:
    for candidate in (text, GOOD + text):
        with contextlib.suppress(MalformedAgreement):
            assert read_register(candidate, "r.yaml").holds
