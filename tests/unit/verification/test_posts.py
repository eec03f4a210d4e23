"""What is posted of incidents, and that accord answers it by the standard of proof."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.fakes.happening import SECOND, beside, incident, utc

from holdfire.agreement import load_library
from holdfire.agreement.accord.macros import compile_clause
from holdfire.agreement.accord.trace import Lack, LackKind, Silence
from holdfire.agreement.clause import Standard
from holdfire.base.instant import TimeSpan
from holdfire.base.phenomenon import Phenomenon
from holdfire.base.quantity import Probability
from holdfire.base.truth import Truth
from holdfire.incidents.record import Incident
from holdfire.verification import Verdict
from holdfire.verification.evidence import existence, gather
from holdfire.verification.factor import Factor
from holdfire.verification.judged import Question, judged
from holdfire.verification.matching import tally
from holdfire.verification.posting import ClauseTrace, Post
from holdfire.verification.posts import MOST_SURE, posts_of
from holdfire.verification.timing import timing
from holdfire.verification.window import Window

START = utc("2020-01-01T00:00+00:00")
WINDOW = Window(START, utc("2020-01-02T00:00+00:00"))
STANDARD = Standard()
MEMO = load_library("minsk-memo-2014")
CLAUSE = next(clause for clause in MEMO.readings[0].clauses if clause.id == "5")


def happened(
    name: str, low: float, *, at: TimeSpan | None = None, source: str = ""
) -> Incident:
    """An explosion in the window with a lowest probability."""
    when = at or TimeSpan(START + SECOND, START + 60 * SECOND)
    made = incident(Phenomenon.EXPLOSION, beside(1.0), when, name=name)
    made = replace(made, existence=Probability(max(low, 0.9), low, 1.0))
    if source:
        made = replace(made, sources=(source,), origins=1, origin_groups=(source,))
    return made


def posted(*incidents: Incident, standard: Standard = STANDARD) -> tuple[Post, ...]:
    evidence = gather(incidents)
    factors: list[Factor] = [existence(evidence), timing(evidence, WINDOW)]
    return posts_of(evidence, tally(evidence, factors), standard, WINDOW)


def test_one_incident_stands_for_itself() -> None:
    (post,) = posted(happened("a", 0.99))
    assert post.ids == (post.name,)
    assert not post.unknown


def test_what_the_incidents_show_together_stands_beside_them() -> None:
    posts = posted(happened("a", 0.8), happened("b", 0.8))
    (whole,) = [post for post in posts if post.name == "any of 2 incidents"]
    assert not whole.unknown  # 1 - 0.2 * 0.2 = 0.96
    assert whole.numbers["origins"].low == 4


def test_single_sources_do_not_add_up() -> None:
    posts = posted(happened("a", 0.9, source="x"), happened("b", 0.9, source="x"))
    (whole,) = [post for post in posts if post.name.startswith("any of")]
    assert set(whole.unknown) == {"origins"}
    assert "single sources (x)" in whole.unknown["origins"].said


def test_too_few_origins_are_said() -> None:
    (post,) = posted(happened("a", 0.99, source="x"))
    assert set(post.unknown) == {"origins"}
    assert post.numbers["origins"].high is None


def test_a_time_over_the_end_keeps_its_interval() -> None:
    over_the_end = TimeSpan(WINDOW.end - 60 * SECOND, WINDOW.end + 60 * SECOND)
    (post,) = posted(happened("a", 0.99, at=over_the_end))
    assert set(post.unknown) == {"time"}
    assert post.start < WINDOW.end_us <= post.end


def test_nothing_is_posted_of_what_cannot_have_been() -> None:
    after = TimeSpan(WINDOW.end, WINDOW.end + SECOND)
    assert posted(happened("a", 0.99, at=after)) == ()
    assert posted() == ()


def test_of_many_clear_incidents_a_few_are_posted_and_all_are_counted() -> None:
    posts = posted(*(happened(str(n), 0.99) for n in range(30)))
    assert len(posts) == MOST_SURE + 1
    assert "any of 30 incidents" in {post.name for post in posts}


def test_the_order_of_the_incidents_changes_nothing() -> None:
    seen = [happened(str(n), float(low)) for n, low in enumerate(np.linspace(0.2, 1.0, 9))]
    assert posted(*seen) == posted(*seen[::-1])


def plainly(incidents: list[Incident], share: float, standard: Standard) -> Verdict:
    """The rule of the standard in plain words, as an oracle of what the engine answers."""
    evidence = gather(incidents)
    found = tally(evidence, [existence(evidence), timing(evidence, WINDOW)])
    if found.low >= standard.violated_at and len(found.origins) >= standard.min_origins:
        return Verdict.VIOLATED
    if found.high > 1.0 - standard.violated_at:
        return Verdict.UNDETERMINED
    return Verdict.COMPLIED if share >= standard.min_coverage else Verdict.UNOBSERVED


@pytest.mark.parametrize("needed", [1, 2, 3])
@pytest.mark.parametrize("seed", range(60))
def test_the_engine_answers_by_the_standard_of_proof(seed: int, needed: int) -> None:
    standard = Standard(min_origins=needed)
    draw = np.random.default_rng(seed)
    seen = []
    for number in range(int(draw.integers(0, 6))):
        low = float(draw.choice([0.0, 0.02, 0.3, 0.8, 0.95, 0.96, 0.999]))
        begin = START + float(draw.choice([-90.0, 10.0, 86_370.0, 90_000.0])) * SECOND
        source = str(draw.choice(["", "x", "y"]))
        made = happened(
            str(number), low, at=TimeSpan(begin, begin + 60 * SECOND), source=source
        )
        high = float(draw.choice([low, max(low, 0.04), 1.0]))
        seen.append(replace(made, existence=Probability(low, low, high)))
    share = float(draw.choice([0.0, 0.79, 0.8, 1.0]))
    gap = Lack(LackKind.GAP, "seen")
    silence = Silence(Truth.FALSE) if share >= 0.8 else Silence(Truth.UNKNOWN, lack=gap)
    compiled = compile_clause(replace(CLAUSE, standard=standard), MEMO)
    trace = ClauseTrace(compiled, posted(*seen, standard=standard), silence)
    asked = [Question(part, trace, WINDOW, {}) for part in compiled.parts]
    assert judged(compiled, asked).verdict is plainly(seen, share, standard)
