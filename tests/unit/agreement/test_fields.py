from __future__ import annotations

from holdfire.agreement.amounts import read_count
from holdfire.agreement.fields import Fields, known_word
from holdfire.agreement.node import compose
from holdfire.agreement.problems import Problems


def fields(text: str, known: tuple[str, ...] = ("a", "b")) -> tuple[Fields, Problems]:
    problems = Problems("f")
    root = compose(text, problems)
    assert root is not None
    return Fields(root, known, problems, "a thing"), problems


def said(problems: Problems) -> list[str]:
    return [problem.message for problem in problems.all()]


def test_an_unknown_key_is_refused_with_the_nearest_one() -> None:
    _, problems = fields("distence: 1\n", ("distance",))
    assert "is not a key of a thing" in said(problems)[0]
    assert problems.all()[0].next_step == "Did you mean distance?"


def test_a_needed_key_that_is_missing_is_a_problem() -> None:
    read, problems = fields("b: 1\n")
    assert read.scalar("a", needed=True) == ""
    assert said(problems) == ["a: it is missing"]


def test_a_single_value_is_a_list_of_one() -> None:
    read, problems = fields("a: x\nb: [y, z]\n")
    assert read.texts("a") == ("x",)
    assert read.texts("b") == ("y", "z")
    assert not problems.all()


def test_truth_values_are_said_out_loud() -> None:
    read, problems = fields("a: yes\nb: on\n")
    assert read.yes("a")
    read.yes("b")
    assert "truth value" in said(problems)[0]


def test_wrong_shapes_are_problems_and_never_errors() -> None:
    text = "a: {x: 1}\nb: [[1]]\n"
    read, problems = fields(text)
    assert read.scalar("a") == ""
    assert read.texts("b") == ()
    assert read.mappings("a") == ()
    assert read.mapping("b") == {}
    assert len(problems.all()) == 4


def test_a_reader_gives_its_type_or_a_problem() -> None:
    read, problems = fields("a: 12\nb: 1e3\n")
    assert read.read("a", read_count) == 12
    assert read.read("b", read_count) is None
    assert said(problems) == ["b: '1e3' is not a count"]


def test_names_are_names() -> None:
    read, problems = fields("a: 2a.1\nb: 'a b'\n")
    assert read.name("a") == "2a.1"
    assert read.name("b") == ""
    assert "is not a name" in said(problems)[0]


def test_a_mapping_comes_in_the_order_of_its_names() -> None:
    read, _ = fields("a: {z: 1, b: 2}\n")
    assert list(read.mapping("a")) == ["b", "z"]


def test_words_are_known_and_stand_once() -> None:
    read, problems = fields("a: [x, x, q]\n")
    read.words("a", ("x", "y"))
    assert len(problems.all()) == 2
    assert known_word("x", ("x",), "a word") is None


def test_long_texts_and_lists_are_refused() -> None:
    read, problems = fields(f"a: {'x' * 3000}\nb: [{','.join(['x'] * 1001)}]\n")
    assert read.scalar("a") == ""
    assert read.texts("b") == ()
    assert len(problems.all()) == 2
