"""Where a server store is: the ``workspace.yaml`` in the folder of a workspace.

::

    database: postgresql://watch@db.example.org/holdfire
    objects: s3://evidence/holdfire
    schema: donbas              # optional, the name of the workspace in the database
    endpoint: https://s3.example.org   # optional, for storage other than Amazon's
    region: eu-central-1        # optional

No secret stands in it: one that does is refused, unread.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

import yaml

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput

__all__ = ["STORE_FILE", "DatabaseAddress", "ServerAddress", "read_store_file"]

STORE_FILE = "workspace.yaml"
_KEYS = {"database", "objects", "schema", "endpoint", "region"}
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
# Options of the database address that are no secrets; libpq takes the others from its
# environment.
_OPTIONS = ("host", "port", "sslmode", "sslrootcert")


@dataclass(frozen=True, slots=True)
class DatabaseAddress:
    """A database and the schema in it: ``connection`` are the parts that libpq is told."""

    connection: Mapping[str, str]
    schema: str

    @property
    def shown(self) -> str:
        """The address for people; it has no secret to show."""
        told = self.connection
        return f"{told.get('host', 'local')}/{told.get('dbname', '')}, schema {self.schema}"


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """A server store: the database, and a bucket with its prefix, or a folder.

    Exactly one of ``bucket`` and ``folder`` is given.
    """

    database: DatabaseAddress
    bucket: str | None
    prefix: str
    folder: Path | None
    endpoint: str | None
    region: str | None


def read_store_file(path: Path) -> ServerAddress:
    """Read a ``workspace.yaml``. Raises ``BadInput`` (HF-9040) and never quotes a value."""
    try:
        found = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        # The reader's own message would quote the line, and a secret with it.
        raise _unreadable(path, "cannot be read as YAML") from None
    if not isinstance(found, dict) or not all(
        isinstance(key, str) and isinstance(value, str) for key, value in found.items()
    ):
        raise _unreadable(path, "is not a list of names with one text each")
    unknown = sorted(set(found) - _KEYS)
    if unknown:
        raise _unreadable(path, f"has an unknown key {unknown[0][:40]!r}")
    schema = found.get("schema", "holdfire")
    if not _NAME.fullmatch(schema):
        raise _unreadable(path, "has a schema that is not a lower-case name")
    database = _database(path, found.get("database", ""), schema)
    endpoint, region = found.get("endpoint"), found.get("region")
    if endpoint is not None and not _plain_web(endpoint):
        raise _unreadable(path, "has an endpoint that is not a plain http or https address")
    bucket, prefix, folder = _objects(path, found.get("objects", ""))
    return ServerAddress(database, bucket, prefix, folder, endpoint, region)


def _database(path: Path, text: str, schema: str) -> DatabaseAddress:
    """The parts of a ``postgresql://`` address."""
    split = _split(path, "database", text)
    if split.scheme not in {"postgresql", "postgres"}:
        raise _unreadable(path, "has a database that does not start with postgresql://")
    options = parse_qs(split.query, keep_blank_values=True)
    if set(options) - set(_OPTIONS) or any(len(values) > 1 for values in options.values()):
        raise _unreadable(path, f"has a database option other than {', '.join(_OPTIONS)}")
    told = {
        "user": unquote(split.username or ""),
        "host": split.hostname or "",
        "port": str(split.port or ""),
        "dbname": unquote(split.path.lstrip("/")),
        **{name: values[0] for name, values in options.items()},
    }
    if not told["dbname"]:
        raise _unreadable(path, "names no database")
    return DatabaseAddress({name: value for name, value in told.items() if value}, schema)


def _objects(path: Path, text: str) -> tuple[str | None, str, Path | None]:
    """Bucket and prefix of an ``s3://`` address, or a folder (beside the file if relative)."""
    if "://" not in text:
        if not text:
            raise _unreadable(path, "names no objects: s3://BUCKET/PREFIX or a folder")
        return None, "", (path.parent / text).resolve()
    split = _split(path, "objects", text)
    if split.scheme == "file" and not split.netloc:
        return None, "", Path(unquote(split.path))
    if split.scheme != "s3" or not _BUCKET.fullmatch(split.netloc) or split.query:
        raise _unreadable(path, "has objects that are not s3://BUCKET/PREFIX or a folder")
    return split.netloc, split.path.strip("/"), None


def _split(path: Path, key: str, text: str) -> SplitResult:
    """The parts of an address. Raises for one with a password, and does not quote it."""
    try:
        split = urlsplit(text)
        secret = split.password is not None or (key == "objects" and "@" in split.netloc)
        _ = split.port
    except ValueError:
        # The library's own message would quote the address.
        raise _unreadable(path, f"has a {key} that is no address") from None
    if secret:
        raise BadInput(
            Code.STORE_FILE_UNREADABLE,
            f"{path.name} has a password under {key}; it was not used",
            where=str(path),
            next_step="Take it out and change it; give PGPASSWORD, .pgpass or AWS variables.",
        )
    return split


def _plain_web(text: str) -> bool:
    """Whether the text is ``http(s)://HOST[:PORT]`` and nothing more."""
    return re.fullmatch(r"https?://[A-Za-z0-9.\-\[\]:]+/?", text) is not None


def _unreadable(path: Path, what: str) -> BadInput:
    """The refusal, which names the file and no value of it."""
    return BadInput(Code.STORE_FILE_UNREADABLE, f"{path.name} {what}", where=str(path))
