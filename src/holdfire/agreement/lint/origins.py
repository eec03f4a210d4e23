"""Findings about where clauses come from: articles without a clause, press as a source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.lint.finding import Finding, every_clause

__all__ = ["articles_of", "origins"]

_REF = re.compile(r"([A-Za-z][A-Za-z. ]*?[ .]*)(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?")
_PRESS = re.compile(
    r"\b(press|newspapers?|news agency|Reuters|AFP|Associated Press)\b"
    r"|[\w-]+\.(?:com|net|info|news)\b",
    re.IGNORECASE,
)
_FEWEST = 3
_LONGEST = 200


def origins(agreement: Agreement) -> Iterator[Finding]:
    """W14 for the articles that no clause stands for, W15 for clauses that rest on press."""
    refs = [clause.ref for clause in every_clause(agreement)]
    for name, numbers in sorted(articles_of(refs).items()):
        yield from _missing(name, numbers)
    yield from _press(agreement)


def articles_of(refs: Iterable[str]) -> dict[str, set[int]]:
    """What the articles are called, and the numbers that some reference names."""
    found: dict[str, set[int]] = {}
    for ref in refs:
        match = _REF.match(ref.strip())
        if match is None:
            continue
        name, low, high = match[1].strip(), int(match[2]), int(match[3] or match[2])
        if low <= high < low + _LONGEST:
            found.setdefault(name, set()).update(range(low, high + 1))
    return found


def _missing(name: str, numbers: set[int]) -> Iterator[Finding]:
    """Numbers between 1 and the last one named that no clause refers to."""
    last = max(numbers)
    absent = sorted(set(range(1, last + 1)) - numbers)
    if len(numbers) < _FEWEST or not absent:
        return
    share = 100 * len(numbers) // last
    listed = ", ".join(str(number) for number in absent[:12])
    more = f" and {len(absent) - 12} more" if len(absent) > 12 else ""
    yield Finding(
        "W14",
        0,
        "",
        f"of {name} 1 to {last}, {len(numbers)} have a clause ({share} %); "
        f"none has {name} {listed}{more}",
        "Add them, or say in note why nothing in them can be checked.",
    )


def _press(agreement: Agreement) -> Iterator[Finding]:
    """Sources that are press reports or private pages, with the clauses that rest on them."""
    used: dict[str, list[str]] = {}
    for clause in every_clause(agreement):
        used.setdefault(clause.source, []).append(clause.id)
    for source in agreement.sources:
        clauses = list(dict.fromkeys(used.get(source.key, [])))
        if clauses and _PRESS.search(source.title):
            resting = "clause" if len(clauses) == 1 else "clauses"
            yield Finding(
                "W15",
                0,
                "",
                f"{source.key} reads like press or a private page; on it rests what is said of "
                f"{resting} {', '.join(clauses)}",
                "Find the signed text before a verdict rests on it outside exercises.",
            )
