"""One set of tests for a folder and a bucket: bytes under a name, whole or not there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from tests.servers.bucket import Bucket
from tests.servers.refusing import refusing_server

from holdfire.archive.durable import PART_PREFIX
from holdfire.base.errors import BadInput, IntegrityFailure, NotPermitted, SourceUnavailable
from holdfire.service.store import bucketobjects
from holdfire.service.store.bucketobjects import BucketObjects
from holdfire.service.store.folderobjects import FolderObjects
from holdfire.service.store.objects import Objects
from holdfire.service.store.originals import ObjectOriginals

NAME = "segments/observed/a.parquet"


@pytest.fixture(params=["folder", "bucket"])
def objects(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Objects]:
    if request.param == "folder":
        yield FolderObjects(tmp_path / "objects")
        return
    running: Bucket = request.getfixturevalue("bucket")
    yield storage(running, tmp_path, prefix=tmp_path.name)


def storage(
    bucket: Bucket, tmp_path: Path, *, prefix: str = "p", name: str = ""
) -> BucketObjects:
    return BucketObjects(
        name or bucket.name, prefix, tmp_path / "fetched", endpoint=bucket.endpoint
    )


@pytest.fixture
def refusing(bucket: Bucket) -> Iterator[str]:
    with refusing_server() as endpoint:
        yield endpoint


def test_what_is_put_is_there_and_nothing_else(objects: Objects) -> None:
    assert not objects.has(NAME)
    assert objects.digest(NAME) is None
    objects.put(NAME, b"one")
    objects.put("raw/ab/abc", b"two")
    assert objects.has(NAME)
    assert objects.get(NAME) == b"one"
    assert objects.digest(NAME) == sha256(b"one").hexdigest()
    assert objects.local(NAME).read_bytes() == b"one"
    held = list(objects.held("segments/"))
    assert [(item.name, item.size) for item in held] == [(NAME, 3)]
    assert abs(held[0].modified - datetime.now(UTC)) < timedelta(minutes=5)
    assert [item.name for item in objects.held("segm/")] == []


def test_the_first_under_a_name_stays(objects: Objects) -> None:
    objects.put(NAME, b"one")
    objects.put(NAME, b"other")
    assert objects.get(NAME) == b"one"


def test_a_written_part_gets_its_name_and_is_gone(objects: Objects) -> None:
    for content in (b"one", b"again"):
        with objects.writing("segments/observed") as part:
            part.write_bytes(content)
            objects.settle(part, NAME)
        assert not part.exists()
    assert objects.get(NAME) == b"one"
    assert list(objects.parts()) == []


def test_what_is_not_there_says_so(objects: Objects) -> None:
    for ask in (objects.get, objects.local):
        with pytest.raises(FileNotFoundError):
            ask(NAME)
    objects.remove(NAME)


def test_eight_writers_of_one_name_leave_one_of_them_whole(objects: Objects) -> None:
    contents = [bytes([65 + n]) * 100_000 for n in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda raw: objects.put(NAME, raw), contents))
    assert objects.get(NAME) in contents
    assert len(list(objects.held("segments/"))) == 1


def test_originals_are_found_by_their_hash_only(objects: Objects) -> None:
    originals = ObjectOriginals(objects)
    sha = originals.put(b"text")
    assert originals.put(b"text") == sha == sha256(b"text").hexdigest()
    assert originals.get(sha) == b"text"
    assert originals.has(sha)
    for wrong in ("../../etc/passwd", sha[:63], sha.upper(), ""):
        with pytest.raises(IntegrityFailure, match="HF-3001"):
            originals.get(wrong)
    with pytest.raises(IntegrityFailure, match="HF-3002"):
        originals.get("0" * 64)
    objects.put(f"raw/11/{'1' * 64}", b"not that")
    with pytest.raises(IntegrityFailure, match="HF-3003"):
        originals.get("1" * 64)


def test_a_folder_lists_what_a_kill_left(tmp_path: Path) -> None:
    objects = FolderObjects(tmp_path)
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / f"{PART_PREFIX}x").write_bytes(b"half")
    assert [item.name for item in objects.parts()] == [f"raw/{PART_PREFIX}x"]
    assert list(objects.held("raw/")) == []


def test_writing_again_renews_the_date(tmp_path: Path) -> None:
    objects = FolderObjects(tmp_path)
    objects.put(NAME, b"one")
    os.utime(tmp_path / NAME, (0, 0))
    objects.put(NAME, b"one")
    (item,) = objects.held("segments/")
    assert item.modified.year >= 2026


def test_an_old_object_is_written_again(
    bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    objects = storage(bucket, tmp_path, prefix=tmp_path.name)
    objects.put(NAME, b"one")
    monkeypatch.setattr(bucketobjects, "RENEW_AFTER", timedelta(seconds=-10))
    objects.put(NAME, b"new")
    assert objects.get(NAME) == b"new", "the put was not conditional this time"


def test_what_was_fetched_is_checked_and_kept(bucket: Bucket, tmp_path: Path) -> None:
    objects = storage(bucket, tmp_path, prefix=tmp_path.name)
    good, bad = sha256(b"x").hexdigest(), "0" * 64
    objects.put(f"segments/{good}.parquet", b"x")
    objects.put(f"segments/{bad}.parquet", b"x")
    path = objects.local(f"segments/{good}.parquet")
    objects.remove("segments/none")
    storage(bucket, tmp_path, prefix="other").put(f"segments/{good}.parquet", b"y")
    assert objects.local(f"segments/{good}.parquet") == path
    with pytest.raises(IntegrityFailure, match="HF-9008"):
        objects.local(f"segments/{bad}.parquet")
    assert [p for p in (tmp_path / "fetched").rglob("*") if p.is_file()] == [path]


def test_a_bucket_that_is_not_there_is_named(bucket: Bucket, tmp_path: Path) -> None:
    objects = storage(bucket, tmp_path, name="no-such-bucket")
    asks = (
        lambda: objects.get(NAME),
        lambda: objects.put(NAME, b"x"),
        lambda: list(objects.held("raw/")),
    )
    for ask in asks:
        with pytest.raises(BadInput, match="HF-9045"):
            ask()


def test_a_storage_that_does_not_answer_is_unavailable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bucket: Bucket
) -> None:
    monkeypatch.setattr(bucketobjects, "PATIENCE", timedelta(seconds=1))
    objects = BucketObjects("evidence", "p", tmp_path, endpoint="http://127.0.0.1:9")
    with pytest.raises(SourceUnavailable, match="HF-9044") as raised:
        objects.get(NAME)
    shown = "\n".join(raised.value.lines())
    assert "test-secret" not in shown
    assert "test-key" not in shown


@pytest.mark.parametrize(
    "said", ["AccessDenied", "SignatureDoesNotMatch", "InvalidAccessKeyId"]
)
def test_a_key_that_may_not_is_refused(said: str, tmp_path: Path, refusing: str) -> None:
    objects = BucketObjects("evidence", said, tmp_path, endpoint=refusing)
    with pytest.raises(NotPermitted, match="HF-9046"):
        objects.get(NAME)
