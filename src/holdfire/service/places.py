"""Opening the gazetteer: the embedded list, and the user's own lists before it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.observations.gazetteer import Entry, Gazetteer, read_gazetteer

__all__ = ["open_gazetteer"]


def open_gazetteer(paths: Iterable[Path] = ()) -> Gazetteer:
    """A gazetteer with these own lists; a row of a list that cannot be read is refused.

    Raises ``BadInput`` naming the file, the row, the field and the reason.
    """
    entries: list[Entry] = []
    for path in paths:
        if not path.is_file():
            raise BadInput(
                Code.DATA_NOT_FOUND, f"there is no gazetteer {path}", where=str(path)
            )
        found = read_gazetteer(path.stem, path.read_bytes())
        for row in found.refused:
            raise BadInput(
                Code.GAZETTEER_UNREADABLE,
                f"{path.name}, row {row.row}: {row.field}: {row.reason}",
                where=str(path),
            )
        entries.extend(found.entries)
    return Gazetteer.with_own(entries) if entries else Gazetteer()
