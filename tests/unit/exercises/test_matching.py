from __future__ import annotations

from holdfire.exercises.score.matching import Cell, match, pair_scores


def test_each_happening_has_one_incident_and_a_fragment_stays_unmatched() -> None:
    cells = [Cell("a", ("h1", "h1", "h1")), Cell("b", ("h1",)), Cell("c", ("h2", None))]
    assert match(cells) == {"a": "h1", "c": "h2"}


def test_the_larger_share_wins_and_the_loser_takes_its_second_choice() -> None:
    cells = [Cell("a", ("h1", "h1", "h2")), Cell("b", ("h1", "h1", "h1"))]
    assert match(cells) == {"b": "h1", "a": "h2"}


def test_ties_go_by_existence_then_by_happening_then_by_incident() -> None:
    doubtful = Cell("a", ("h1", "h2"), 0.4)
    sure = Cell("b", ("h1", "h2"), 0.9)
    assert match([doubtful, sure]) == {"b": "h1", "a": "h2"}
    assert match([Cell("b", ("h1", "h2")), Cell("a", ("h2", "h1"))]) == {"a": "h1", "b": "h2"}


def test_false_detections_match_nothing() -> None:
    assert match([Cell("a", (None, None))]) == {}


def test_pairs_count_false_ones_as_put_together() -> None:
    cells = [Cell("a", ("h1", "h1", None)), Cell("b", ("h1",))]
    # three pairs were made, one is right; h1 has three detections, so three pairs belong
    assert pair_scores(cells) == (1 / 3, 1 / 3)
    assert pair_scores([Cell("a", ("h1",))]) == (None, None)
