"""Words of a rule and their places."""

from __future__ import annotations

import pytest

from holdfire.agreement.accord.syntax.lexer import Kind, Reader, bounded_int, pattern
from holdfire.agreement.accord.syntax.phrase import phrase
from holdfire.agreement.accord.syntax.quoted import quote, unquote
from holdfire.agreement.accord.syntax.refusal import BadFormula
from holdfire.agreement.accord.syntax.surface_text import read_formula
from holdfire.agreement.accord.term import Variable

WORDS = pattern(r"[a-z]+", ("<", "<=", "(", ")"), comments="#[^\n]*")


def test_words_have_kinds_and_places() -> None:
    read = Reader('a <= 7.5 # more\n ("b c")', WORDS, "rule")
    assert [(word.kind, word.text) for word in read.words] == [
        (Kind.NAME, "a"),
        (Kind.SIGN, "<="),
        (Kind.NUMBER, "7.5"),
        (Kind.SIGN, "("),
        (Kind.TEXT, '"b c"'),
        (Kind.SIGN, ")"),
        (Kind.END, ""),
    ]
    assert read.take().end == read.now.at - 1
    assert read.before().text == "a"
    mark = read.mark()
    read.take()
    read.back(mark)
    assert read.accept("<") is None
    assert read.expect("<=").text == "<="


def test_the_end_is_never_passed() -> None:
    read = Reader("a", WORDS, "rule")
    read.take()
    assert read.take().kind is read.take().kind is Kind.END
    assert read.ahead(5).kind is Kind.END


def test_a_refusal_names_line_and_column() -> None:
    with pytest.raises(BadFormula, match=r"line 3, column 2: the sign '\$'") as refusal:
        Reader("a\n\n $", WORDS, "rule")
    assert (refusal.value.line, refusal.value.column) == (3, 2)


def test_texts_of_many_bytes_count_their_bytes() -> None:
    Reader('"' + "ї" * 32_000 + '"', WORDS, "rule")
    with pytest.raises(BadFormula, match="64 KiB"):
        Reader('"' + "ї" * 33_000 + '"', WORDS, "rule")


def test_numbers_are_bounded() -> None:
    read = Reader(f"{2**62 - 1} {2**62}", WORDS, "rule")
    assert bounded_int(read, read.take(), -1) == 1 - 2**62
    with pytest.raises(BadFormula, match="too large"):
        bounded_int(read, read.take())


@pytest.mark.parametrize("text", ["", 'a"b', "\\", '\\"', "a\\nb", "\n", "ї"])
def test_quoted_texts_read_back(text: str) -> None:
    assert unquote(quote(text)) == text


def test_long_parts_are_cut_in_refusals() -> None:
    long = read_formula(" and ".join(f"p{number}" for number in range(100)))
    assert len(phrase(long)) <= 120
    assert phrase(long).endswith(" ...")
    assert phrase(read_formula("once[0,1d] p"), log=True) == "ONCE[0,86400000000] p()"
    assert phrase(Variable("not")) == "variable"
