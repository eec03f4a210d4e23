"""The words of the sentences: one catalogue a language, the same keys and slots in all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import yaml

__all__ = ["LANGUAGES", "Catalogue", "catalogue"]

LANGUAGES = ("en", "uk", "ru", "fr")
PARTS = ("clauses", "formulas", "words")
_FORMULA_KEYS = ("formula.", "term.", "bound.", "unit.")
_SLOT = re.compile(r"\{([a-z_]+)\}")


class Catalogue:
    """Templates by key, and vocabularies: section -> word of the clause language -> wording.

    ``reserved`` are the words of formulas: a name that is one of them is marked in a text.
    """

    def __init__(
        self,
        language: str,
        templates: Mapping[str, str],
        vocabularies: Mapping[str, Mapping[str, str]],
    ) -> None:
        self.language = language
        self.templates = templates
        self.vocabularies = vocabularies
        self._split = {key: _pieces(text) for key, text in templates.items()}
        self.reserved = frozenset(
            word
            for key, text in templates.items()
            if key.startswith(_FORMULA_KEYS)
            for word in re.findall(r"\w+", _SLOT.sub(" ", text))
        )

    def template(self, key: str) -> tuple[tuple[str, str], ...]:
        """The template: literal words, each with the slot after them (the last with none)."""
        return self._split[key]

    def plain(self, key: str) -> str:
        """A template that has no slots."""
        return self.templates[key]

    def words(self, section: str) -> Mapping[str, str]:
        """One vocabulary."""
        return self.vocabularies[section]


def _pieces(text: str) -> tuple[tuple[str, str], ...]:
    """Literal words and slots in turn."""
    parts = _SLOT.split(text)
    slots = [*parts[1::2], ""]
    return tuple(zip(parts[::2], slots, strict=True))


@cache
def catalogue(language: str) -> Catalogue:
    """The catalogue of one language; raises ``KeyError`` for one that is not there."""
    if language not in LANGUAGES:
        raise KeyError(language)
    folder = resources.files("holdfire.agreement.accord.plain").joinpath("catalogue")
    read = {part: _scalars(folder.joinpath(language, f"{part}.yaml")) for part in PARTS}
    words = read["words"]
    words["flying"] = {**words["flying_air"], **words["flying_sea"]}
    return Catalogue(language, {**read["clauses"], **read["formulas"]}, words)


def _scalars(file: Traversable) -> Any:
    """A file of the catalogue; every scalar is text, whatever it looks like."""
    return yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
