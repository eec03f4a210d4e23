from __future__ import annotations

import pytest

from holdfire.agreement.node import (
    MAX_BYTES,
    MAX_DEPTH,
    MappingNode,
    ScalarNode,
    SequenceNode,
    compose,
)
from holdfire.agreement.problems import Problem, Problems


def read(text: str) -> tuple[MappingNode | None, tuple[Problem, ...]]:
    problems = Problems("f.yaml")
    return compose(text, problems), problems.all()


@pytest.mark.parametrize(
    "word", ["on", "no", "12:30", "016", "1e3", "~", "null", "0x10", "=", "<<"]
)
def test_a_scalar_never_changes_its_type(word: str) -> None:
    root, problems = read(f"a: {word}\n")
    assert not problems
    assert root is not None
    assert root.items["a"] == ScalarNode(1, word)


def test_nodes_know_their_line() -> None:
    root, _ = read("a: 1\n\nb:\n  - x\n  - {c: d}\n")
    assert root is not None
    items = root.items["b"]
    assert isinstance(items, SequenceNode)
    assert items.items[0].line == 4
    assert root.key_lines["b"] == 3


def test_a_key_that_stands_twice_is_refused_with_both_lines() -> None:
    _, problems = read("a: 1\nb: 2\na: 3\n")
    assert [(p.line, p.rule) for p in problems] == [(3, "L1")]
    assert "line 1" in problems[0].next_step


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: &x 1\nb: *x\n", "anchor"),
        ("b: *x\n", "alias"),
        ("a: !!python/object:os.system 1\n", "tag"),
        ("a: !x 1\n", "tag"),
        ("--- \na: 1\n---\nb: 2\n", "second document"),
        ("[a, b]\n", "not a mapping"),
        ("", "not a mapping"),
        ("? [a]\n: b\n", "list or a mapping"),
        ("a: [1\n", "not YAML"),
        ("a: b: c\n", "not YAML"),
        ("a: \x07\n", "not YAML"),
        ('a: "\\u202Eabc"\n', "control or direction"),
        ("a: \ud800\n", "character pair"),
    ],
)
def test_what_is_not_plain_is_refused(text: str, said: str) -> None:
    _, problems = read(text)
    assert problems
    assert said in problems[0].message


def test_depth_is_bounded_without_recursion() -> None:
    fits = "a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)
    assert not read(fits)[1]
    _, problems = read("a: " + "[" * 2 * MAX_DEPTH + "]" * 2 * MAX_DEPTH)
    assert "levels deep" in problems[0].message
    assert read("a: " + "[" * 100_000)[1]


def test_size_is_bounded_before_anything_is_read() -> None:
    root, problems = read("a: " + "x" * MAX_BYTES)
    assert root is None
    assert "bytes" in problems[0].message


def test_a_byte_order_mark_does_no_harm() -> None:
    root, problems = read("\ufeffa: 1\n")
    assert not problems
    assert root is not None
    assert "a" in root.items
