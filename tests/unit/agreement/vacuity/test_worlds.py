from __future__ import annotations

from importlib.resources import files

from holdfire.agreement.accord.norms.checks.examined import examine
from holdfire.agreement.accord.norms.norm_text import read_norms
from holdfire.agreement.problems import Problems
from holdfire.agreement.vacuity.worlds import world_lines

EXAMPLES = files("holdfire.agreement.accord.norms") / "examples"


def worlds(name: str) -> dict[tuple[str, str], tuple[str, ...]]:
    text = (EXAMPLES / name).read_text("utf-8")
    accord = read_norms(text, name, search=False)
    found = examine(accord, Problems(name)).worlds
    return {(each.norm, each.word): world_lines(each) for each in found}


def test_numbers_have_their_unit_and_the_unseen_a_mark() -> None:
    found = worlds("heavy-weapons.yaml")
    assert "caliber(unit_1) = 100.1 mm" in found["HW-1", "violated"]
    assert any(line.endswith("= 24.9999999 km") for line in found["HW-1", "violated"])
    assert "caliber(unit_1) = ?" in found["HW-1", "undetermined"]


def test_facts_have_their_instant() -> None:
    found = worlds("grave-breach.yaml")
    (line,) = found["GV-1.a", "violated"]
    assert line.startswith("@")
    assert line.endswith("Z adopted(finding_1, X, grave)")
    assert any("activated(finding_1, a)" in line for line in found["GV-1.a", "complied"])


def test_an_empty_world_says_so() -> None:
    assert worlds("deployment.yaml")["only_permitted_deploy", "complied"] == (
        "(nothing happens)",
    )
