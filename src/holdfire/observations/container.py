"""Unpacking in memory: gzip and zip, each bounded, nothing ever written to a disk.

A member that escapes its folder, is a link, encrypted, packed again, repeated or would
grow beyond the limits is refused with its reason; the others are kept. A gzip that ends
early gives what could be read. Every refusal is one quarantined row, so it is counted.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from holdfire.base.identity import sha256_hex
from holdfire.observations.quarantine import Fault, Reason, quarantined
from holdfire.observations.record import Quarantined, ReadContext

__all__ = ["MAX_BYTES", "MAX_MEMBERS", "MAX_RATIO", "Unpacked", "unpack"]

MAX_BYTES = 2 << 30
"""The largest content of one member and of a whole archive, in bytes."""

MAX_RATIO = 200
"""The largest growth; text of sensors grows about tenfold, damage or bombs a thousandfold."""

MAX_MEMBERS = 1000

_RATIO_FREE = 1 << 20  # content below this size may have any ratio: it cannot harm
_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_PACKED = (_GZIP, _ZIP, _EMPTY_ZIP, b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!")
_BLOCK = 1 << 20
_PIECE = 1 << 16  # packed bytes taken at a time: they cannot grow beyond 68 MB


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The plain files found, in the archive's order, and what was refused.

    Iterating gives ``(name, content)``. Each refused entry counts as one row in and one
    quarantined row of the file.
    """

    members: tuple[tuple[str, bytes], ...]
    refused: tuple[Quarantined, ...] = ()

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        """The members."""
        return iter(self.members)


def unpack(name: str, raw: bytes, *, max_bytes: int = MAX_BYTES) -> Unpacked:
    """The plain files inside ``raw``; a file that is not packed is its own only member.

    What it is shows in its first bytes, never in its name. Never raises for bad content.
    """
    if raw.startswith(_GZIP):
        content, fault = _gunzip(raw, max_bytes)
        plain = name.removesuffix(".gz")
        members = () if content is None else ((plain, content),)
        return Unpacked(members, () if fault is None else (_refusal(name, raw, fault),))
    if raw.startswith((_ZIP, _EMPTY_ZIP)):
        return _unzip(name, raw, max_bytes)
    return Unpacked(((name, raw),))


def _refusal(name: str, raw: bytes, fault: Fault, member: str = "") -> Quarantined:
    """A refused member as a quarantined row of the archive itself."""
    context = ReadContext(name, sha256_hex(raw), synthetic=False, affiliation_seal="")
    return quarantined(context, "container", 0, fault, member)


