"""Objects in a bucket behind S3: put only where nothing is, fetched once to a local folder.

Object storage has no rename and needs none: a put is whole or not there. What was fetched
is checked against the hash in its name and kept; it may be removed at any time.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import obstore
from obstore.exceptions import (
    AlreadyExistsError,
    BaseError,
    PermissionDeniedError,
    UnauthenticatedError,
)
from obstore.store import S3Store

from holdfire.archive.durable import part_in, settle
from holdfire.base.codes import Code
from holdfire.base.errors import BadInput, IntegrityFailure, NotPermitted, SourceUnavailable
from holdfire.service.store.folderobjects import digest_of
from holdfire.service.store.objects import Held

if TYPE_CHECKING:
    from obstore.store import S3Config

__all__ = ["BucketObjects"]

_HASH = re.compile(r"[0-9a-f]{64}")
_REFUSED = ("AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "403 Forbidden")
# An object this old may be about to be swept: it is written again, not only found.
RENEW_AFTER = timedelta(minutes=10)
PATIENCE = timedelta(seconds=30)


class BucketObjects:
    """One prefix of one bucket. Keys come from the ``AWS_...`` variables."""

    def __init__(
        self,
        bucket: str,
        prefix: str,
        fetched: Path,
        *,
        endpoint: str | None = None,
        region: str | None = None,
    ) -> None:
        plain = endpoint is not None and endpoint.startswith("http://")
        told: S3Config = {}
        if endpoint is not None:
            told["endpoint"] = endpoint
        if region is not None:
            told["region"] = region
        self._where = f"{bucket}/{prefix}"
        self._fetched = fetched
        self._store = S3Store(
            bucket,
            prefix=prefix or None,
            config=told,
            client_options={"allow_http": plain},
            retry_config={"max_retries": 4, "retry_timeout": PATIENCE},
        )

    def close(self) -> None:
        """Nothing is held open."""

    def writing(self, prefix: str) -> AbstractContextManager[Path]:
        """A new local file."""
        return part_in(self._fetched / prefix)

    def settle(self, part: Path, name: str) -> None:
        """Send the file, unless the bucket has the name; the whole file is in memory."""
        self._send(name, part.read_bytes())

    def put(self, name: str, raw: bytes) -> None:
        """Send the bytes, unless the bucket has the name."""
        self._send(name, raw)

    def _send(self, name: str, raw: bytes) -> None:
        """One request: it makes the object whole, finds it there, or fails."""
        with self._spoken():
            try:
                obstore.put(self._store, name, raw, mode="create", use_multipart=False)
            except AlreadyExistsError:
                age = datetime.now(UTC) - obstore.head(self._store, name)["last_modified"]
                if age > RENEW_AFTER:
                    obstore.put(self._store, name, raw, use_multipart=False)

    def get(self, name: str) -> bytes:
        """The bytes. Raises ``FileNotFoundError``."""
        with self._spoken():
            return bytes(obstore.get(self._store, name).bytes())

    def has(self, name: str) -> bool:
        """Whether the bucket has the name."""
        try:
            with self._spoken():
                obstore.head(self._store, name)
        except FileNotFoundError:
            return False
        return True

    def local(self, name: str) -> Path:
        """The file fetched before, or now. Raises ``FileNotFoundError``."""
        path = self._fetched / name
        if path.is_file():
            return path
        with part_in(path.parent) as part:
            with self._spoken(), part.open("wb") as handle:
                for block in obstore.get(self._store, name):
                    handle.write(block)
            said = _HASH.match(path.name)
            if said is not None and digest_of(part) != said[0]:
                raise IntegrityFailure(
                    Code.SEGMENT_CHANGED, f"object {path.name[:12]} is not what its name says"
                )
            settle(part, path)
        return path

    def digest(self, name: str) -> str | None:
        """The SHA-256 of what the bucket holds now; nothing fetched before is trusted."""
        digest = hashlib.sha256()
        try:
            with self._spoken():
                for block in obstore.get(self._store, name):
                    digest.update(block)
        except FileNotFoundError:
            return None
        return digest.hexdigest()

    def held(self, prefix: str) -> Iterator[Held]:
        """The objects of this prefix."""
        with self._spoken():
            for page in obstore.list(self._store, prefix.rstrip("/") or None):
                for item in page:
                    yield Held(item["path"], item["size"], item["last_modified"])

    def parts(self) -> Iterator[Held]:
        """None: a bucket keeps no half object."""
        yield from ()

    def remove(self, name: str) -> None:
        """Remove the object, and what was fetched of it."""
        with self._spoken():
            obstore.delete(self._store, name)
        (self._fetched / name).unlink(missing_ok=True)

    @contextmanager
    def _spoken(self) -> Iterator[None]:
        """Turn the failures of the storage into ours; its own text is not shown."""
        try:
            yield
        except FileNotFoundError as error:
            if "NoSuchBucket" in str(error):
                raise self._no_bucket() from error
            raise
        except (PermissionDeniedError, UnauthenticatedError) as error:
            raise self._refused() from error
        except BaseError as error:
            text = str(error)
            if "NoSuchBucket" in text:
                raise self._no_bucket() from error
            if any(mark in text for mark in _REFUSED):
                raise self._refused() from error
            raise SourceUnavailable(
                Code.OBJECTS_UNREACHABLE, "the object storage does not answer",
                where=self._where,
            ) from error  # fmt: skip

    def _no_bucket(self) -> BadInput:
        return BadInput(Code.BUCKET_MISSING, "there is no such bucket", where=self._where)

    def _refused(self) -> NotPermitted:
        return NotPermitted(
            Code.OBJECTS_REFUSED, "the object storage refuses this key", where=self._where
        )
