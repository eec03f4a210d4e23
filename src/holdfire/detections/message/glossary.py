"""The glossary of the field: a word of Ukrainian, Russian or English to its concept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from holdfire.detections.message.spelling import plain

__all__ = ["Glossary", "Term", "shipped_glossary"]


@dataclass(frozen=True, slots=True)
class Term:
    """A concept and its kind; see the head of ``glossary.txt``."""

    kind: str
    concept: str


@dataclass(frozen=True, slots=True)
class Glossary:
    """Terms by whole word and by stem; ``longest`` is the longest stem's length."""

    whole: dict[str, Term]
    stems: dict[str, Term]
    longest: int

    def find(self, word: str) -> tuple[Term, int] | None:
        """The term of a folded word, and how many letters follow its stem."""
        term = self.whole.get(word)
        if term is not None:
            return term, 0
        for length in range(min(len(word), self.longest), 1, -1):
            term = self.stems.get(word[:length])
            if term is not None:
                return term, len(word) - length
        return None


def _read(text: str) -> Glossary:
    """The glossary of a text; the first line that names a stem keeps it."""
    whole: dict[str, Term] = {}
    stems: dict[str, Term] = {}
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        kind, concept, *languages = (cell.strip() for cell in line.split("|"))
        term = Term(kind, concept)
        for word in " ".join(languages).split():
            stem = plain(word).casefold()
            if stem.startswith("="):
                whole.setdefault(stem[1:], term)
            else:
                stems.setdefault(stem, term)
    return Glossary(whole, stems, max(map(len, stems)))


@cache
def shipped_glossary() -> Glossary:
    """The glossary that is shipped with this room."""
    place = files("holdfire.detections") / "message" / "glossary.txt"
    return _read(place.read_text(encoding="utf-8"))
