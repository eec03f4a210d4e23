from __future__ import annotations

import pytest

from holdfire.base.phenomenon import Phenomenon
from holdfire.web.glyph import FILL_EDGES, GLYPHS, fill_step, glyph_of, glyph_svg


def test_every_sign_is_unique_without_colour() -> None:
    assert len({glyph.path for glyph in GLYPHS}) == len(GLYPHS)
    assert len({glyph.letter for glyph in GLYPHS}) == len(GLYPHS)


@pytest.mark.parametrize("kind", list(Phenomenon))
def test_every_kind_has_a_sign(kind: Phenomenon) -> None:
    assert glyph_of(kind.value) in GLYPHS


def test_an_unforeseen_kind_gets_the_circle() -> None:
    assert glyph_of("no such kind").name == "unknown"


@pytest.mark.parametrize(("step", "edge"), list(enumerate(FILL_EDGES, 1)))
def test_the_fill_changes_at_the_edge_itself(step: int, edge: float) -> None:
    assert fill_step(edge) == step
    assert fill_step(edge - 1e-9) == step - 1


def test_a_sign_is_decoration_beside_its_word() -> None:
    assert 'aria-hidden="true"' in glyph_svg("explosion")
