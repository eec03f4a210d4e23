"""Only like things are compared."""

from __future__ import annotations

import pytest

from holdfire.agreement.accord.syntax.dimension import check_dimensions
from holdfire.agreement.accord.syntax.refusal import MistypedFormula
from holdfire.agreement.accord.syntax.surface_text import read_formula
from holdfire.agreement.accord.syntax.unit import Dimension


@pytest.mark.parametrize(
    "text",
    [
        "caliber(u) > 100 mm and dist(place(u), line) < 25 km",
        "now >= D + 14d",
        'now - cal("1996-01-19 24:00", "Europe/Sarajevo") > 3 d',
        "3 * caliber(u) < 2 m",
        "caliber(u) - 3 mm < caliber(v)",
        "count{u: p(u)} > 75",
        "sum{n, x: p(x, n)} > 3 and n > 3 mm",
        "max{caliber(u), u: p(u)} > 3 mm",
        "duration[0,7d]{a} > 6 d",
        "x > 3 mm and (exists x . x > 3 h and p(x))",
        "unknown(u) > 3 and unknown(u) > 3 h",
        'p(x) and x = "a"',
    ],
)
def test_these_compare_like_things(text: str) -> None:
    check_dimensions(read_formula(text, names={"D", "line"}), names={"D": Dimension.INSTANT})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("caliber(u) > 100", "a length and a plain number"),
        ("dist(a, b) < 3 h", "a length and a duration"),
        ("now > 3 d", "an instant and a duration"),
        ("now + now > D", "an instant and an instant"),
        ("3 d - now < 3 d", "a duration and an instant"),
        ("now + 30 m > D", "an instant and a length"),
        ("2 mm * 3 mm > 0 mm", "a length and a length"),
        ("count{u: p(u)} > 3 mm", "a plain number and a length"),
        ("duration[0,7d]{a} > 6", "a duration and a plain number"),
        ("x > 3 mm and x > 3 h", "a length and a duration"),
        ('x = y and y > 3 and x = "a"', "a plain number and a name"),
        ("x = y and y = z and z > 3 and x > 3 mm", "a plain number and a length"),
        ("place(u) > 3 km", "a name and a length"),
        ("3 km in ZONE", "a length and a name"),
        ("once[0,7d] not (caliber(u) > 100)", "a length and a plain number"),
        ("count{u: caliber(u) > 100} > 3", "a length and a plain number"),
        ('x + "a" > 3', "and a name"),
    ],
)
def test_these_do_not(text: str, said: str) -> None:
    formula = read_formula(text, names={"D", "line"})
    with pytest.raises(MistypedFormula, match=said) as refusal:
        check_dimensions(formula, names={"D": Dimension.INSTANT})
    assert refusal.value.where


def test_arguments_carry_dimensions() -> None:
    formula = read_formula("seen(u, c) and c > 100 mm")
    check_dimensions(formula, arguments={"seen": (None, Dimension.LENGTH)})
    with pytest.raises(MistypedFormula, match="a plain number and a length"):
        check_dimensions(formula, arguments={"seen": (Dimension.NAME, Dimension.NUMBER)})
