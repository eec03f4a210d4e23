"""Bytes to text without losing a byte, and what a text shows of its language and copies."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass

__all__ = ["Decoded", "address_key", "damaged", "decoded", "language_of", "text_key"]

_DAMAGED = re.compile("[\ud800-\udfff]")
_NOT_WORD = re.compile(r"\W+")
_ONLY_UKRAINIAN = frozenset("іїєґІЇЄҐ")
_ONLY_RUSSIAN = frozenset("ыэъёЫЭЪЁ")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file and the encoding it was read in.

    Bytes that the encoding does not know stay in the text as lone surrogates
    (:func:`damaged` finds them), so that only their row is refused.
    """

    text: str
    encoding: str


def damaged(text: str) -> bool:
    """Does the text hold bytes that its encoding does not know?"""
    return _DAMAGED.search(text) is not None


def _utf8_lines(raw: bytes) -> tuple[int, int]:
    """Lines beyond ASCII that are valid UTF-8, and those that are not."""
    good = bad = 0
    for line in raw.split(b"\n"):
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            bad += 1
        else:
            good += 1
    return good, bad


def _utf16(raw: bytes) -> str:
    """UTF-16 with a mark; halves of characters stay as lone surrogates."""
    even = len(raw) - len(raw) % 2
    text = raw[:even].decode("utf-16", "surrogatepass")
    return text if even == len(raw) else text + "\udc80"


def decoded(raw: bytes, *, fallback: str | None = None) -> Decoded:
    """The text of a file: UTF-8, UTF-16 with a mark, or else ``fallback``.

    A file with a few damaged rows among many valid UTF-8 ones stays UTF-8; ``fallback``
    (such as ``cp1252``) is taken only when more lines beyond ASCII are invalid than valid.
    Never raises.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Decoded(_utf16(raw), "utf-16")
    plain = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        return Decoded(plain.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        good, bad = _utf8_lines(plain)
    encoding = fallback if fallback is not None and bad > good else "utf-8"
    return Decoded(plain.decode(encoding, "surrogateescape"), encoding)


def language_of(text: str | None) -> str | None:
    """The language by the letters only one of them uses: ``uk``, ``ru``, ``en`` or unknown.

    A text with letters of both, or of neither, is unknown: quotations mix, and short
    headlines may hold no telling letter.
    """
    if not text:
        return None
    letters = set(text)
    ukrainian, russian = bool(letters & _ONLY_UKRAINIAN), bool(letters & _ONLY_RUSSIAN)
    if ukrainian != russian:
        return "uk" if ukrainian else "ru"
    if not ukrainian and not _CYRILLIC.search(text) and _LATIN.search(text):
        return "en"
    return None


def text_key(text: str | None) -> str | None:
    """The origin key of a message's exact wording; equal for copies.

    Case, spaces, punctuation and composed letters do not count. ``None`` below five words:
    such a formula may be written by anybody.
    """
    words = _NOT_WORD.sub(" ", unicodedata.normalize("NFKC", text or "").casefold()).split()
    if len(words) < 5:
        return None
    raw = " ".join(words).encode("utf-8", "backslashreplace")
    return f"text:{hashlib.sha256(raw).hexdigest()[:24]}"


def address_key(address: str) -> str | None:
    """The origin key of a web address: without scheme, ``www.``, fragment and end slash.

    The address is only text here; nothing is ever fetched.
    """
    short = address.strip().split("#", 1)[0]
    short = re.sub(r"^https?://(www\.)?", "", short, flags=re.IGNORECASE).rstrip("/")
    host, slash, rest = short.partition("/")
    if "." not in host or len(short) > 2000 or any(c.isspace() for c in short):
        return None
    return f"url:{host.lower()}{slash}{rest}"
