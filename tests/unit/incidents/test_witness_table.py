import numpy as np
from tests.oracle.witnesses import plane


def test_taking_rows_keeps_their_marks_and_the_tables_whole() -> None:
    marks = [[0, 7], [1], [2, 3, 7], [], [4]]
    table = plane(5, marks=marks, place=np.arange(10.0).reshape(5, 2))
    rows = np.array([0, 2, 3])
    part = table.take(rows)
    assert len(part) == 3
    assert part.row.tolist() == [0, 2, 3]
    assert part.place.tolist() == [[0.0, 1.0], [4.0, 5.0], [6.0, 7.0]]
    own = [
        part.keys[a:b].tolist()
        for a, b in zip(part.key_start, part.key_start[1:], strict=False)
    ]
    assert own == [marks[0], marks[2], []]
    assert part.densities is table.densities
    assert part.crowded is None
    assert len(table.take(np.zeros(0, np.int64))) == 0


def test_marks_of_a_crowd_go_with_their_rows() -> None:
    table = plane(3).marked(np.array([True, False, True]))
    part = table.take(np.array([1, 2]))
    assert part.crowded is not None
    assert part.crowded.tolist() == [False, True]