def _packed(head: bytes) -> bool:
    """Is this content itself packed?"""
    return head.startswith(
        (_GZIP, _ZIP, _EMPTY_ZIP, b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!")
    )


def _grown(size: int, packed: int) -> bool:
    """Does so much content out of so few bytes look like a bomb?"""
    return size > _RATIO_FREE and size > MAX_RATIO * max(packed, 1)


def _gunzip(raw: bytes, max_bytes: int) -> tuple[bytes | None, Fault | None]:
    """The content of all gzip members of the stream, and what was wrong."""
    parts: list[bytes] = []
    size, place, fault = 0, 0, None
    while place < len(raw) and fault is None:
        if not raw.startswith(_GZIP, place):
            if raw[place:].strip(b"\0"):
                fault = Fault("", Reason.TRUNCATED, "bytes after the end of the packed content")
            break
        stream = _Stream(raw, place)
        for block in stream.blocks():
            parts.append(block)
            size += len(block)
            if size > max_bytes or _grown(size, len(raw)):
                return None, Fault("", Reason.CONTAINER, f"grows beyond {size - 1} bytes")
        if not stream.ended:
            fault = Fault("", Reason.TRUNCATED, f"ends or breaks after {size} bytes of content")
        place = stream.place
    content = b"".join(parts)
    if _packed(content):
        return None, Fault("", Reason.CONTAINER, "packed inside packed content")
    return (content, None) if fault is None else (_whole_lines(content), fault)


def _whole_lines(content: bytes) -> bytes | None:
    """Content that breaks off, up to its last whole line; a cut row may look like a row."""
    kept = content[: content.rfind(b"\n") + 1]
    return kept or None


class _Stream:
    """One gzip member being read: after :meth:`blocks`, whether it ended, and where."""

    def __init__(self, raw: bytes, place: int) -> None:
        self.raw = raw
        self.place = place
        self.ended = False

    def blocks(self) -> Iterator[bytes]:
        """The content in blocks; where the stream breaks, all that came before."""
        engine = zlib.decompressobj(wbits=31)
        while self.place < len(self.raw):
            piece = self.raw[self.place : self.place + _PIECE]
            before = engine.copy()
            try:
                block = engine.decompress(piece)
            except zlib.error:
                yield _bytewise(before, piece)
                return
            self.place += len(piece) - len(engine.unused_data)
            yield block
            if engine.eof:
                self.ended = True
                return


def _bytewise(engine: Any, piece: bytes) -> bytes:
    """What can still be had from a damaged piece, byte by byte."""
    parts: list[bytes] = []
    with suppress(zlib.error):
        parts.extend(engine.decompress(piece[at : at + 1]) for at in range(len(piece)))
    return b"".join(parts)


def _unzip(name: str, raw: bytes, max_bytes: int) -> Unpacked:
    """The members of a zip archive, each checked before a byte of it is unpacked."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
        infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        broken = Fault("", Reason.TRUNCATED, "the archive's list of members cannot be read")
        return Unpacked((), (_refusal(name, raw, broken),))
    members: list[tuple[str, bytes]] = []
    refused: list[Quarantined] = []
    seen: set[str] = set()
    left = max_bytes
    for place, info in enumerate(infos):
        if info.is_dir():
            continue
        fault = _objection(info, seen, left)
        if fault is None and place >= MAX_MEMBERS:
            fault = Fault("", Reason.CONTAINER, f"more than {MAX_MEMBERS} members")
        content = None
        if fault is None:
            content, fault = _member(archive, info)
        if content is not None:
            members.append((f"{name}/{info.filename}", content))
            left -= len(content)
        if fault is not None:
            refused.append(_refusal(name, raw, fault, info.filename))
        seen.add(info.filename)
    return Unpacked(tuple(members), tuple(refused))


def _objection(info: zipfile.ZipInfo, seen: set[str], left: int) -> Fault | None:
    """Why this member must not be unpacked at all; ``None`` if nothing speaks against it."""
    path = info.filename.replace("\\", "/")
    mode = info.external_attr >> 16
    reasons = {
        "an absolute path": path.startswith("/") or path[1:2] == ":",
        "a path that leaves its folder": ".." in path.split("/"),
        "a NUL or control character in its name": any(ord(c) < 32 for c in info.orig_filename),
        "a link or device instead of a file": bool(mode)
        and stat.S_IFMT(mode) not in (0, stat.S_IFREG),
        "encrypted": bool(info.flag_bits & 0x1),
        "a second member of the same name": info.filename in seen,
        f"more than {left} bytes of content": info.file_size > left,
        f"grows more than {MAX_RATIO} times": _grown(info.file_size, info.compress_size),
    }
    for reason, applies in reasons.items():
        if applies:
            return Fault("", Reason.CONTAINER, reason)
    return None


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo
) -> tuple[bytes | None, Fault | None]:
    """The content of one member; never more than its header promised."""
    parts: list[bytes] = []
    size = 0
    try:
        with archive.open(info) as stream:
            while block := stream.read(min(_BLOCK, info.file_size + 1 - size)):
                parts.append(block)
                size += len(block)
                if size > info.file_size:
                    return None, Fault("", Reason.CONTAINER, "larger than its header says")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError):
        found = f"damaged after {size} bytes of content"
        return _whole_lines(b"".join(parts)), Fault("", Reason.TRUNCATED, found)
    content = b"".join(parts)
    if _packed(content):
        return None, Fault("", Reason.CONTAINER, "packed inside packed content")
    return content, None
