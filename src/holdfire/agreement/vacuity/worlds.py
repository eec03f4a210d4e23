"""The small worlds by which a file of norms was checked, written like the traces of clauses."""

from __future__ import annotations

from holdfire.agreement.accord.compiled import Form, Leaf, World
from holdfire.agreement.accord.norms.checks.demands import Hold
from holdfire.agreement.accord.norms.checks.vacuity import Shown
from holdfire.agreement.accord.trace import LackKind
from holdfire.agreement.vacuity.scene import Fact, Scene, Setting, Worth, shown
from holdfire.base.truth import Truth

__all__ = ["world_lines"]

_DISTANCE = Leaf("dist", 2, World.OPEN, "", LackKind.GEOMETRY, "", form=Form.DISTANCE)


def world_lines(found: Shown) -> tuple[str, ...]:
    """``@instant fact(...)``, then what terms are worth; ``?`` marks what nobody saw."""
    settings: set[Setting] = set()
    for each in found.demands:
        if not isinstance(each, Hold):
            settings.add(Worth(each.function, each.key, (each.value,)))
        elif each.value:
            settings.add(Fact(each.predicate, each.key, each.start, each.end))
    unseen = found.unseen
    if isinstance(unseen, Hold):
        settings.add(
            Fact(unseen.predicate, unseen.key, unseen.start, unseen.end, value=Truth.UNKNOWN)
        )
    elif unseen is not None:
        settings.add(Worth(unseen.function, unseen.key, ()))
    scene: Scene = frozenset(settings)
    return shown(scene, {"dist": _DISTANCE})
