"""The tree of boxes over the pieces of a line."""

from __future__ import annotations

import numpy as np
import pytest

from holdfire.base.piece_tree import build_piece_tree

FloatArray = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

LAYOUTS = ["scattered", "straight", "one place", "in clumps"]


def pieces(layout: str, count: int) -> tuple[FloatArray, FloatArray]:
    generator = np.random.default_rng(count)
    ahead = generator.normal(0.0, 100.0, (count, 3))
    begin = generator.normal(0.0, 1e5, (count, 3))
    if layout == "straight":
        begin = np.linspace([0.0, 0, 0], [1e6, 2e6, 3e6], count)
    elif layout == "one place":
        begin = np.full((count, 3), 5e6)
    elif layout == "in clumps":
        begin = np.round(begin, -5)
    return begin, ahead


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("count", [1, 2, 5, 6, 11, 64, 1_000])
def test_every_piece_is_in_one_leaf_and_in_every_box_above_it(layout: str, count: int) -> None:
    begin, ahead = pieces(layout, count)
    number = np.arange(count) * 3 + 7
    tree = build_piece_tree(number, begin, ahead)
    assert sorted(tree.piece.tolist()) == number.tolist()
    ends = np.stack((begin, begin + ahead)) @ tree.frame.T
    leaves = range(len(tree.box) // 2, len(tree.box))
    assert [tree.start[leaf] for leaf in leaves][1:] == [tree.stop[leaf] for leaf in leaves][
        :-1
    ]
    assert (tree.start[leaves[0]], tree.stop[len(tree.box) - 1]) == (0, count)
    for node in range(len(tree.box)):
        held = (tree.piece[tree.start[node] : tree.stop[node]] - 7) // 3
        assert len(held) or count < 5
        spots = ends[:, held].reshape(-1, 3)
        # Turning into the frame of the boxes rounds at most by 1e-9 m in 5,000 km.
        assert (spots >= tree.box[node, :3] - 1e-8).all()
        assert (spots <= tree.box[node, 3:] + 1e-8).all()


def test_the_bodies_follow_the_order() -> None:
    begin, ahead = pieces("scattered", 40)
    tree = build_piece_tree(np.arange(40), begin, ahead)
    assert (tree.body[:, :3] == begin[tree.piece]).all()
    assert (tree.body[:, 3:6] == ahead[tree.piece]).all()
    assert tree.body[:, 6] == pytest.approx(1.0 / (ahead[tree.piece] ** 2).sum(axis=1))


def test_leaves_hold_a_few_pieces_whatever_the_shape() -> None:
    for layout in LAYOUTS:
        tree = build_piece_tree(np.arange(3_000), *pieces(layout, 3_000))
        sizes = (tree.stop - tree.start)[len(tree.box) // 2 :]
        assert sizes.min() >= 2
        assert sizes.max() <= 5
