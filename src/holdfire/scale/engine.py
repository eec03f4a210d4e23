"""The name of an engine, as a person gives it, and the engine itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput, MissingPart
from holdfire.scale.local import LocalEngine, cores
from holdfire.scale.port import Executor

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["Engine", "opened", "parse_engine"]

MOST_WORKERS = 1024


@dataclass(frozen=True, slots=True)
class Engine:
    """What to compute on. ``workers`` ``None``: one for each processor of this machine."""

    kind: Literal["local", "dask", "address"] = "local"
    workers: int | None = None
    address: str = ""


def parse_engine(text: str) -> Engine:
    """``local``, ``local:N``, ``dask``, ``dask:N``, ``tcp://HOST:PORT`` or ``tls://HOST:PORT``.

    Raises ``BadInput`` with what is wrong: the kind, the number of workers or the address.
    """
    given = text.strip()
    if "://" in given:
        return Engine("address", address=_address(given))
    kind, colon, number = given.partition(":")
    if kind == "local":
        return Engine("local", _workers(number, given) if colon else None)
    if kind == "dask":
        return Engine("dask", _workers(number, given) if colon else None)
    hint = f"Write tcp://{given} if that is a scheduler." if colon and kind else ""
    raise BadInput(
        Code.ENGINE_UNKNOWN, f"no engine is called {text!r}", where="--engine", next_step=hint
    )


def _workers(number: str, given: str) -> int:
    if not (number.isascii() and number.isdigit() and 1 <= int(number[:9]) <= MOST_WORKERS):
        raise BadInput(
            Code.ENGINE_WORKERS,
            f"{number!r} is no number of workers from 1 to {MOST_WORKERS}",
            where=f"--engine {given}",
        )
    return int(number)


def _address(given: str) -> str:
    """The address if it names a scheme we speak, a host and a port, and nothing else."""
    try:
        parts = urlsplit(given)
        whole = parts.scheme in {"tcp", "tls"} and parts.hostname and parts.port
    except ValueError:  # a port that is no number, or beyond 65535
        whole = False
    if not whole or parts.path or parts.query or parts.fragment or parts.username:
        raise BadInput(
            Code.ENGINE_ADDRESS,
            "the address of the scheduler is not tcp://HOST:PORT or tls://HOST:PORT",
            where=f"--engine {given}",
        )
    return given


@contextmanager
def opened(engine: Engine, folder: Path | None = None) -> Iterator[Executor]:
    """The engine, ready, and closed at the end.

    ``folder`` is one that all workers of an existing cluster see under the same path.
    Raises ``MissingPart`` when the cluster's library is not installed, and
    ``SourceUnavailable`` when nobody answers at the address.
    """
    if engine.kind == "local":
        executor: Executor = LocalEngine(engine.workers)
    elif engine.kind == "dask":
        executor = _cluster().embedded(engine.workers or cores())
    else:
        executor = _cluster().existing(engine.address, folder)
    try:
        yield executor
    finally:
        executor.close()


def _cluster() -> ModuleType:
    try:
        from holdfire.scale import cluster  # noqa: PLC0415 - its library is an extra
    except ModuleNotFoundError as error:
        raise MissingPart(
            Code.ENGINE_EXTRA, f"the package {error.name} is not installed", where="--engine"
        ) from error
    return cluster
