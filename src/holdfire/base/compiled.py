"""Compiled loops: one decorator, one set of rules for all of them.

Results must be the same bits on every run: no fast-math, no parallel reductions inside a
kernel. The lock of the interpreter is released, so threads and heartbeats go on. The compiled
code is kept beside the source (or in the user's cache) and made anew when the source of the
function, or of anything of ours that it imports, changes: a compiled function holds copies of
the functions it calls, which the compiler's own cache does not notice.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

__all__ = ["compiled", "inner", "lean", "making", "source_stamp"]

_Function = TypeVar("_Function", bound=Callable[..., Any])

_PACKAGE = Path(__file__).resolve().parents[1]
_IMPORT = re.compile(r"^from holdfire\.([\w.]+) import", re.MULTILINE)


def _file_of(module: str) -> Path:
    """The file of a module of the package, named without the package's name."""
    path = _PACKAGE.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


@cache
def _imported(path: Path) -> tuple[Path, ...]:
    """The files of ours that a file imports."""
    return tuple(_file_of(name) for name in _IMPORT.findall(path.read_text("utf-8")))


@cache
def source_stamp(path: Path) -> str:
    """The hash of a file and of every file of ours that it imports, however far away."""
    known, waiting = {path}, [path]
    while waiting:
        for one in _imported(waiting.pop()):
            if one not in known:
                known.add(one)
                waiting.append(one)
    whole = sha256()
    for one in sorted(known):
        whole.update(one.read_bytes())
    return whole.hexdigest()


def _made(function: _Function, **options: bool) -> _Function:
    """``function`` compiled at its first call, stored under the stamp of its sources."""
    njit: Any = numba.njit
    make = njit(cache=True, nogil=True, error_model="numpy", **options)
    made = make(function)
    # The stamp by which the compiler knows its stored code again: by default only time and
    # size of the function's own file.
    stamp = source_stamp(Path(function.__code__.co_filename).resolve())
    made._cache._cache_file._source_stamp = stamp  # noqa: SLF001 - no public way
    return cast("_Function", made)


def compiled(function: _Function) -> _Function:
    """``function`` compiled at its first call; division by zero gives infinity or NaN."""
    return _made(function, no_cfunc_wrapper=True, _nrt=True)


def lean(function: _Function) -> _Function:
    """As :func:`compiled`, for functions that make no arrays, nor slices they give back.

    Arrays are then not counted as they are passed on: a call with a table of thirty columns
    otherwise spends more time on counting than on its work.
    """
    return _made(function, no_cfunc_wrapper=True, _nrt=False)


def inner(function: _Function) -> _Function:
    """As :func:`lean`, for functions that only compiled functions call.

    Without a door for the interpreter they take less time to compile.
    """
    return _made(function, no_cfunc_wrapper=True, no_cpython_wrapper=True, _nrt=False)


def making(function: _Function) -> _Function:
    """As :func:`inner`, for functions that make arrays."""
    return _made(function, no_cfunc_wrapper=True, no_cpython_wrapper=True, _nrt=True)
