"""The report as one HTML page: self-contained, printable, no script, no request."""

from __future__ import annotations

from collections import Counter
from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.incidents.record import Incident
from holdfire.reports.exposure import (
    charted,
    count_rows,
    day_rows,
    held_rows,
    kind_text,
    silent_sentences,
    subject_text,
    watched_row,
)
from holdfire.reports.record import ReportInput
from holdfire.reports.row import (
    clause_row,
    coverage_rows,
    incident_row,
    instant_text,
    local_text,
)
from holdfire.reports.section import SECTIONS, main_class, section_of
from holdfire.reports.sketch import sketch_map
from holdfire.reports.strip import strip_chart, strip_sentence
from holdfire.reports.summary import summary_sentences
from holdfire.reports.wording import Wording, wording
from holdfire.verification.verdict import Verdict

__all__ = ["MOST_ROWS", "report_html"]

MOST_ROWS = 1500
MOST_DAYS = 62


@cache
def _environment() -> Environment:
    """Templates with escaping on: observed text is hostile until escaped."""
    return Environment(
        loader=PackageLoader("holdfire.reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def report_html(given: ReportInput, language: str = "en") -> str:
    """The whole report in one of the four languages.

    Raises ``KeyError`` for another language. A report without a statement of what could
    not be seen is refused: it would pass silence off as calm.
    """
    if not given.verification.gaps:
        raise BadInput(Code.REPORT_WITHOUT_GAPS, "the report names nothing that was not seen")
    words = wording(language)
    return _environment().get_template("report.html").render(_context(given, words))


def _context(given: ReportInput, words: Wording) -> dict[str, object]:
    """What the template fills in."""
    zone = given.agreement.zone
    return {
        "language": words.language,
        "say": words.say,
        "words": words,
        "given": given,
        "style": Markup(_style()),  # noqa: S704 - our own file, no input in it
        "start": instant_text(given.period.start),
        "end": instant_text(given.period.end),
        "start_local": local_text(given.period.start, zone),
        "end_local": local_text(given.period.end, zone),
        "zone": zone,
        "made_at": instant_text(given.made_at),
        "summary": summary_sentences(given, words),
        "gaps": given.verification.gaps,
        "coverage": given.verification.coverage,
        "exposure": _exposure(given, words),
        "legend": _legend(words),
        "held": [(row, held_rows(row.exposure, words)) for row in given.side_counts],
        "sketch": Markup(sketch_map(given, words)),  # noqa: S704 - escapes its own texts
        "sections": [_section(given, words, s.key) for s in SECTIONS],
        "readings": given.verification.readings,
        "verdict_words": _verdict_words(words),
        "annex": _annex(given, words),
        "annex_left_out": max(0, len(given.incidents) - MOST_ROWS),
        "coverage_rows": coverage_rows(given.coverage, words),
    }


@cache
def _style() -> str:
    """The style sheet, inside the page so that the page stands alone."""
    folder = resources.files("holdfire.reports") / "templates"
    return folder.joinpath("report.css").read_text("utf-8")


def _verdict_words(words: Wording) -> dict[str, str]:
    """The four verdicts in the language; an alleged violation is always called alleged."""
    return {
        Verdict.COMPLIED.value: words.say("complied"),
        Verdict.VIOLATED.value: words.say("violated (alleged)"),
        Verdict.UNDETERMINED.value: words.say("undetermined"),
        Verdict.UNOBSERVED.value: words.say("unobserved"),
    }


def _section(given: ReportInput, words: Wording, key: str) -> dict[str, object]:
    """One section: its clauses under each reading, its incidents, or a plain sentence."""
    section = next(s for s in SECTIONS if s.key == key)
    clauses = [
        clause_row(reading, clause, words)
        for reading in given.verification.readings
        for clause in reading.clauses
        if clause.kind in section.kinds
    ]
    incidents = [item for item in given.incidents if section_of(item) == key]
    return {
        "key": key,
        "heading": words.say(section.heading),
        "clauses": clauses,
        "count": len(incidents),
        "exposure": count_rows(given.exposure, section.phenomena, words),
        "kinds": _kinds(incidents, words),
        "calm": words.say(
            "No source in this run reported anything of this kind. That is not a statement "
            "that nothing happened."
        ),
    }


def _legend(words: Wording) -> list[tuple[str, str]]:
    """What the charts are drawn with."""
    return [
        ("seen", words.say("Watched, misses measured: the darker, the more probably seen")),
        ("looked", words.say("Watched, misses not measured")),
        ("blind", words.say("Unable to see")),
        ("none", words.say("Not watched")),
    ]


def _exposure(given: ReportInput, words: Wording) -> list[dict[str, object]]:
    """Who looked where and when: a chart, its sentence and its days for each subject."""
    return [
        {
            "name": subject_text(item, words),
            "kind": kind_text(item.exposure.kind, words),
            "unit": item.exposure.unit,
            "chart": Markup(strip_chart(item, words, f"x{number}")),  # noqa: S704 - escapes
            "sentence": strip_sentence(item, words),
            "days": day_rows(item, words)[:MOST_DAYS],
            "silent": silent_sentences(given.exposure, item.exposure.subject, words),
            "days_left_out": max(0, len(item.days) - MOST_DAYS),
            "blind": [
                (one.source, one.reason, words.number(one.amount, 0))
                for one in item.exposure.blind
            ],
            "sources": [
                (source, way, watched_row(watched, words))
                for source, way, watched in item.exposure.sources
            ],
        }
        for number, item in enumerate(charted(given.exposure))
    ]


def _kinds(incidents: list[Incident], words: Wording) -> list[str]:
    """How many incidents of each kind, the most frequent first."""
    counted = Counter(main_class(item)[0].value for item in incidents)
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return [f"{words.say(name.replace('_', ' '))}: {words.number(n)}" for name, n in ordered]


def _annex(given: ReportInput, words: Wording) -> list[dict[str, object]]:
    """The table of incidents, oldest first; matched ones are never left out."""
    matched = {
        match.incident
        for reading in given.verification.readings
        for clause in reading.clauses
        for match in clause.matches
    }
    ordered = sorted(given.incidents, key=lambda i: (i.id not in matched, i.time.start, i.id))
    kept = sorted(ordered[:MOST_ROWS], key=lambda i: (i.time.start, i.id))
    return [incident_row(item, words) for item in kept]
