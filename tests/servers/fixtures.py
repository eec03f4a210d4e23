"""The stores a test of one runs on: embedded, and on a server with a bucket or a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from tests.servers.bucket import KEYS, Bucket
from tests.servers.postgres import Cluster, why_not
from tests.servers.writers import Writers

__all__ = ["Stores", "bucket", "cluster", "stores", "writers"]

_NUMBER = count()


class Stores:
    """Makes empty workspaces of one kind; each has a schema and a prefix of its own."""

    def __init__(self, kind: str, cluster: Cluster | None, bucket: Bucket | None) -> None:
        self.kind = kind
        self._cluster = cluster
        self._bucket = bucket

    def make(self, folder: Path) -> Path:
        """The folder of a new workspace of this kind."""
        folder.mkdir(parents=True, exist_ok=True)
        if self._cluster is None:
            return folder
        name = f"w{os.getpid()}_{next(_NUMBER)}"
        lines = [f"database: {self._cluster.address()}", f"schema: {name}"]
        if self._bucket is None:
            lines.append(f"objects: {folder.parent / f'{folder.name}-objects'}")
        else:
            lines.append(f"objects: s3://{self._bucket.name}/{name}")
            lines.append(f"endpoint: {self._bucket.endpoint}")
        (folder / "workspace.yaml").write_text("\n".join([*lines, ""]))
        return folder


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    reason = why_not()
    if reason is not None:
        pytest.skip(reason)
    running = Cluster()
    yield running
    running.close()


@pytest.fixture(scope="session")
def bucket() -> Iterator[Bucket]:
    held = {name: os.environ.get(name) for name in KEYS}
    os.environ.update(KEYS)
    running = Bucket()
    yield running
    running.close()
    for name, value in held.items():
        if value is None:
            del os.environ[name]
        else:
            os.environ[name] = value


@pytest.fixture(scope="session")
def writers(bucket: Bucket) -> Iterator[Writers]:
    """Writers to be killed; started after the bucket, whose keys they need."""
    running = Writers()
    yield running
    running.close()


@pytest.fixture(scope="session", params=["embedded", "bucket", "folder"])
def stores(request: pytest.FixtureRequest) -> Stores:
    """Every kind of store in turn: one set of tests for all of them."""
    kind: str = request.param
    if kind == "embedded":
        return Stores(kind, None, None)
    server: Cluster = request.getfixturevalue("cluster")
    storage: Bucket | None = request.getfixturevalue("bucket") if kind == "bucket" else None
    return Stores(kind, server, storage)
