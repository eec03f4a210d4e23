"""What is written reads back as the same formula; no text is worse than refused."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.agreement.accord.formula import (
    Always,
    And,
    Atom,
    Bound,
    Compare,
    Eventually,
    Exists,
    Forall,
    Formula,
    Historically,
    Implies,
    Member,
    Next,
    Not,
    Once,
    Or,
    Previous,
    Since,
    Until,
    Verum,
)
from holdfire.agreement.accord.free import free_variables, names
from holdfire.agreement.accord.points.robust import check_robust
from holdfire.agreement.accord.syntax.guard import check_guarded
from holdfire.agreement.accord.syntax.log import LogFact, LogPoint, read_log, write_point
from holdfire.agreement.accord.syntax.mfotl_text import read_mfotl
from holdfire.agreement.accord.syntax.mfotl_words import write_mfotl
from holdfire.agreement.accord.syntax.refusal import NotMonitorable
from holdfire.agreement.accord.syntax.signature import read_signature
from holdfire.agreement.accord.syntax.surface_text import read_formula
from holdfire.agreement.accord.syntax.surface_words import write_formula
from holdfire.agreement.accord.term import (
    Aggregate,
    Apply,
    Arithmetic,
    Constant,
    Name,
    Term,
    Variable,
)
from holdfire.base.errors import HoldfireError
from holdfire.base.truth import Truth

VARIABLES = st.sampled_from(["x", "y", "unit_1", "count", "m"])
QUANTIFIED = st.lists(VARIABLES, min_size=1, max_size=3, unique=True).map(tuple)
PREDICATES = st.sampled_from(["p", "q", "seen", "sum", "d"])
INTEGERS = st.integers(-(2**62) + 1, 2**62 - 1)
COMPARISONS = ("<", "<=", "=", ">=", ">")
TEXTS = st.text(max_size=8)


def bounds(*, finite: bool) -> st.SearchStrategy[Bound]:
    low = st.integers(0, 10**12)
    pairs = st.tuples(low, st.integers(0, 10**13)).map(lambda p: Bound(p[0], p[0] + p[1]))
    whole = st.integers(1, 100).map(lambda day: Bound(0, day * 86_400_000_000 - 1))
    return pairs | whole if finite else pairs | whole | low.map(lambda at: Bound(at, None))


def grown(inner: st.SearchStrategy[Formula], *, points: bool) -> st.SearchStrategy[Any]:
    parts = st.lists(inner, min_size=2, max_size=3).map(tuple)
    past, future = bounds(finite=False), bounds(finite=True)
    found: st.SearchStrategy[Any] = st.one_of(
        st.builds(Not, inner),
        st.builds(And, parts),
        st.builds(Or, parts),
        st.builds(Implies, inner, inner),
        st.builds(Exists, QUANTIFIED, inner),
        st.builds(Forall, QUANTIFIED, inner),
        st.builds(Once, past, inner),
        st.builds(Historically, past, inner),
        st.builds(Eventually, future, inner),
        st.builds(Always, future, inner),
        st.builds(Since, past, inner, inner),
        st.builds(Until, future, inner, inner),
    )
    if points:
        found |= st.builds(Previous, past, inner) | st.builds(Next, past, inner)
    return found


RULE_TERMS: st.SearchStrategy[Term] = st.one_of(
    st.builds(Variable, VARIABLES), st.builds(Constant, INTEGERS), st.builds(Constant, TEXTS)
)
RULES: st.SearchStrategy[Formula] = st.recursive(
    st.one_of(
        st.builds(Verum, st.booleans()),
        st.builds(Atom, PREDICATES, st.lists(RULE_TERMS, max_size=3).map(tuple)),
        st.builds(Compare, st.sampled_from(COMPARISONS), RULE_TERMS, RULE_TERMS),
        st.just(Exists(("_1",), Atom("p", (Variable("_1"), Variable("x"))))),
    ),
    lambda inner: grown(inner, points=True),
    max_leaves=8,
)


def measured() -> st.SearchStrategy[Term]:
    whole = st.integers(-(10**6), 10**6)
    return st.one_of(
        whole.map(lambda n: Constant(n * 10_000, "km")),
        whole.map(lambda n: Constant(n, "mm")),
        whole.map(lambda n: Constant(n, "us")),
        whole.map(lambda n: Constant(n * 60_000_000, "min")),
        whole.map(lambda n: Constant(n * 864_000_000, "d")),
        st.integers(-(10**16), 10**17).map(lambda n: Constant(n, "instant")),
    )


NAMES = st.sampled_from(["D", "line", "now"])


def formulas_and_terms() -> st.SearchStrategy[Formula]:
    """Formulas whose terms may hold aggregates of simpler formulas."""
    leaf_terms = st.one_of(RULE_TERMS, measured(), st.builds(Name, NAMES))
    terms: st.SearchStrategy[Term] = st.recursive(
        leaf_terms,
        lambda inner: st.one_of(
            st.builds(Apply, PREDICATES, st.lists(inner, max_size=2).map(tuple)),
            st.builds(Arithmetic, st.sampled_from("+-*"), inner, inner),
        ),
        max_leaves=4,
    )

    def leaves(of: st.SearchStrategy[Term]) -> st.SearchStrategy[Formula]:
        return st.one_of(
            st.builds(Verum, st.booleans()),
            st.builds(Atom, PREDICATES, st.lists(of, max_size=3).map(tuple)),
            st.builds(Compare, st.sampled_from([*COMPARISONS, "!="]), of, of),
            st.builds(Member, of, st.sampled_from(["ZONE", "a zone", "in", ""])),
        )

    # Deferred, so that a failing example is not shown with the whole of its strategy.
    simple: st.SearchStrategy[Formula] = st.deferred(
        lambda: st.recursive(leaves(terms), lambda i: grown(i, points=False), max_leaves=3)
    )
    spans = st.none() | bounds(finite=False)
    counts = st.builds(Aggregate, st.just("count"), spans, st.none(), QUANTIFIED, simple)
    durations = st.builds(
        Aggregate, st.just("duration"), spans, st.none(), QUANTIFIED | st.just(()), simple
    )
    sums = st.builds(
        lambda kind, span, names_, body: Aggregate(
            kind, span, Variable(names_[-1]), names_, body
        ),
        st.sampled_from(["sum", "min", "max"]),
        spans,
        QUANTIFIED,
        simple,
    )
    weighed = st.builds(
        lambda kind, span, names_, body: Aggregate(
            kind, span, Apply("amount", (Variable(names_[0]),)), names_, body
        ),
        st.sampled_from(["sum", "min", "max"]),
        spans,
        QUANTIFIED,
        simple,
    )
    every: st.SearchStrategy[Term] = st.deferred(
        lambda: terms | counts | durations | sums | weighed
    )
    return st.recursive(leaves(every), lambda i: grown(i, points=False), max_leaves=5)


FORMULAS = formulas_and_terms()
WORDS = st.sampled_from(
    re.findall(
        r"\S+",
        "not and or implies exists forall once historically since eventually always until in "
        "true now cal count sum duration NOT AND OR EXISTS ONCE EVENTUALLY SINCE UNTIL TRUE "
        "LET EQUIV PREVIOUS p q x y _ p( ( ) [ ] { } , . : * = < <= > >= != <- + - / 7 7d 25 "
        'km 0 [0,7d] [0,*) [0,3) "a" " (* *) # @ ?',
    )
)
HOSTILE = st.text(max_size=60) | st.lists(WORDS, max_size=40).map(" ".join)


@given(FORMULAS)
def test_a_formula_reads_back(formula: Formula) -> None:
    text = write_formula(formula)
    assert read_formula(text, names=names(formula)) == formula
    assert write_formula(read_formula(text, names=names(formula))) == text


@given(FORMULAS)
def test_a_formula_in_seconds_reads_back(formula: Formula) -> None:
    text = write_formula(formula, ticks_per_second=1)
    assert read_formula(text, names=names(formula), ticks_per_second=1) == formula


@given(RULES)
def test_a_rule_reads_back(formula: Formula) -> None:
    assert read_mfotl(write_mfotl(formula)) == formula


@given(RULES)
def test_the_two_languages_say_the_same(formula: Formula) -> None:
    try:
        there = read_formula(write_formula(formula, ticks_per_second=1), ticks_per_second=1)
    except NotMonitorable:  # neighbouring points
        return
    assert there == formula


@given(HOSTILE)
@settings(max_examples=400)
def test_no_text_is_worse_than_refused(text: str) -> None:
    for read in (read_formula, read_mfotl, read_signature):
        try:
            found = read(text)
        except HoldfireError as refusal:
            assert refusal.next_step  # noqa: PT017 - a refusal is one of two right answers
            assert refusal.where  # noqa: PT017
        else:
            assert found is not None


@given(HOSTILE)
def test_no_line_of_a_log_is_worse_than_refused(text: str) -> None:
    for lines in (text.splitlines(), [f"@3 {text}"]):
        try:
            points = list(read_log(lines))
        except HoldfireError as refusal:
            assert refusal.where.startswith("line ")  # noqa: PT017
        else:
            assert all(point.stamp >= 0 for point in points)


@given(RULES)
def test_checks_give_an_answer(formula: Formula) -> None:
    checks = (
        partial(check_guarded, formula, frame="points"),
        partial(check_guarded, formula, frame="timeline"),
        partial(check_robust, formula),
    )
    for check in checks:
        try:
            check()
        except NotMonitorable as refusal:
            assert refusal.what  # noqa: PT017 - a refusal is one of two right answers


@given(RULES)
def test_variables_from_outside_never_hurt(formula: Formula) -> None:
    """A formula that is guarded by itself is guarded when its variables are given."""
    try:
        check_guarded(formula, frame="points")
    except NotMonitorable:
        return
    check_guarded(formula, frame="points", given=free_variables(formula))


LINE_TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=6)
VALUES = st.integers(-(10**17), 10**17) | LINE_TEXTS
FACTS = st.builds(
    LogFact,
    st.just(Truth.TRUE) | st.just(Truth.UNKNOWN),
    st.sampled_from(["p", "q", "seen"]),
    st.lists(VALUES, max_size=3).map(tuple),
)


@given(st.lists(st.tuples(st.integers(0, 9), st.lists(FACTS, max_size=4)), max_size=6))
def test_a_log_reads_back(rows: list[tuple[int, list[LogFact]]]) -> None:
    points = []
    stamp = 0
    for number, (step, facts) in enumerate(rows, 1):
        stamp += step
        once = {fact[1:]: fact for fact in facts}
        kept = tuple(once.values())
        points.append(LogPoint(stamp, kept[1:], kept[:1][: number % 2], number))
    withdrawn = [
        p._replace(withdrawn=tuple(f._replace(value=Truth.TRUE) for f in p.withdrawn))
        for p in points
    ]
    for continued in (True, False):
        assert list(read_log(map(write_point, withdrawn), continued=continued)) == withdrawn
