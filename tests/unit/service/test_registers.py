"""Register files are read with their bytes, sealed, and refused with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from holdfire.base.errors import BadInput, MalformedAgreement
from holdfire.service import open_workspace
from holdfire.service.registers import find_registers, seal_registers

TEXT = """format: holdfire-register/1
source: log
keeper: the joint centre
holds: [{fact: performed, words: [OGG, inspect]}]
complete_from: 2031-03-01T00:00Z
complete_through: 2031-04-01T00:00Z
entries: []
"""


def test_the_bytes_are_sealed_under_their_hash(tmp_path: Path) -> None:
    path = tmp_path / "register.yaml"
    path.write_text(TEXT, "utf-8")
    (found,) = find_registers([path])
    assert found.register.keeper == "the joint centre"
    with open_workspace(tmp_path / "workspace") as workspace:
        (sealed,) = seal_registers(workspace, [found])
        assert sealed == found.sha256
        assert workspace.raw.get(sealed) == TEXT.encode()


@pytest.mark.parametrize("raw", [b"\xff\xfe", b"#" * (4 * 1024 * 1024 + 1)])
def test_what_is_no_text_of_that_size_is_refused(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "register.yaml"
    path.write_bytes(raw)
    with pytest.raises(BadInput):
        find_registers([path])
    with pytest.raises(BadInput):
        find_registers([tmp_path / "nowhere.yaml"])


def test_a_register_with_a_problem_is_refused_whole(tmp_path: Path) -> None:
    path = tmp_path / "register.yaml"
    path.write_text(TEXT.replace("keeper", "owner"), "utf-8")
    with pytest.raises(MalformedAgreement):
        find_registers([path])


def test_one_name_with_two_contents_in_two_registers_is_refused(tmp_path: Path) -> None:
    entry = "  - {at: 2031-03-05T10:00Z, fact: performed, words: [OGG, inspect], name: i1}\n"
    one, two = tmp_path / "one.yaml", tmp_path / "two.yaml"
    one.write_text(TEXT.replace("entries: []\n", f"entries:\n{entry}"), "utf-8")
    two.write_text(one.read_text("utf-8").replace("source: log", "source: other"), "utf-8")
    assert len(find_registers([one, two])) == 2
    two.write_text(two.read_text("utf-8").replace("03-05", "03-06"), "utf-8")
    with pytest.raises(BadInput, match="i1"):
        find_registers([one, two])
