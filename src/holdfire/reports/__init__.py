"""reports: results enter, documents leave; nothing is decided here.

In: a verification with its incidents, coverage and accounting. Out: the report as HTML in
four languages and as JSON values with a published schema.
Never: a verdict, a judgement, a clock, a report without what could not be seen.
"""

from holdfire.reports.annex import report_json
from holdfire.reports.likelihood import confidence_word, likelihood_word
from holdfire.reports.page import report_html
from holdfire.reports.record import (
    Accounting,
    Chance,
    RateStep,
    ReportInput,
    SideCount,
    SourceLine,
)
from holdfire.reports.wording import LANGUAGES, Wording, wording

__all__ = [
    "LANGUAGES",
    "Accounting",
    "Chance",
    "RateStep",
    "ReportInput",
    "SideCount",
    "SourceLine",
    "Wording",
    "confidence_word",
    "likelihood_word",
    "report_html",
    "report_json",
    "wording",
]
