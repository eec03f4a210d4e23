"""Finding the agreement a user means, attaching its shapes, keeping both with a run."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from holdfire.agreement import (
    Agreement,
    Problem,
    Shape,
    ShapeKind,
    attach,
    library_names,
    library_text,
    lint,
    load_agreement,
    read_shapes,
)
from holdfire.archive.durable import write_durably
from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.observations.container import unpack

__all__ = [
    "FoundAgreement",
    "agreement_from_run",
    "check_agreement",
    "find_agreement",
    "keep_agreement",
    "list_agreements",
]

TEXT, SHAPES = "agreement.yaml", "shapes.json"


@dataclass(frozen=True, slots=True)
class FoundAgreement:
    """An agreement with its shapes attached, and the text it was read from."""

    agreement: Agreement
    text: str


def list_agreements() -> tuple[Agreement, ...]:
    """Every agreement of the library, in the order of their names."""
    return tuple(find_agreement(name).agreement for name in library_names())


def find_agreement(wanted: str, geometry: Sequence[str] = ()) -> FoundAgreement:
    """The agreement by library name or file path, with its shapes attached.

    ``geometry`` items are ``FILE`` or ``NAME=FILE`` (the name for features without one).
    Raises ``BadInput`` when nothing of that name exists, ``MalformedAgreement`` when the
    text cannot be checked.
    """
    if wanted in library_names():
        text = library_text(wanted)
        loaded = load_agreement(text, name=wanted, origin=f"library/{wanted}.yaml")
        return FoundAgreement(_with_geometry(loaded, list(geometry)), text)
    path = Path(wanted)
    if not path.is_file():
        raise BadInput(
            Code.AGREEMENT_UNKNOWN,
            f"no agreement is called {wanted!r} and no such file exists",
            next_step="Known names: " + ", ".join(library_names()),
        )
    text = _read_text(path)
    loaded = load_agreement(text, name=path.stem, origin=str(path))
    beside = [str(path.parent / name) for name in loaded.geometry_files]
    return FoundAgreement(_with_geometry(loaded, [*beside, *geometry]), text)


def _read_text(path: Path) -> str:
    """The file as UTF-8 text."""
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise BadInput(
            Code.AGREEMENT_UNKNOWN,
            f"{path.name} is not UTF-8 text",
            where=f"{path}, byte {error.start}",
            next_step="Save the file as UTF-8.",
        ) from error


def _with_geometry(agreement: Agreement, geometry: Sequence[str]) -> Agreement:
    """The agreement with the shapes of these files attached."""
    shapes: list[Shape] = []
    for item in geometry:
        name, _, file = item.rpartition("=")
        path = Path(file)
        if not path.is_file():
            raise BadInput(
                Code.GEOMETRY_UNREADABLE, f"there is no geometry file {file}", where=file
            )
        for member, raw in unpack(path.name, path.read_bytes()):
            shapes.extend(read_shapes(name or Path(member).stem, raw))
    return attach(agreement, shapes)


def check_agreement(
    wanted: str, geometry: Sequence[str] = ()
) -> tuple[Agreement, Sequence[Problem]]:
    """The agreement and what a drafter should look at."""
    found = find_agreement(wanted, geometry)
    return found.agreement, lint(found.agreement)


def keep_agreement(found: FoundAgreement, folder: Path) -> None:
    """Keep text and shapes beside a run, so that it can be shown as it was."""
    folder.mkdir(parents=True, exist_ok=True)
    write_durably(folder / TEXT, found.text.encode())
    rows = [_shape_row(shape) for shape in found.agreement.shapes]
    write_durably(folder / SHAPES, json.dumps(rows, ensure_ascii=False).encode())


def agreement_from_run(folder: Path) -> Agreement:
    """The agreement that :func:`keep_agreement` kept."""
    text = (folder / TEXT).read_text("utf-8")
    loaded = load_agreement(text, name="run", origin=TEXT)
    rows = json.loads((folder / SHAPES).read_text("utf-8"))
    return attach(loaded, [_shape(row) for row in rows])


def _shape_row(shape: Shape) -> dict[str, Any]:
    """A shape as JSON values."""
    return {
        "name": shape.name,
        "kind": shape.kind.value,
        "wkb": shape.wkb.hex(),
        "valid_from": shape.valid_from and shape.valid_from.isoformat(),
        "valid_to": shape.valid_to and shape.valid_to.isoformat(),
        "source": shape.source,
        "sha256": shape.sha256,
        "sides": dict(shape.sides),
    }


def _shape(row: dict[str, Any]) -> Shape:
    """The shape of :func:`_shape_row`."""

    def instant(key: str) -> datetime | None:
        return datetime.fromisoformat(row[key]) if row[key] else None

    return Shape(
        name=row["name"],
        kind=ShapeKind(row["kind"]),
        wkb=bytes.fromhex(row["wkb"]),
        valid_from=instant("valid_from"),
        valid_to=instant("valid_to"),
        source=row["source"],
        sha256=row["sha256"],
        sides=row["sides"],
    )
