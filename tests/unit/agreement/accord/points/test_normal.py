from __future__ import annotations

import pytest

from holdfire.agreement.accord.formula import And, Atom, Exists, Formula, Member, Not, Once
from holdfire.agreement.accord.points.normal import ANY, free, normal
from holdfire.agreement.accord.syntax.mfotl_text import read_mfotl
from holdfire.agreement.accord.syntax.refusal import NotMonitorable
from holdfire.agreement.accord.term import Constant, Name, Variable


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("NOT (P() AND Q())", "NOT P() OR NOT Q()"),
        ("P() IMPLIES Q()", "NOT P() OR Q()"),
        ("NOT NOT P()", "P()"),
        ("NOT PAST_ALWAYS[0,3] P()", "ONCE[0,3] NOT P()"),
        ("ALWAYS[0,3] NOT P()", "NOT EVENTUALLY[0,3] P()"),
        ("p(x) AND NOT x < 3", "p(x) AND x >= 3"),
        ("P() AND (Q() AND R())", "P() AND Q() AND R()"),
        ("P() AND P()", "P()"),
    ],
)
def test_unfolded_forms(text: str, same: str) -> None:
    assert normal(read_mfotl(text)) == normal(read_mfotl(same))


def test_quantifiers_go_inside_and_a_value_nobody_asks_for_is_any() -> None:
    x = Variable("x")
    found = normal(read_mfotl("p(x) AND EXISTS m. PREVIOUS (NOT p(x) SINCE r(x,m))"))
    assert Atom("r", (x, ANY)) in _atoms(found)
    assert free(found) == {"x"}


def test_forall_is_not_exists_not() -> None:
    found = normal(read_mfotl("FORALL x. (p(x) IMPLIES q(x))"))
    assert isinstance(found, Not)
    assert isinstance(found.body, Exists)


def test_bound_variables_get_names_of_their_own() -> None:
    found = normal(read_mfotl("(EXISTS x. p(x) AND q(x)) AND (EXISTS x. p(x) AND q(x))"))
    assert isinstance(found, And)
    names = [part.variables for part in found.parts if isinstance(part, Exists)]
    assert len(set(names)) == 2


def test_what_a_log_does_not_have_is_refused() -> None:
    with pytest.raises(NotMonitorable, match="set"):
        normal(Member(Constant(1), "heavy"))
    with pytest.raises(NotMonitorable, match="name terms"):
        normal(Atom("p", (Name("line"),)))


def _atoms(f: Formula) -> list[Atom]:
    if isinstance(f, Atom):
        return [f]
    parts = [getattr(f, name) for name in ("body", "left", "right") if hasattr(f, name)]
    parts += getattr(f, "parts", ())
    assert not isinstance(f, Once) or parts
    return [atom for part in parts for atom in _atoms(part)]
