"""Which files a ``--data`` path means, and what lies beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput

__all__ = ["DataFile", "Exercise", "find_data_files", "find_exercise"]

MAPPING_SUFFIX = ".mapping.yaml"
EXERCISE_FILE = "exercise.yaml"
MAX_SIDE_FILE = 1 << 20


@dataclass(frozen=True, slots=True)
class Exercise:
    """What an exercise folder says of itself: synthetic or not, and whose its sources are.

    ``zone`` is the IANA zone of its local clocks, ``gazetteer`` its list of invented places.
    """

    synthetic: bool = False
    affiliations: Mapping[str, str] = field(default_factory=dict)
    zone: str | None = None
    gazetteer: Path | None = None


@dataclass(frozen=True, slots=True)
class DataFile:
    """One file to take in, its mapping if one lies beside it, the exercise it belongs to."""

    path: Path
    name: str
    mapping: Path | None
    exercise: Exercise


def find_data_files(paths: Iterable[Path]) -> tuple[DataFile, ...]:
    """Every data file under the paths, in the order of their names.

    Mapping files, provenance notes, licences and check sums are not data. Links are not
    followed. Raises ``BadInput`` for a path that is not there.
    """
    found: dict[Path, DataFile] = {}
    for path in paths:
        if not path.exists():
            raise BadInput(Code.DATA_NOT_FOUND, f"there is no {path}", where=str(path))
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and not (path.is_dir() and _is_note(file)):
                found[file.resolve()] = _data_file(file)
    return tuple(found[key] for key in sorted(found))


def _is_note(file: Path) -> bool:
    """Files that speak about the data: never data themselves."""
    name = file.name.lower()
    return (
        name.startswith((".", "license", "licence", "provenance", "readme", "sha256sums"))
        or name.endswith((MAPPING_SUFFIX, ".md", "_terms_of_use.txt"))
        or name == EXERCISE_FILE
        or file.is_symlink()
    )


def _data_file(file: Path) -> DataFile:
    """The file with what lies beside it."""
    mapping = file.with_name(file.name + MAPPING_SUFFIX)
    return DataFile(
        file, file.name, mapping if mapping.is_file() else None, find_exercise(file.parent)
    )


def find_exercise(folder: Path) -> Exercise:
    """The exercise the folder or its parent declares; none otherwise."""
    for place in (folder, folder.parent):
        stated = read_side_file(place / EXERCISE_FILE)
        if stated:
            affiliations = stated.get("affiliations") or {}
            zone, places = stated.get("zone"), stated.get("gazetteer")
            return Exercise(
                bool(stated.get("synthetic")),
                {str(k): str(v) for k, v in dict(affiliations).items()},
                None if zone is None else str(zone),
                None if places is None else place / Path(str(places)).name,
            )
    return Exercise()


def read_side_file(path: Path) -> dict[str, Any]:
    """A small YAML file beside the data as a mapping; empty if it is not there."""
    if not path.is_file() or path.stat().st_size > MAX_SIDE_FILE:
        return {}
    try:
        value = yaml.safe_load(path.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadInput(
            Code.DATA_NOT_FOUND,
            f"{path.name} cannot be read as YAML",
            where=str(path),
            next_step="Mend the file, or remove it.",
        ) from error
    return value if isinstance(value, dict) else {}
