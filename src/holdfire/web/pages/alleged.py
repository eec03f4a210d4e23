"""Alleged violations: the clause, its elements as a checklist, the incidents behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from holdfire.agreement.clause import Standard
from holdfire.base.truth import Truth
from holdfire.web.answers import ClauseAnswer, answers_of
from holdfire.web.desk import run_of
from holdfire.web.failures import not_found
from holdfire.web.mapdrawing import kind_of
from holdfire.web.naming import FACTORS, mark, named
from holdfire.web.page import Reader, reader_of, respond
from holdfire.web.port import Run
from holdfire.web.scene import scene

__all__ = ["Element", "elements_of", "index", "page"]

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Element:
    """One thing the clause asks for, whether it is met, and the figure behind the answer."""

    what: str
    met: Truth
    figure: str


def elements_of(answer: ClauseAnswer, reader: Reader) -> tuple[Element, ...]:
    """The elements of a clause, each met, not met or unknown, by its own thresholds."""
    said, data = reader.words, answer.data
    standard = Standard() if answer.text is None else answer.text.standard
    chance, share = data["probability"], data["coverage"]["share"]
    origins = max((match["origins"] for match in data.get("matches", ())), default=None)
    none = said.say("not known")
    return (
        Element(
            said.say(
                "The probability of at least one matching incident reaches {limit}.",
                limit=said.percent(standard.violated_at),
            ),
            Truth.of(None if chance is None else chance["value"] >= standard.violated_at),
            none if chance is None else said.percent(chance["value"], 1),
        ),
        Element(
            said.count(
                "A matching incident rests on at least {n} independent origin.",
                "A matching incident rests on at least {n} independent origins.",
                standard.min_origins,
            ),
            Truth.of(None if origins is None else origins >= standard.min_origins),
            none if origins is None else said.number(origins),
        ),
        Element(
            said.say(
                "At least {limit} of the clause's area and time was seen.",
                limit=said.percent(standard.min_coverage),
            ),
            Truth.of(None if share is None else share >= standard.min_coverage),
            none if share is None else said.percent(share),
        ),
    )


def index(request: Request) -> Response:
    """All clauses that are not complied with beyond doubt, alleged ones first."""
    run, reader = run_of(request), reader_of(request)
    answers = answers_of(run)
    context = {
        "alleged": [answer for answer in answers if answer.alleged],
        "open": [a for a in answers if a.verdict in {"undetermined", "unobserved"}],
        "readings": [(r["id"], r["title"]) for r in run.report["readings"]],
    }
    return respond(request, "alleged_index.html", context, run=run, reader=reader)


def _matches(run: Run, answer: ClauseAnswer, reader: Reader) -> list[Mapping[str, Any]]:
    """The incidents behind a clause, the most probable first, with the factors named."""
    found: list[Mapping[str, Any]] = []
    ordered = sorted(
        answer.data.get("matches", ()),
        key=lambda m: (-m["probability"]["value"], m["incident"]),
    )
    for match in ordered[:SHOWN]:
        item = run.incident(match["incident"])
        if item is not None:
            parts = [
                (reader.words.say(named(FACTORS, name)), value)
                for name, value in match["parts"].items()
            ]
            found.append(
                {
                    "item": item,
                    "kind": kind_of(item)[0],
                    "chance": match["probability"]["value"],
                    "parts": parts,
                }
            )
    return found


def page(request: Request) -> Response:
    """One clause under one reading; any verdict has its page, not only the alleged ones."""
    run, reader = run_of(request), reader_of(request)
    wanted = (request.path_params["reading"], request.path_params["clause"])
    answer = next((a for a in answers_of(run) if (a.reading, a.id) == wanted), None)
    if answer is None:
        raise not_found("No reading of this agreement has that clause.", where="/".join(wanted))
    matches = _matches(run, answer, reader)
    context = {
        "answer": answer,
        "data": answer.data,
        "elements": elements_of(answer, reader),
        "truths": {
            Truth.TRUE: mark("met"),
            Truth.FALSE: mark("not met"),
            Truth.UNKNOWN: mark("unknown"),
        },
        "matches": matches,
        "total": len(answer.incidents),
        "names": {item.id: item.name for item in run.agreement.parties},
        "sources": {item.key: item.title for item in run.agreement.sources},
        "map": scene(run, reader, [match["item"] for match in matches], key="a"),
        "others": [a for a in answers_of(run) if a.id == answer.id and a.key != answer.key],
    }
    return respond(request, "alleged.html", context, run=run, reader=reader)
