"""The reports' words in four languages: one catalogue each, the same keys in all."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from io import BytesIO
from math import floor

from babel.core import Locale
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

__all__ = ["LANGUAGES", "Wording", "wording"]

LANGUAGES = ("en", "uk", "ru", "fr")
CUT_SLACK = 1e-9
"""A binary fraction may lie a hair below the decimal it stands for: 0.29 is 29 %."""


class Wording:
    """Translates whole sentences; numbers inside them are formatted for the language."""

    def __init__(
        self,
        language: str,
        texts: Mapping[str, str],
        plurals: Mapping[str, tuple[str, ...]],
    ) -> None:
        self.language = language
        self._texts = texts
        self._plurals = plurals
        self._locale = Locale.parse(language)

    def say(self, text: str, /, **values: object) -> str:
        """The sentence in this language with its named values filled in."""
        return self._texts.get(text, text).format(**self._shown(values))

    def count(self, one: str, many: str, n: int, /, **values: object) -> str:
        """The sentence whose form depends on ``n``, by the plural rule of the language."""
        forms = self._plurals.get(one)
        if not forms:
            chosen = one if n == 1 else many
        else:
            chosen = forms[min(self._plural_index(n), len(forms) - 1)]
        return chosen.format(n=self.number(n), **self._shown(values))

    def number(self, value: float, digits: int = 2) -> str:
        """A number as the language writes it, at most ``digits`` decimals."""
        return str(format_decimal(round(value, digits), locale=self._locale))

    def percent(self, value: float) -> str:
        """A share as a percentage: whole from 1 % to 99 %, else with one decimal.

        The number is cut, not rounded: 94.99 % is not 95 %, and nothing uncertain is 100 %.
        """
        digits = 1 if value and not 0.01 <= value <= 0.99 else 0
        scale = 10 ** (digits + 2)
        shown = floor(value * scale + CUT_SLACK) / scale
        if value > 0.0 and shown == 0.0:
            return f"< {format_percent(1 / scale, '#,##0.0 %', locale=self._locale)}"
        pattern = "#,##0.0 %" if digits else "#,##0 %"
        return str(format_percent(shown, pattern, locale=self._locale))

    def _plural_index(self, n: int) -> int:
        """Which plural form; the order of the catalogue's plural rule."""
        return PLURAL_INDEX[self.language](n)

    def _shown(self, values: Mapping[str, object]) -> dict[str, object]:
        """Numbers formatted, other values as they are."""
        return {
            name: self.number(value)
            if isinstance(value, int | float) and not isinstance(value, bool)
            else value
            for name, value in values.items()
        }


def _east_slavic(n: int) -> int:
    """One, few, many: the plural rule of Ukrainian and Russian."""
    if n % 10 == 1 and n % 100 != 11:
        return 0
    return 1 if 2 <= n % 10 <= 4 and not 12 <= n % 100 <= 14 else 2


PLURAL_INDEX = {
    "en": lambda n: int(n != 1),
    "fr": lambda n: int(n > 1),
    "uk": _east_slavic,
    "ru": _east_slavic,
}


@cache
def wording(language: str) -> Wording:
    """The words of one language; raises ``KeyError`` for a language that is not there."""
    if language not in LANGUAGES:
        raise KeyError(language)
    raw = resources.files("holdfire.reports").joinpath(f"locale/{language}.po").read_bytes()
    texts: dict[str, str] = {}
    plurals: dict[str, tuple[str, ...]] = {}
    for message in read_po(BytesIO(raw), locale=language):
        if not message.id:
            continue
        if isinstance(message.id, tuple):
            plurals[message.id[0]] = tuple(str(form) for form in message.string or ())
        else:
            texts[str(message.id)] = str(message.string)
    return Wording(language, texts, plurals)
