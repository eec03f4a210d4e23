from __future__ import annotations

from collections.abc import Callable

from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import Exclusion
from holdfire.agreement.weapon import Bound, ObjectClass, ObjectPredicate
from holdfire.base.problem import Problem

One = Callable[[str], Clause]
Refused = Callable[..., tuple[Problem, ...]]


def objects(clause: One, text: str) -> ObjectPredicate:
    terms = clause(f"kind: exclusion\narea: town\nobjects: {text}").terms
    assert isinstance(terms, Exclusion)
    return terms.objects


def test_a_word_is_a_kind_or_a_class_of_the_text(clause: One) -> None:
    assert objects(clause, "tank").classes == (ObjectClass(("tank",)),)
    heavy = objects(clause, "heavy")
    assert heavy.term == "heavy"
    assert len(heavy.classes) == 2
    assert objects(clause, "anything").anything
    assert not objects(clause, "vague").classes


def test_a_description_keeps_kind_system_and_strictness(clause: One) -> None:
    found = objects(clause, '{kind: mortar, calibre: [">= 82 mm", "< 120 mm"]}')
    assert found.classes == (ObjectClass(("mortar",), (), ((Bound.GE, 820), (Bound.LT, 1200))),)
    assert found.term == "mortars with a calibre of at least 82 mm and less than 120 mm"


def test_a_kind_includes_its_parts(clause: One) -> None:
    kinds = objects(clause, "{kind: artillery}").classes[0].kinds
    assert kinds == ("artillery", "howitzer", "gun", "anti_tank_gun")


def test_a_list_is_any_of_its_items(clause: One) -> None:
    found = objects(clause, "[tank, {system: [Uragan, Smerch]}]")
    assert len(found.classes) == 2
    assert found.term == "tanks or Uragan or Smerch"
    assert objects(clause, "[tank, vague]").partly_undefined
    assert objects(clause, "[tank, anything]").anything


def test_wrong_objects_are_refused_with_a_hint(refused: Refused) -> None:
    for text, said in [
        ("heavey", "Did you mean heavy?"),
        ("{kind: tnk}", "Did you mean tank?"),
        ("{kind: artillery, calibre: 100 mm}", "Put >, >="),
        ("{kind: artillery, calibre: '> 10 km'}", "Use mm."),
        ("{}", "Give kind, system or calibre."),
        ("[]", "Say which objects."),
        ("[[tank]]", "Write one flat list."),
    ]:
        problems = refused(f"kind: exclusion\narea: town\nobjects: {text}")
        assert any(said in problem.next_step for problem in problems), text
        assert all(problem.clause == "c" for problem in problems)
