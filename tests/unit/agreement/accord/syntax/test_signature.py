"""Signatures and formulas held to them."""

from __future__ import annotations

from pathlib import Path

import pytest

from holdfire.agreement.accord.syntax.mfotl_text import read_mfotl
from holdfire.agreement.accord.syntax.refusal import MistypedFormula
from holdfire.agreement.accord.syntax.signature import (
    Argument,
    ValueType,
    check_signature,
    declared,
    read_signature,
)
from holdfire.base.errors import BadInput

SIGNATURE = read_signature("p(a:string, n:int) q(int) # more\nr()")


def test_a_signature_is_read() -> None:
    assert SIGNATURE.predicates["p"] == (
        Argument("a", ValueType.STRING),
        Argument("n", ValueType.INT),
    )
    assert declared(SIGNATURE) == {
        "p": (ValueType.STRING, ValueType.INT),
        "q": (ValueType.INT,),
        "r": (),
    }
    assert SIGNATURE.types("absent") is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("p(int)\np(int)", "declared twice"),
        ("p(x:float)", "no rounding"),
        ("p(x:date)", "types are int and string"),
        ("p(:int)", "no name"),
        ("p int", "is not name"),
        ("p(int", "is not name"),
        ("# a\n\nq(,)", "types are int and string"),
    ],
)
def test_what_is_no_signature_is_refused_with_its_line(text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said) as refusal:
        read_signature(text)
    assert refusal.value.where == f"line {text.count(chr(10)) + 1}"


@pytest.mark.parametrize("name", ["r1", "r2", "r3"])
def test_the_shared_rules_keep_their_signature(shared_data: Path, name: str) -> None:
    folder = shared_data / "accord_rules"
    signature = read_signature((folder / "s.sig").read_text("utf-8"))
    rule = read_mfotl((folder / f"{name}.mfotl").read_text("utf-8"))
    check_signature(rule, signature)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("s()", "s is not in the signature"),
        ("p(x)", "p has 1 arguments here and 2"),
        ("p(1,2)", "plain number and a name"),
        ('p(x,"a")', "name and a plain number"),
        ("p(x,n) AND q(x)", "name and a plain number"),
        ('p(x,n) AND n = "a"', "plain number and a name"),
        ("p(x,n) AND x = n", "name and a plain number"),
        ("p(x,n) AND NOT ONCE[0,3] (EXISTS y. q(y) AND y = x)", "plain number and a name"),
    ],
)
def test_a_rule_is_held_to_its_signature(rule: str, said: str) -> None:
    with pytest.raises(MistypedFormula, match=said):
        check_signature(read_mfotl(rule), SIGNATURE)


def test_a_quantified_variable_is_another_variable() -> None:
    check_signature(read_mfotl("p(x,n) AND EXISTS x. q(x)"), SIGNATURE)
