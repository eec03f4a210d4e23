"""One frame for every page: language, theme, navigation, the labels of the run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FunctionLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.web import figures, glyph, naming
from holdfire.web.desk import desk_of
from holdfire.web.language import LANGUAGES, NAMES, Words, choose, words
from holdfire.web.naming import mark
from holdfire.web.port import Run

__all__ = ["NAVIGATION", "Reader", "environment", "reader_of", "respond"]

NAVIGATION = (
    ("/", mark("Today")),
    ("/explore", mark("Workbench")),
    ("/incidents", mark("Incidents")),
    ("/alleged", mark("Alleged")),
    ("/agreement", mark("Agreement")),
    ("/coverage", mark("Coverage")),
    ("/sources", mark("Sources")),
    ("/methods", mark("Methods")),
    ("/reports", mark("Reports")),
)
THEMES = ("light", "dark", "auto")
_KEPT = ("lang", "run")
_YEAR_S = 31_536_000


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: the language, the theme, and what their links keep."""

    words: Words
    theme: str
    path: str
    query: tuple[tuple[str, str], ...]
    kept: Mapping[str, str]

    def link(self, path: str, **query: object) -> str:
        """An address inside the site that keeps language and run."""
        asked = {key: str(value) for key, value in query.items() if value is not None}
        return path + _question({**self.kept, **asked})

    def here(self, **query: object) -> str:
        """The same address with some parts of the question exchanged."""
        asked = {key: str(value) for key, value in query.items()}
        return self.path + _question({**dict(self.query), **asked})


def _question(parts: Mapping[str, str]) -> str:
    """The question part of an address."""
    return f"?{urlencode(parts)}" if parts else ""


def reader_of(request: Request) -> Reader:
    """The reader of a request. Raises ``BadInput`` for an unknown language or theme."""
    params = request.query_params
    lang = choose(
        params.get("lang"),
        request.cookies.get("lang"),
        request.headers.get("accept-language", ""),
    )
    theme = params.get("theme", request.cookies.get("theme", "auto"))
    if theme not in THEMES:
        if "theme" in params:
            raise BadInput(
                Code.QUERY_UNREADABLE,
                "The address asks for a theme these pages do not have.",
                where="theme",
                next_step=f"Use one of: {', '.join(THEMES)}.",
            )
        theme = "auto"
    kept = {key: params[key] for key in _KEPT if key in params}
    query = tuple((key, value) for key, value in params.items() if key != "theme")
    return Reader(words(lang), theme, request.url.path, query, kept)


def environment() -> Environment:
    """The templates of this room; every value is escaped, a missing one is an error."""
    folder = resources.files("holdfire.web").joinpath("templates")

    def load(name: str) -> str | None:
        file = folder.joinpath(name)
        return file.read_text("utf-8") if file.is_file() else None

    made = Environment(
        loader=FunctionLoader(load),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        lstrip_blocks=True,
    )
    made.filters["stamp"] = figures.stamp
    made.filters["stamp_text"] = figures.stamp_text
    made.globals.update(glyph_svg=glyph.glyph_svg, fill_step=glyph.fill_step)
    return made


def _spoken(reader: Reader) -> dict[str, Any]:
    """The functions a template speaks with."""
    said = reader.words
    return {
        "lang": said.code,
        "_": said.say,
        "ngettext": said.count,
        "number": said.number,
        "percent": said.percent,
        "link": reader.link,
        "likelihood": lambda value: figures.likelihood(value, said),
        "distance": lambda metres: figures.distance(metres, said),
        "coordinates": lambda place: figures.coordinates(place, said),
        "local": figures.local,
        "kind_name": lambda value: said.say(naming.named(naming.PHENOMENA, value)),
        "verdict_name": lambda value: said.say(naming.named(naming.VERDICTS, value)),
        "clause_kind": lambda value: said.say(naming.named(naming.CLAUSE_KINDS, value)),
        "modality_name": lambda value: said.say(naming.named(naming.MODALITIES, value)),
        "witness_name": lambda value: said.say(naming.named(naming.WITNESSES, value)),
    }


def _framed(request: Request, reader: Reader, run: Run | None) -> dict[str, Any]:
    """What the base template shows around every page."""
    assets = desk_of(request).assets
    return {
        "nav": [
            (reader.link(path), name, _is_here(reader.path, path)) for path, name in NAVIGATION
        ],
        "languages": [(code, NAMES[code], reader.here(lang=code)) for code in LANGUAGES],
        "themes": [(theme, reader.here(theme=theme)) for theme in THEMES],
        "theme": reader.theme,
        "face": assets.href,
        "workbench": assets.workbench,
        "run": run,
        "synthetic": run is not None and bool(run.report.get("synthetic")),
        "hypothetical": run is not None and run.agreement.hypothetical,
    }


def _is_here(path: str, entry: str) -> bool:
    """Does the address belong to this entry of the navigation?"""
    return path == entry or (entry != "/" and path.startswith(entry + "/"))


def respond(
    request: Request,
    template: str,
    context: Mapping[str, Any],
    *,
    run: Run | None,
    status: int = 200,
    reader: Reader | None = None,
) -> HTMLResponse:
    """The page; choices made in the address are remembered in cookies of this site."""
    reader = reader or reader_of(request)
    page = desk_of(request).templates.get_template(template)
    text = page.render({**_framed(request, reader, run), **_spoken(reader), **context})
    answer = HTMLResponse(Markup(text), status_code=status)  # noqa: S704 - rendered with autoescape
    answer.headers["content-language"] = reader.words.code
    answer.headers["vary"] = "accept-language, cookie"
    for name, value in (("lang", reader.words.code), ("theme", reader.theme)):
        if name in request.query_params and status < 400:
            answer.set_cookie(name, value, max_age=_YEAR_S, samesite="lax", httponly=True)
    return answer
