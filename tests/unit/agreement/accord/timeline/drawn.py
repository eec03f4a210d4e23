"""Small random formulas and traces."""

from __future__ import annotations

from itertools import product

from hypothesis import strategies as st

from holdfire.agreement.accord.fact_trace import FactTrace
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
    Not,
    Once,
    Or,
    Since,
    Until,
)
from holdfire.agreement.accord.term import (
    Aggregate,
    Apply,
    Arithmetic,
    Constant,
    Name,
    Value,
    Variable,
)
from holdfire.agreement.accord.trace import (
    FOREVER,
    NEVER,
    Claim,
    Lack,
    LackKind,
    Possible,
    Silence,
)
from holdfire.base.truth import Truth

F, U, T = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE

TRUTHS = st.sampled_from([F, U, T])
LACK = Lack(LackKind.GAP, "x")


@st.composite
def claims(draw: st.DrawFn, *, exact: bool) -> tuple[Claim, ...]:
    out = []
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, 9))
        event = draw(st.booleans())
        end = start + (0 if event and exact else draw(st.integers(0, 4)))
        out.append(Claim(draw(TRUTHS), start, end, event=event, lack=LACK))
    return tuple(sorted(out, key=lambda c: (c.start, c.end, c.value, c.event)))


@st.composite
def silences(draw: st.DrawFn) -> tuple[Silence, ...]:
    cuts = sorted({draw(st.integers(0, 9)) for _ in range(draw(st.integers(0, 2)))})
    starts = [NEVER, *cuts]
    ends = [*(cut - 1 for cut in cuts), FOREVER]
    return tuple(
        Silence(draw(st.sampled_from([F, F, U])), start, end)
        for start, end in zip(starts, ends, strict=True)
    )


@st.composite
def traces(draw: st.DrawFn, *, exact: bool = True) -> FactTrace:
    facts: dict[str, dict[tuple[Value, ...], tuple[Claim, ...]]] = {}
    for name, arity in (("p", 1), ("q", 1), ("r", 2), ("s", 0)):
        keys = [key for key in product("ab", repeat=arity) if draw(st.booleans())]
        facts[name] = {key: draw(claims(exact=exact)) for key in keys}
    return FactTrace(
        facts=facts,
        rest={name: draw(silences()) for name in "pqrs"},
        functions={
            ("size", (one,)): (
                (NEVER, Possible(values=(draw(st.integers(0, 4)), draw(st.integers(0, 4))))),
                (5, Possible(low=draw(st.integers(0, 2)), high=draw(st.integers(2, 4)))),
            )
            for one in "ab"
        },
        anchors={"D": Possible(values=(draw(st.integers(0, 9)),))},
        sets={"S": Possible(values=("a",))},
    )


BOUNDS = st.builds(
    lambda low, more: Bound(low, None if more is None else low + more),
    st.integers(0, 3),
    st.one_of(st.none(), st.integers(0, 3)),
)
FINITE = st.builds(
    lambda low, more: Bound(low, low + more), st.integers(0, 3), st.integers(0, 3)
)
COMPARISONS = st.sampled_from(["<", "<=", "=", "!=", ">=", ">"])


def formulas(names: tuple[str, ...], depth: int) -> st.SearchStrategy[Formula]:
    ground: list[st.SearchStrategy[Formula]] = [
        st.just(Atom("s")),
        st.builds(Atom, st.sampled_from("pq"), st.just((Constant("a"),))),
        st.builds(
            Compare,
            COMPARISONS,
            st.just(Name("now")),
            st.builds(
                Arithmetic,
                st.just("+"),
                st.just(Name("D")),
                st.builds(Constant, st.integers(-2, 4)),
            ),
        ),
    ]
    for name in names:
        ground += [
            st.builds(Atom, st.sampled_from("pq"), st.just((Variable(name),))),
            st.just(Member(Variable(name), "S")),
            st.builds(
                Compare,
                COMPARISONS,
                st.just(Apply("size", (Variable(name),))),
                st.builds(Constant, st.integers(0, 4)),
            ),
        ]
    if len(names) > 1:
        ground.append(st.just(Atom("r", (Variable(names[0]), Variable(names[1])))))
    leaves = st.one_of(ground)
    if depth == 0:
        return leaves
    inner = formulas(names, depth - 1)
    options: list[st.SearchStrategy[Formula]] = [
        leaves,
        st.builds(Not, inner),
        st.builds(lambda a, b: And((a, b)), inner, inner),
        st.builds(lambda a, b: Or((a, b)), inner, inner),
        st.builds(Implies, inner, inner),
        st.builds(Once, BOUNDS, inner),
        st.builds(Historically, BOUNDS, inner),
        st.builds(Eventually, FINITE, inner),
        st.builds(Always, FINITE, inner),
        st.builds(Since, BOUNDS, inner, inner),
        st.builds(Until, FINITE, inner, inner),
    ]
    fresh = ("x", "y")[len(names)] if len(names) < 2 else ""
    if fresh:
        wider = formulas((*names, fresh), depth - 1)
        guards: list[st.SearchStrategy[Formula]] = [
            st.builds(Atom, st.sampled_from("pq"), st.just((Variable(fresh),)))
        ]
        if names:
            guards.append(st.just(Atom("r", (Variable(names[0]), Variable(fresh)))))
        guard = st.one_of(guards)
        options += [
            st.builds(lambda g, b, n=fresh: Exists((n,), And((g, b))), guard, wider),
            st.builds(lambda g, b, n=fresh: Forall((n,), Implies(g, b)), guard, wider),
            st.builds(
                lambda g, b, limit, bound, op, n=fresh: Compare(
                    op, Aggregate("count", bound, None, (n,), And((g, b))), Constant(limit)
                ),
                guard,
                wider,
                st.integers(0, 2),
                st.one_of(st.none(), FINITE),
                st.sampled_from(["<", "<=", ">", ">="]),
            ),
        ]
    return st.one_of(options)
