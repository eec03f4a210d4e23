from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from holdfire.base import compiled as module
from holdfire.base.compiled import source_stamp
from holdfire.incidents.joining import roots_of


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A small package of ours: ``top`` imports ``room.middle``, that ``room.low``."""
    room = tmp_path / "room"
    room.mkdir()
    (room / "__init__.py").write_text('"""A room."""\n')
    (tmp_path / "top.py").write_text("from holdfire.room.middle import one\n")
    (room / "middle.py").write_text("import math\n\nfrom holdfire.room.low import two\n")
    (room / "low.py").write_text("two = 2\n")
    (room / "other.py").write_text("three = 3\n")
    monkeypatch.setattr(module, "_PACKAGE", tmp_path)
    _forget()
    yield tmp_path
    _forget()


def _forget() -> None:
    """What is known of files, as a new process would."""
    module._imported.cache_clear()
    source_stamp.cache_clear()


def stamp(path: Path) -> str:
    _forget()
    return source_stamp(path)


@pytest.mark.parametrize("name", ["top.py", "room/middle.py", "room/low.py"])
def test_a_change_however_deep_changes_the_stamp(package: Path, name: str) -> None:
    before = stamp(package / "top.py")
    changed = package / name
    # Of the same length: neither size nor time need tell.
    changed.write_text(changed.read_text().replace("o", "u"))
    assert stamp(package / "top.py") != before


def test_files_that_are_not_imported_do_not_count(package: Path) -> None:
    before = stamp(package / "top.py")
    (package / "room" / "other.py").write_text("three = 4\n")
    assert stamp(package / "top.py") == before
    assert stamp(package / "room" / "low.py") != before


def test_imports_in_a_circle_end(package: Path) -> None:
    (package / "room" / "low.py").write_text("from holdfire.room.middle import one\n")
    first, second = stamp(package / "top.py"), stamp(package / "room" / "low.py")
    assert first != second


def test_a_room_stands_for_what_it_hands_out(package: Path) -> None:
    (package / "top.py").write_text("from holdfire.room import one\n")
    before = stamp(package / "top.py")
    (package / "room" / "__init__.py").write_text("from holdfire.room.low import two\n")
    after = stamp(package / "top.py")
    assert after != before
    (package / "room" / "low.py").write_text("two = 3\n")
    assert stamp(package / "top.py") != after


def test_a_compiled_function_gives_what_the_plain_one_gives() -> None:
    links = np.array([3, 1, 4]), np.array([4, 3, 5])
    assert roots_of(6, *links).tolist() == [0, 1, 2, 1, 1, 1]
