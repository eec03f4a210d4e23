"""Random trees and random clauses read back from their sentences in every language."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.agreement.accord import formula as f
from holdfire.agreement.accord.plain import (
    LANGUAGES,
    carried,
    parse_plain,
    plain,
    plain_formula,
    read_plain_formula,
)
from holdfire.agreement.accord.plain.catalogue import catalogue
from holdfire.agreement.accord.term import (
    Aggregate,
    Apply,
    Arithmetic,
    Constant,
    Name,
    Term,
    Variable,
)
from holdfire.agreement.agreement import Agreement, Anchor, Definition, Party
from holdfire.agreement.area import (
    AnywhereArea,
    AreaRef,
    BandArea,
    BetweenArea,
    BufferArea,
    DepthArea,
    NamedArea,
)
from holdfire.agreement.clause import Clause, ClauseKind, Excepted, Standard
from holdfire.agreement.objects import class_in_words, predicate_of_word, union_of
from holdfire.agreement.terms import (
    Access,
    Cessation,
    Exclusion,
    Flow,
    MaxCount,
    MinDistance,
    NoCrossing,
    NoExercise,
    NoFly,
    NoMine,
    Notify,
    PermittedOnly,
    Phase,
    Procedural,
    ProtectedObject,
    ReplaceOnly,
    StandFast,
    Storage,
    Terms,
    WithdrawBy,
)
from holdfire.agreement.weapon import KINDS, Bound, ObjectClass, ObjectPredicate, parts_of
from holdfire.agreement.words import (
    ACTS,
    CATEGORIES,
    DOMAINS,
    EXERCISES,
    FLYING,
    SEVERITIES,
    SIDES,
    WINDOWS,
)
from holdfire.base.quantity import Quantity, Unit, within

languages = st.sampled_from(LANGUAGES)

# Names that a reader could take for something else: words and wordings of every language.
MISLEADING = sorted(
    {word for language in LANGUAGES for word in catalogue(language).reserved}
    | {
        wording
        for language in LANGUAGES
        for section in ("predicate", "function", "aggregate")
        for pair in catalogue(language).words(section).items()
        for wording in pair
    }
)
identifiers = st.one_of(
    st.sampled_from(("u", "v", "x1", "seen", "caliber", "L10.IL", "Tornado-S", "now", "`")),
    st.sampled_from(MISLEADING),
    st.text(min_size=1, max_size=6),
)
units = st.sampled_from(
    ("km", "m", "mm", "us", "s", "min", "h", "d", "w", "instant", "day", "")
)
constants = st.one_of(
    st.builds(Constant, st.integers(), units),
    st.builds(Constant, st.text(max_size=8)),
)
bounds = st.builds(
    lambda low, width: f.Bound(low, None if width is None else low + width),
    st.sampled_from((0, 0, 1, 1_000_000, 86_400_000_000)),
    st.sampled_from((None, 0, 5, 3_600_000_000, 604_800_000_000)),
)
few = st.lists(identifiers, min_size=1, max_size=3).map(tuple)


def terms(inner: st.SearchStrategy[f.Formula]) -> st.SearchStrategy[Term]:
    leaves: st.SearchStrategy[Term] = st.one_of(
        st.builds(Variable, identifiers), st.builds(Name, identifiers), constants
    )
    kinds = st.one_of(st.sampled_from(("count", "sum", "min", "max", "duration")), identifiers)
    return st.recursive(
        leaves,
        lambda deeper: st.one_of(
            st.builds(Apply, identifiers, st.lists(deeper, max_size=2).map(tuple)),
            st.builds(Arithmetic, st.sampled_from("+-*"), deeper, deeper),
            st.builds(
                Aggregate,
                kinds,
                st.none() | bounds,
                st.none() | deeper,
                st.just(()) | few,
                inner,
            ),
        ),
        max_leaves=3,
    )


def simple(inner: st.SearchStrategy[f.Formula]) -> st.SearchStrategy[f.Formula]:
    term = terms(inner)
    signs = st.sampled_from(("<", "<=", "=", "!=", ">=", ">"))
    return st.one_of(
        st.builds(f.Verum, st.booleans()),
        st.builds(f.Atom, identifiers, st.lists(term, max_size=2).map(tuple)),
        st.builds(f.Compare, signs, term, term),
        st.builds(f.Member, term, identifiers),
    )


def nodes(inner: st.SearchStrategy[f.Formula]) -> st.SearchStrategy[f.Formula]:
    parts = st.lists(inner, min_size=2, max_size=3).map(tuple)
    unary = (f.Once, f.Historically, f.Eventually, f.Always, f.Previous, f.Next)
    return st.one_of(
        simple(inner),
        st.builds(f.Not, inner),
        st.builds(f.And, parts),
        st.builds(f.Or, parts),
        st.builds(f.Implies, inner, inner),
        st.builds(f.Exists, few, inner),
        st.builds(f.Forall, few, inner),
        *(st.builds(node, bounds, inner) for node in unary),
        st.builds(f.Since, bounds, inner, inner),
        st.builds(f.Until, bounds, inner, inner),
    )


formulas = st.recursive(simple(st.builds(f.Verum, st.booleans())), nodes, max_leaves=8)


@given(formulas, languages)
@settings(max_examples=400, deadline=None)
def test_a_random_tree_reads_back_and_is_written_the_same(
    tree: f.Formula, language: str
) -> None:
    text = plain_formula(tree, language)
    assert read_plain_formula(text, language) == tree
    assert plain_formula(read_plain_formula(text, language), language) == text


def _defined(word: str, *classes: ObjectClass, partly: bool = False) -> Definition:
    predicate = ObjectPredicate(word, classes, partly_undefined=partly) if classes else None
    return Definition(word, f"what {word} means", predicate=predicate)


AGREEMENT = Agreement(
    "random",
    "A random text",
    "ceasefire",
    (Party("A", "Aland and Bland"), Party("B", "Bland"), Party("C", "C")),
    (),
    zone="Europe/Kyiv",
    lines={"l": "the line", "m": "the line", "n": ""},
    zones={"z": "the zone, or what is left of it", "y": "the zone"},
    sites={"s": "a site (closed)."},
    definitions=(
        _defined("heavy", ObjectClass(("tank",), (), ((Bound.GE, 1005),))),
        _defined("heavy_things"),
        _defined("guns", ObjectClass(systems=("S-1", "T or U"), calibre=((Bound.GE, 1),))),
        _defined("mixed", ObjectClass(("gun",)), ObjectClass(("tank",)), partly=True),
    ),
    anchors=(Anchor("quiet", event="the first quiet day"), Anchor("toa")),
)
KNOWN = {each.term: each for each in AGREEMENT.definitions}

free = st.one_of(
    st.sampled_from(("OSCE", "a, b and c", "«x»", "“y”", "« z »", "ends.", "it (l) or")),
    st.text(min_size=1, max_size=8),
)
frees = st.lists(free, min_size=1, max_size=3, unique=True).map(tuple)
parties = st.lists(st.sampled_from("ABC"), max_size=3, unique=True).map(tuple)
lines = st.sampled_from("lmn")
instants = st.builds(
    lambda hours, micros: (
        datetime(1995, 3, 1, tzinfo=UTC) + timedelta(hours=hours, microseconds=micros)
    ),
    st.integers(0, 300_000),
    st.sampled_from((0, 0, 0, 1, 5_000_000)),
)
kilometres = st.one_of(st.integers(0, 2000).map(float), st.floats(0, 2000))


def _sorted_quantity(ends: tuple[float, float]) -> Quantity:
    return within(min(ends), max(ends), Unit.KILOMETRE)


distances = st.one_of(
    kilometres.map(lambda km: within(km, km, Unit.KILOMETRE)),
    st.tuples(kilometres, kilometres).map(_sorted_quantity),
)
somewhere: st.SearchStrategy[AreaRef] = st.one_of(
    st.builds(NamedArea, st.lists(st.sampled_from("zys"), min_size=1, max_size=3).map(tuple)),
    st.builds(BufferArea, lines, distances),
    st.builds(BandArea, lines, distances, distances, st.sampled_from(("", "A", "C"))),
    st.builds(DepthArea, lines, distances, st.sampled_from(("", "A", "C"))),
    st.builds(BetweenArea, lines, lines),
)
areas = st.just(AnywhereArea()) | somewhere


def described(kinds: list[str], systems: tuple[str, ...], limits: list[int]) -> ObjectClass:
    expanded = dict.fromkeys(part for kind in kinds for part in parts_of(kind))
    calibre = tuple(zip(list(Bound)[: len(limits)], limits, strict=True))
    return ObjectClass(tuple(expanded), systems, calibre)


classes = st.builds(
    described,
    st.lists(st.sampled_from(KINDS), max_size=2),
    st.just(()) | st.lists(st.sampled_from(("S-1", "BM «21»")), min_size=1).map(tuple),
    st.lists(st.integers(1, 9999), max_size=3),
).filter(lambda found: bool(found.kinds or found.systems or found.calibre))
words = st.sampled_from((*KINDS, *KNOWN))
single = st.one_of(
    words.map(lambda word: predicate_of_word(word, KNOWN)),
    classes.map(lambda found: ObjectPredicate(class_in_words(found), (found,))),
    st.just(ObjectPredicate("anything", anything=True)),
)
objects = st.lists(single, min_size=1, max_size=3).map(lambda parts: union_of(tuple(parts)))


def _row(word: str) -> ObjectPredicate:
    if word in KNOWN or word in KINDS:
        return predicate_of_word(word, KNOWN)
    return ObjectPredicate(word, (ObjectClass(systems=(word,)),))


def _distance(
    distance: Quantity | None,
    table: dict[str, Quantity],
    line: str,
    own: dict[str, str],
    found: ObjectPredicate,
    sense: str,
) -> MinDistance:
    width = None
    if sense and distance is not None:
        width = within(2 * distance.low, 2 * distance.high, Unit.KILOMETRE)
    return MinDistance(
        found,
        line,
        distance,
        table,
        own,
        {word: _row(word) for word in table},
        width,
        sense if width else "unsaid",
    )


rows = st.dictionaries(words | st.sampled_from(("S-1", "a «b»")), distances, max_size=3)
min_distances = st.builds(
    _distance,
    distances,
    rows,
    lines,
    st.just({}) | st.dictionaries(st.sampled_from("AB"), lines, min_size=1),
    objects,
    st.sampled_from(("", "at_least", "exactly", "unsaid")),
)
tables_only = st.builds(
    _distance,
    st.none(),
    rows.filter(bool),
    lines,
    st.just({}),
    objects,
    st.just(""),
)
limits = st.dictionaries(words, st.integers(0, 10**6), min_size=1, max_size=3)
counts = st.builds(
    lambda area, found, each: MaxCount(area, found, each, {w: _row(w) for w in found}),
    areas,
    limits,
    st.booleans(),
)


def chosen(known: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(known), min_size=1, max_size=3).map(tuple)


numbers = st.none() | st.integers(0, 10**6)
maybe = st.just("") | free
flows = st.builds(Flow, frees, numbers, numbers, st.sampled_from(WINDOWS))
hours = st.none() | st.floats(0.001, 9999) | st.integers(1, 999).map(lambda n: n / 60.0)
procedures = st.builds(
    lambda body, act, within_h, every, steps, trigger, often: Procedural(
        body, act, within_h, every, steps, trigger, *often
    ),
    free,
    free,
    hours,
    st.none() | st.integers(1, 400).map(float),
    st.dictionaries(free, frees, max_size=2),
    maybe,
    st.just((None, "")) | st.tuples(st.integers(1, 99), st.sampled_from(WINDOWS)),
)


def _withdrawal(
    found: ObjectPredicate,
    area: AreaRef,
    times: list[datetime | int | None],
    names: tuple[str, ...],
    order: tuple[str, ...],
    rest: tuple[datetime | None, datetime | None, int | None],
) -> WithdrawBy:
    def due(time: datetime | int | None) -> tuple[datetime | None, int | None]:
        return (None, time) if isinstance(time, int) else (time, None)

    deadline, days = due(times[0])
    phases = tuple(
        Phase(name, *due(time)) for name, time in zip(names, times[1:], strict=False)
    )
    start, then, count = rest
    return WithdrawBy(found, area, deadline, start, phases, then, order, count, days)


due_times = st.none() | instants | st.integers(0, 400)
withdrawals = st.builds(
    _withdrawal,
    objects,
    areas,
    st.lists(due_times, min_size=1, max_size=3),
    frees,
    st.just(()) | chosen((*KINDS, *KNOWN)),
    st.tuples(st.none() | instants, st.none() | instants, numbers),
)
ANY_TERMS: dict[ClauseKind, st.SearchStrategy[Terms]] = {
    ClauseKind.CESSATION: st.builds(
        Cessation,
        chosen(ACTS),
        st.just(()) | chosen(DOMAINS),
        areas,
        st.sampled_from(("", "B", "C")),
    ),
    ClauseKind.STAND_FAST: st.builds(
        StandFast,
        lines,
        st.none() | instants.map(lambda at: at.date()),
        st.sampled_from(("", *SIDES)),
    ),
    ClauseKind.EXCLUSION: st.builds(Exclusion, objects, areas),
    ClauseKind.MIN_DISTANCE: min_distances | tables_only,
    ClauseKind.MAX_COUNT: counts,
    ClauseKind.PERMITTED_ONLY: st.builds(PermittedOnly, areas, frees),
    ClauseKind.NO_FLY: st.builds(NoFly, chosen(FLYING), areas),
    ClauseKind.NO_EXERCISE: st.builds(NoExercise, chosen(EXERCISES), areas),
    ClauseKind.WITHDRAW_BY: withdrawals,
    ClauseKind.STORAGE: st.builds(
        Storage,
        objects,
        st.lists(st.sampled_from("zs"), min_size=1).map(tuple),
        st.none() | instants,
        maybe,
    ),
    ClauseKind.NO_MINE: st.builds(NoMine, areas, st.booleans()),
    ClauseKind.NO_CROSSING: st.builds(NoCrossing, lines, maybe),
    ClauseKind.PROTECTED_OBJECT: st.builds(ProtectedObject, chosen(CATEGORIES)),
    ClauseKind.FLOW: flows,
    ClauseKind.ACCESS: st.builds(Access, free, st.just(()) | frees),
    ClauseKind.NOTIFY: st.builds(Notify, free, st.just(()) | frees, st.just(()) | frees),
    ClauseKind.REPLACE_ONLY: st.builds(ReplaceOnly, frees, free, free, maybe),
    ClauseKind.PROCEDURAL: procedures,
}
shares = st.integers(1, 1_000_000).map(lambda n: n / 1_000_000)


@st.composite
def clauses(draw: st.DrawFn) -> Clause:
    kind = draw(st.sampled_from(list(ClauseKind)))
    waits = draw(st.booleans())
    return Clause(
        "",
        "",
        kind,
        draw(ANY_TERMS[kind]),
        actors=draw(parties),
        starts=None if waits else draw(st.none() | instants),
        ends=draw(st.none() | instants),
        exceptions=draw(
            st.lists(st.builds(Excepted, free, st.booleans()), max_size=2).map(tuple)
        ),
        standard=draw(st.builds(Standard, shares, st.integers(1, 9), shares, shares)),
        awaits=("quiet", "toa"),
        severity=draw(st.sampled_from(("", *SEVERITIES))),
        start_awaits=("quiet",) if waits else (),
        start_after_days=draw(st.integers(0, 60)) if waits else 0,
        voidable=draw(maybe),
    )


@given(clauses(), languages)
@settings(max_examples=600, deadline=None)
def test_a_random_clause_reads_back_and_is_written_the_same(
    clause: Clause, language: str
) -> None:
    text = plain(clause, AGREEMENT, language)
    read = parse_plain(text, AGREEMENT, language)
    assert read == carried(clause), text
    assert plain(read, AGREEMENT, language) == text


@given(clauses())
@settings(max_examples=100, deadline=None)
def test_the_languages_say_the_same(clause: Clause) -> None:
    read = [
        parse_plain(plain(clause, AGREEMENT, language), AGREEMENT, language)
        for language in LANGUAGES
    ]
    assert read.count(read[0]) == len(LANGUAGES)
