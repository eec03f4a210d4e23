"""Reading the observations of an exercise folder again, each file by its own source."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import yaml

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.base.identity import sha256_hex
from holdfire.exercises.world.calendar import ZONE
from holdfire.observations.gazetteer import Gazetteer, read_gazetteer
from holdfire.observations.recognition import recognise
from holdfire.observations.record import ReadContext
from holdfire.observations.registry import sources

__all__ = ["observations_of", "read_sheet"]

MAPPED = "mapped"


def observations_of(folder: Path) -> Iterator[tuple[str, pa.Table]]:
    """The name and the observations of each file, in the order of the names."""
    for path in sorted((folder / "observations").iterdir()):
        if not path.name.endswith(".mapping.yaml"):
            yield path.name, read_sheet(folder, path.name)


def read_sheet(folder: Path, name: str) -> pa.Table:
    """The observations of one file, in the order of its rows.

    Raises ``BadInput`` (``HF-8252``) when it is missing, of no known source, or has a row
    that is no observation.
    """
    path = folder / "observations" / name
    if not path.is_file():
        raise _refused(path, "is not there")
    raw = path.read_bytes()
    beside = path.with_name(f"{name}.mapping.yaml")
    mapping = yaml.safe_load(beside.read_text("utf-8")) if beside.is_file() else None
    wanted = recognise(raw).source if mapping is None else MAPPED
    source = next((one for one in sources() if one.manifest.name == wanted), None)
    if source is None:
        raise _refused(path, "is of no source that this program reads")
    told: dict[str, object] = {"zone": ZONE, **_places(folder)}
    context = ReadContext(
        name,
        sha256_hex(raw),
        synthetic=True,
        affiliation_seal="",
        options=told if mapping is None else {**told, "mapping": mapping},
    )
    tables = []
    for batch in source.read(raw, context):
        if batch.quarantined:
            row = batch.quarantined[0].row
            raise _refused(path, f"has a row that is no observation: {row}")
        tables.append(batch.observations)
    return pa.concat_tables(tables)


def _refused(path: Path, what: str) -> BadInput:
    """The refusal of a file."""
    return BadInput(Code.EXERCISE_WITHOUT_TRUTH, f"{path.name} {what}", where=str(path))


def _places(folder: Path) -> dict[str, object]:
    """The exercise's own gazetteer, if it has one."""
    path = folder / "gazetteer.csv"
    if not path.is_file():
        return {}
    found = read_gazetteer(path.stem, path.read_bytes())
    return {"gazetteer": Gazetteer.with_own(found.entries)}
