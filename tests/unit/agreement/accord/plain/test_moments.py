from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from holdfire.agreement.accord.plain.catalogue import LANGUAGES, catalogue
from holdfire.agreement.accord.plain.grammar import Grammar, Heard, Names, Said
from holdfire.agreement.accord.plain.moments import BY, DAY, PAST, START, UNTIL, WINDOW, After

EVENTS = {"quiet": "the first quiet day (quiet)"}


def said(zone: str = "Europe/Kyiv", language: str = "en") -> Said:
    return Said(catalogue(language), Names(zone, {"anchor": EVENTS}))


MIDNIGHT = datetime(2015, 2, 14, 22, 0, tzinfo=UTC)
MINUTE = datetime(2020, 7, 26, 21, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("grammar", "value", "words"),
    [
        (START, MIDNIGHT, "from the start of 2015-02-15 (Europe/Kyiv)"),
        (UNTIL, MIDNIGHT, "until the end of 2015-02-14 (Europe/Kyiv)"),
        (BY, MIDNIGHT, "by the end of 2015-02-14 (Europe/Kyiv)"),
        (PAST, MIDNIGHT, "after the end of 2015-02-14 (Europe/Kyiv)"),
        (START, MINUTE, "from 2020-07-27 00:01 (Europe/Kyiv, UTC+03:00)"),
        (
            UNTIL,
            MINUTE,
            "until 2020-07-27 00:01 (Europe/Kyiv, UTC+03:00), that instant not included",
        ),
        (
            BY,
            MINUTE.replace(second=5),
            "by 2020-07-27 00:01:05 (Europe/Kyiv, UTC+03:00), that instant included",
        ),
        (
            START,
            MINUTE.replace(microsecond=7),
            "from 2020-07-27 00:01:00.000007 (Europe/Kyiv, UTC+03:00)",
        ),
        (BY, None, "by a time that the text does not give"),
        (BY, After(("quiet",), 0), "by the event the first quiet day (quiet)"),
        (START, After(("quiet", "x"), 7), "from 7 civil day(s) after the event "),
        (DAY, date(2014, 9, 19), "2014-09-19"),
        (WINDOW, (None, None), ""),
    ],
)
def test_times_say_whether_they_are_included(
    grammar: Grammar, value: object, words: str
) -> None:
    text = grammar.write(value, said())
    assert text is not None
    assert text.startswith(words)
    for language in LANGUAGES:
        other = grammar.write(value, said(language=language))
        assert other is not None
        found = grammar.read(0, Heard(other, said(language=language)))
        assert (value, len(other)) in found


def test_a_midnight_that_the_clock_skips_is_still_the_first_instant_of_the_day() -> None:
    skipped = datetime(2018, 11, 4, 3, 0, tzinfo=UTC)
    text = START.write(skipped, said("America/Sao_Paulo"))
    assert text == "from the start of 2018-11-04 (America/Sao_Paulo)"
    assert (skipped, len(text)) in START.read(0, Heard(text, said("America/Sao_Paulo")))


def test_old_offsets_with_seconds_are_exact() -> None:
    old = datetime(1890, 1, 1, 0, 30, 40, tzinfo=UTC)
    text = START.write(old, said())
    assert text is not None
    assert "UTC+02:02:04" in text
    assert (old, len(text)) in START.read(0, Heard(text, said()))


@pytest.mark.parametrize(
    "text",
    [
        "from 2020-07-27 00:01 (Europe/Paris, UTC+03:00)",
        "from 2020-02-30 00:01 (Europe/Kyiv, UTC+02:00)",
        "from the start of 2020-13-01 (Europe/Kyiv)",
        "from 0 civil day(s) after the event the first quiet day (quiet)",
        "from 2020-07-27 25:01 (Europe/Kyiv, UTC+03:00)",
    ],
)
def test_a_time_that_is_not_on_the_clock_of_the_agreement_is_not_read(text: str) -> None:
    assert START.read(0, Heard(text, said())) == []
