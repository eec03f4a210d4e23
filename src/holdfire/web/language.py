"""Four languages: which one a reader gets, and its words from a gettext catalogue."""

from __future__ import annotations

import gettext
from functools import cache
from importlib import resources
from io import BytesIO

from babel.core import negotiate_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput

__all__ = ["LANGUAGES", "NAMES", "Words", "choose", "words"]

LANGUAGES = ("uk", "ru", "en", "fr")
NAMES = {"uk": "Українська", "ru": "Русский", "en": "English", "fr": "Français"}
NO_BREAK = "\u00a0"


class Words:
    """The words and number forms of one language."""

    def __init__(self, code: str, catalogue: gettext.GNUTranslations) -> None:
        self.code = code
        self._catalogue = catalogue

    def say(self, text: str, /, **values: object) -> str:
        """The sentence in this language, its named values filled in."""
        return self._catalogue.gettext(text).format(**self._shown(values))

    def say_raw(self, text: str, /) -> str:
        """The sentence with its braces left in, for a script to fill."""
        return self._catalogue.gettext(text)

    def count(self, one: str, many: str, n: int, /, **values: object) -> str:
        """The sentence whose form depends on ``n`` by the plural rule of the language."""
        text = self._catalogue.ngettext(one, many, n)
        return text.format(n=self.number(n), **self._shown(values))

    def number(self, value: float, digits: int = 0) -> str:
        """A number as the language writes it, with exactly ``digits`` decimals."""
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        return str(format_decimal(value, format=pattern, locale=self.code))

    def percent(self, share: float, digits: int = 0) -> str:
        """A share (0..1) as a percentage."""
        return f"{self.number(100.0 * share, digits)}{NO_BREAK}%"

    def _shown(self, values: dict[str, object]) -> dict[str, object]:
        """Whole numbers formatted; other values as they are."""
        return {
            name: self.number(value)
            if isinstance(value, int) and not isinstance(value, bool)
            else value
            for name, value in values.items()
        }


@cache
def words(code: str) -> Words:
    """The words of one of :data:`LANGUAGES`; the catalogue is compiled once, in memory."""
    raw = resources.files("holdfire.web").joinpath(f"locale/{code}.po").read_bytes()
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(raw), locale=code))
    compiled.seek(0)
    return Words(code, gettext.GNUTranslations(compiled))


def choose(asked: str | None, remembered: str | None, accepted: str) -> str:
    """The language of a page: the address first, then the cookie, then the browser.

    Raises ``BadInput`` for an address that names a language the pages do not have; an old
    cookie or an unknown browser language is passed over. English if nothing fits.
    """
    if asked is not None:
        if asked not in LANGUAGES:
            raise BadInput(
                Code.QUERY_UNREADABLE,
                "The address asks for a language these pages do not have.",
                where="lang",
                next_step=f"Use one of: {', '.join(LANGUAGES)}.",
            )
        return asked
    if remembered in LANGUAGES:
        return str(remembered)
    return negotiate_locale(_preferred(accepted), LANGUAGES, sep="-") or "en"


def _preferred(accepted: str) -> list[str]:
    """The languages of an Accept-Language header, the most wanted first."""
    wanted: list[tuple[float, int, str]] = []
    for place, part in enumerate(accepted.split(",")[:20]):
        name, _, weight = part.strip().partition(";")
        try:
            quality = float(weight.strip().removeprefix("q=")) if weight else 1.0
        except ValueError:
            quality = 0.0
        if name and quality > 0:
            wanted.append((-quality, place, name.split("-")[0].lower()))
    return [name for _, _, name in sorted(wanted)]
