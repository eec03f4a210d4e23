"""Finding the agreement a user means, and attaching its lines and zones."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from holdfire.agreement import (
    Agreement,
    Problem,
    Shape,
    attach,
    library_names,
    lint,
    load_agreement,
    load_library,
    read_shapes,
)
from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.observations.container import unpack

__all__ = ["check_agreement", "find_agreement", "list_agreements", "with_geometry"]


def list_agreements() -> tuple[Agreement, ...]:
    """Every agreement of the library, in the order of their names."""
    return tuple(load_library(name) for name in library_names())


def find_agreement(wanted: str, geometry: Sequence[str] = ()) -> Agreement:
    """The agreement by library name or file path, with its shapes attached.

    ``geometry`` items are ``FILE`` or ``NAME=FILE`` (the name for features without one).
    Raises ``BadInput`` when nothing of that name exists, ``MalformedAgreement`` when the
    text cannot be checked.
    """
    path = Path(wanted)
    if wanted in library_names():
        return with_geometry(load_library(wanted), geometry)
    if not path.is_file():
        raise BadInput(
            Code.AGREEMENT_UNKNOWN,
            f"no agreement is called {wanted!r} and no such file exists",
            next_step="Known names: " + ", ".join(library_names()),
        )
    agreement = _load_file(path)
    beside = [str(path.parent / name) for name in agreement.geometry_files]
    return with_geometry(agreement, [*beside, *geometry])


def _load_file(path: Path) -> Agreement:
    """Read and load one file."""
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise BadInput(
            Code.AGREEMENT_UNKNOWN,
            f"{path.name} is not UTF-8 text",
            where=f"{path}, byte {error.start}",
            next_step="Save the file as UTF-8.",
        ) from error
    return load_agreement(text, name=path.stem, origin=str(path))


def with_geometry(agreement: Agreement, geometry: Sequence[str]) -> Agreement:
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
    agreement = find_agreement(wanted, geometry)
    return agreement, lint(agreement)
