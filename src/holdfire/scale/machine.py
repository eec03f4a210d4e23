"""What computed a result: processor, libraries and the hash of the program that computes."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import llvmlite.binding  # type: ignore[import-untyped]

from holdfire import __version__

__all__ = ["Machine", "manifest", "this_machine"]

LIBRARIES = ("llvmlite", "numba", "numpy", "pyarrow", "pyproj", "scipy", "shapely")
"""The packages whose version may change a bit of a result."""

ROOMS = ("base", "archive", "observations", "detections", "incidents", "scale")
"""The rooms whose functions are computed by an engine."""


@dataclass(frozen=True, slots=True)
class Machine:
    """All that is known to change bits of a result; it names no host and no place.

    ``cpu`` is the model as the system tells it, ``code_for`` the processor the compiler
    makes code for, ``libraries`` pairs of package and version, ``kernels`` the SHA-256 of
    the sources of the rooms that compute.
    """

    cpu: str
    code_for: str
    system: str
    python: str
    libraries: tuple[tuple[str, str], ...]
    kernels: str

    def computes_like(self, other: Machine) -> bool:
        """Whether program and libraries are the same; the processor may differ."""
        return self.kernels == other.kernels and self.libraries == other.libraries


def _cpu(listing: Path = Path("/proc/cpuinfo")) -> str:
    """The processor's model where the system tells it, else its family."""
    if listing.exists():
        for line in listing.read_text("utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def _sources(folder: Traversable, path: str) -> Iterable[tuple[str, bytes]]:
    """The Python sources below a folder, in the order of their paths."""
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        inside = f"{path}/{entry.name}"
        if entry.is_dir():
            yield from _sources(entry, inside)
        elif entry.name.endswith(".py"):
            yield inside, entry.read_bytes()


def _kernels() -> str:
    """The SHA-256 over path and content of each source file of ``ROOMS``."""
    digest = hashlib.sha256()
    for room in ROOMS:
        for path, content in _sources(resources.files("holdfire") / room, room):
            digest.update(f"{path}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()


@cache
def this_machine() -> Machine:
    """The machine of this process; read once."""
    return Machine(
        cpu=_cpu(),
        code_for=llvmlite.binding.get_host_cpu_name(),
        system=f"{platform.system()} {platform.machine()}",
        python=platform.python_version(),
        libraries=tuple((name, metadata.version(name)) for name in LIBRARIES),
        kernels=_kernels(),
    )


def manifest(machines: Iterable[Machine] = ()) -> dict[str, Any]:
    """What to keep beside a result so that another can tell why theirs differs.

    ``machines`` are those that answered (``Executor.machines``); without any it is this
    one. Results are promised to be the same bits where all of this is equal; across models
    of processor only labels, and existence to 10⁻⁹.
    """
    listed = sorted(set(machines) or {this_machine()}, key=repr)
    return {
        "program": f"holdfire {__version__}",
        "kernels": this_machine().kernels,
        "machines": [{**asdict(one), "libraries": dict(one.libraries)} for one in listed],
    }
