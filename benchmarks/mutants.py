# ruff: noqa: E501 - a mutant shows the line of the source whole
"""The mutants of accord as data: small wrongs, each with the tests that must notice.

A mutant is one exact edit of one file. Where engine and direct evaluator both have the place,
both are mutated, each by itself. Mutation testing: R. DeMillo, R. Lipton, F. Sayward,
"Hints on test data selection", Computer 11(4), 1978.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["MUTANTS", "Mutant"]

ACCORD = "src/holdfire/agreement/accord/"
UNIT = "tests/unit/agreement/accord/"
HEAVY = f"{ACCORD}norms/examples/heavy-weapons.yaml"
DUE = f"{ACCORD}norms/deadline.py"

POINTS = ("tests/properties/accord/test_points.py",)
TIMELINE = (
    "tests/properties/accord/test_mutant_cases.py",
    "tests/properties/accord/test_timeline.py",
)
ENGINE = ("tests/properties/accord/test_timeline_engine.py",)
BY_HAND = ("tests/against/accord_rules_oracle/test_definitions.py",)
RULES = ("tests/against/accord_rules_oracle/test_rules.py", "-k", "edges or exactly")
HEAVY_TEST = (f"{UNIT}norms/test_heavy_weapons.py",)
GRAVE_TEST = (f"{UNIT}norms/test_grave_breach.py",)
GOLDEN = ("tests/against/agreements_in_force/test_golden.py",)
CASES = ("tests/properties/accord/test_mutant_cases.py",)
PLACES_TEST = ("tests/against/agreements_in_force/test_golden_places.py",)
DISTANCE = (*GOLDEN, "tests/unit/agreement/test_terms_distance.py")


@dataclass(frozen=True)
class Mutant:
    """``old`` stands once in ``path`` and becomes ``new``; ``tests`` are arguments of pytest."""

    name: str
    path: str
    old: str
    new: str
    tests: tuple[str, ...]


def _at(name: str, path: str, old: str, new: str, *tests: str) -> Mutant:
    return Mutant(name, path, old, new, tests)


THRESHOLDS = (
    _at(
        "25 km included",
        HEAVY,
        "dist(place(u), line) < 25 km",
        "dist(place(u), line) <= 25 km",
        *HEAVY_TEST,
    ),
    _at("100 mm included", HEAVY, "> 100 mm and", ">= 100 mm and", *HEAVY_TEST),
    _at("7 d left out", HEAVY, "once[0,7d] inspected", "once[0,7d) inspected", *HEAVY_TEST),
    _at("14 d left out", HEAVY, "now >= D + 14d", "now > D + 14d", *HEAVY_TEST),
    _at(
        "deadline itself too late (24 h)",
        DUE,
        "self.high < at",
        "self.high <= at",
        *GRAVE_TEST,
        "-k",
        "last_instant",
    ),
    _at(
        "deadline itself too late (72 h, 73 h)",
        f"{ACCORD}norms/excuse.py",
        "last = case.at if ever or clock.due.high is None else min(clock.due.high, case.at)\n"
        "    surely = case.at if ever else min(clock.due.low, case.at)",
        "last = case.at if ever or clock.due.high is None else min(clock.due.high - 1, case.at)\n"
        "    surely = case.at if ever else min(clock.due.low - 1, case.at)",
        *GRAVE_TEST,
        "-k",
        "mended",
    ),
    _at(
        "an instant after the deadline in time",
        DUE,
        "self.high is not None and self.high < at",
        "self.high is not None and self.high + 1 < at",
        *GRAVE_TEST,
    ),
    _at(
        "points: < reads <=",
        f"{ACCORD}points/compare.py",
        '"<": operator.lt',
        '"<": operator.le',
        *POINTS,
    ),
    _at(
        "points: > reads >=",
        f"{ACCORD}points/compare.py",
        '">": operator.gt',
        '">": operator.ge',
        *POINTS,
    ),
    _at(
        "timeline: < reads <=",
        f"{ACCORD}timeline/extent.py",
        "surely = _less(left.high, right.low, 0, low, high)\n    never = _less(right.high, left.low, 1, low, high)",
        "surely = _less(left.high, right.low, 1, low, high)\n    never = _less(right.high, left.low, 0, low, high)",
        *TIMELINE,
        *HEAVY_TEST,
    ),
    _at(
        "direct: < reads <=",
        "tests/oracle/tree.py",
        '"<": operator.lt',
        '"<": operator.le',
        *BY_HAND,
    ),
    _at(
        "direct: > reads >=",
        "tests/oracle/tree.py",
        '">": operator.gt',
        '">": operator.ge',
        *POINTS,
    ),
    _at(
        "direct: last tick of a bound left out",
        "tests/oracle/tree.py",
        "distance <= bound.high",
        "distance < bound.high",
        *RULES,
    ),
    _at(
        "direct: first tick of a bound left out",
        "tests/oracle/tree.py",
        "bound.low <= distance",
        "bound.low < distance",
        *RULES,
    ),
)

NORMS = (
    _at(
        "unless dropped",
        f"{ACCORD}norms/violation.py",
        "    if excepted is not None:\n",
        "    if excepted is False:\n",
        *HEAVY_TEST,
    ),
    _at(
        "clock-stop ignored",
        DUE,
        "if end < start or value > most:",
        "if end < start:",
        f"{UNIT}norms/test_deadline.py",
    ),
    _at(
        "wrong body accepted",
        f"{ACCORD}norms/decision.py",
        "body is None or decision.body != holder",
        "body is None",
        *GRAVE_TEST,
    ),
    _at(
        "wrong quorum accepted",
        f"{ACCORD}norms/decision.py",
        "decision.votes < quorum.needed",
        "decision.votes < 0",
        *GRAVE_TEST,
    ),
    _at(
        "waiver after the deadline accepted",
        f"{ACCORD}norms/excuse.py",
        "ever: bool = False",
        "ever: bool = True",
        *GRAVE_TEST,
    ),
    _at(
        "a late waiver accepted where the norm forbids it",
        f"{ACCORD}norms/obligation.py",
        "ever=given.retroactive",
        "ever=True",
        *GRAVE_TEST,
        f"{UNIT}norms/test_obligation.py",
    ),
    _at(
        "open world treated as closed",
        f"{ACCORD}fact_trace.py",
        "return quiet_on(seen, gap)",
        "return (Silence(Truth.FALSE),)",
        f"{UNIT}test_fact_trace.py",
        *HEAVY_TEST,
    ),
    _at(
        "closed world beyond its horizon",
        f"{ACCORD}fact_trace.py",
        "return quiet_on([(NEVER, how.horizon)], lack)",
        "return (Silence(Truth.FALSE),)",
        f"{UNIT}test_fact_trace.py",
    ),
    _at(
        "unknown trigger taken as true",
        f"{ACCORD}norms/obligation.py",
        "word is Word.VIOLATED and (not onset.sure or effect.high is None)",
        "word is Word.VIOLATED and effect.high is None",
        *GRAVE_TEST,
        f"{UNIT}norms/test_obligation.py",
    ),
    _at(
        "gap counted as complied",
        f"{ACCORD}norms/prohibition.py",
        "        return Word.UNOBSERVED",
        "        return Word.COMPLIED",
        *HEAVY_TEST,
    ),
    _at(
        "gap counted as complied (clauses)",
        "src/holdfire/verification/judged.py",
        "return Verdict.UNOBSERVED if",
        "return Verdict.COMPLIED if",
        *GOLDEN,
    ),
    _at(
        "24 h read as the next day",
        DUE,
        "return first + after - age",
        "return -(-(first + after - age) // 86_400_000_000) * 86_400_000_000",
        *GRAVE_TEST,
        f"{UNIT}norms/test_deadline.py",
    ),
    _at(
        "amendment applied backwards",
        f"{ACCORD}norms/law.py",
        "accord.valid_from is None or accord.valid_from <= at",
        "True",
        f"{UNIT}norms/test_law.py",
    ),
    _at(
        "extension moves a deadline that has passed",
        f"{ACCORD}norms/law.py",
        "or one.due.high >= stretch.start",
        "or one.due.high >= 0",
        f"{UNIT}norms/test_law.py",
    ),
    _at(
        "priorities reversed",
        f"{ACCORD}norms/defeat.py",
        "return one.priority > other.priority",
        "return one.priority < other.priority",
        f"{UNIT}norms/test_defeat.py",
    ),
    _at(
        "reading A answers for B",
        f"{ACCORD}norms/side_by_side.py",
        "read = under_reading(accord, name)",
        "read = under_reading(accord, names[0])",
        f"{UNIT}norms/test_side_by_side.py",
    ),
    _at(
        "reservation used by the other party",
        f"{ACCORD}norms/defeat.py",
        'each.bearer in {"", bearer}',
        "each.bearer != bearer or not each.bearer",
        f"{UNIT}norms/test_defeat.py",
    ),
    _at(
        "support counted with multiplicity",
        f"{ACCORD}fact_trace.py",
        "if one.low < how.tau:",
        "if one.low * 2 < how.tau:",
        f"{UNIT}test_fact_trace.py",
    ),
)

CLAUSES = (
    _at(
        "width used as distance of each side",
        "src/holdfire/agreement/terms_distance.py",
        "within(width.low / 2, width.high / 2,",
        "within(width.low, width.high,",
        *DISTANCE,
    ),
    _at(
        "one common line for parties with their own",
        f"{ACCORD}macros/min_distance.py",
        "p.id: terms.line_by_party.get(p.id, terms.line) for p in",
        "p.id: next(iter(terms.line_by_party.values())) for p in",
        *GOLDEN,
        *PLACES_TEST,
    ),
    _at(
        "table applied upward only",
        "src/holdfire/verification/min_distance.py",
        '0 if each.distance is None else limit_mm(each.distance)[end == "high"]\n',
        '0 if each.distance is None else max(\n            limit_mm(each.distance)[end == "high"],\n'
        "            0 if terms.distance is None else limit_mm(terms.distance)[0])\n",
        *GOLDEN,
    ),
    _at(
        "local midnight taken as UTC",
        "src/holdfire/agreement/moment.py",
        "datetime.combine(moment.day, time(), ZoneInfo(zone)).astimezone(UTC)",
        "datetime.combine(moment.day, time(), UTC)",
        "tests/unit/agreement/test_moment.py",
    ),
    _at(
        "phase order not looked at",
        "src/holdfire/agreement/terms_withdrawal.py",
        "deadline is not None and before is not None and deadline <= before",
        "False",
        "tests/unit/agreement/test_terms_withdrawal.py",
    ),
    _at(
        "phases dropped",
        f"{ACCORD}macros/withdraw_by.py",
        "return (*steps, (terms.area, deadline))",
        "return ((terms.area, deadline),)",
        *CASES,
    ),
    _at(
        "party names swapped in one branch",
        "src/holdfire/verification/min_distance.py",
        "side = on_side_of(atlas, line, points, which, party)",
        "side = on_side_of(atlas, line, points, which, next(p for p in (*lines, party) if p != party))",
        *GOLDEN,
        *PLACES_TEST,
    ),
)

TIME = (
    _at(
        "timeline: conflict read as true",
        f"{ACCORD}timeline/leaf.py",
        "return UNKNOWN if count[FALSE] else TRUE",
        "return TRUE",
        *TIMELINE,
    ),
    _at(
        "timeline: conflict read as false",
        f"{ACCORD}timeline/leaf.py",
        "return UNKNOWN if count[FALSE] else TRUE",
        "return FALSE if count[FALSE] else TRUE",
        *TIMELINE,
    ),
    _at(
        "timeline: since looks at its own start",
        f"{ACCORD}timeline/sweep.py",
        "start = max(start, begin - 1)",
        "start = max(start, begin)",
        *TIMELINE,
    ),
    _at(
        "points: since looks at its own start",
        f"{ACCORD}points/temporal.py",
        "false_at = breaks.last_true(last + 1, at)  # left",
        "false_at = breaks.last_true(last, at)  # left",
        *POINTS,
    ),
    _at(
        "timeline: upper bound of once ignored",
        f"{ACCORD}timeline/sweep.py",
        "return start + a, ENDLESS if b is None else end + b",
        "return start + a, ENDLESS",
        *TIMELINE,
    ),
    _at(
        "points: upper bound of once ignored",
        f"{ACCORD}points/window.py",
        "return lambda at: (((at >> SHIFT) - high) << SHIFT, at)",
        "return lambda at: (BEFORE, at)",
        *POINTS,
    ),
    _at(
        "points: eventually false before its window ends",
        f"{ACCORD}points/temporal.py",
        "if world.open_end and high > world.points[-1]:\n            return 1\n        return 1 if side.first_maybe",
        "if world.open_end and high > world.points[-1]:\n            return 0\n        return 1 if side.first_maybe",
        *POINTS,
    ),
    _at(
        "points: settled before the window ends",
        f"{ACCORD}points/rule.py",
        "> (at >> SHIFT) + self._reach",
        ">= (at >> SHIFT) + self._reach",
        *POINTS,
    ),
    _at(
        "norms: an obligation violated before it is due",
        f"{ACCORD}norms/obligation.py",
        "    if awaited:\n        return Word.PENDING, None\n",
        "",
        *GRAVE_TEST,
    ),
    _at(
        "timeline: event in an interval unknown everywhere",
        f"{ACCORD}timeline/sweep.py",
        "        if one.value is Truth.TRUE:\n            sure.append(",
        "        if one.value is Truth.FALSE:\n            sure.append(",
        *TIMELINE,
    ),
    _at(
        "timeline: event taken at its midpoint",
        f"{ACCORD}timeline/leaf.py",
        "    base = silent(silences)\n",
        "    claims = [Claim(c.value, (c.start + c.end) // 2, (c.start + c.end) // 2, True, c.lack, c.ids)\n"
        "              if _occurs(c) else c for c in claims]\n    base = silent(silences)\n",
        *TIMELINE,
    ),
    _at(
        "timeline: count has no upper end",
        f"{ACCORD}timeline/aggregate.py",
        "most = None if most is None else max(most, 0)",
        "most = 0",
        *TIMELINE,
    ),
    _at(
        "timeline: open rest closes a count",
        f"{ACCORD}timeline/aggregate.py",
        "least, most = None if signed else 0, None",
        "least, most = 0, 0",
        *TIMELINE,
    ),
    _at(
        "points: retraction ignored",
        f"{ACCORD}points/engine.py",
        "            self._amend(at, removed=(had,))",
        "            del had",
        *POINTS,
        "-k",
        "arrival",
    ),
    _at(
        "timeline: retraction ignored",
        f"{ACCORD}timeline/store.py",
        "        if self.present.pop(statement, False) is False:",
        "        if statement in self.present or True:",
        *ENGINE,
    ),
    _at(
        "points: late event dropped",
        f"{ACCORD}points/engine.py",
        "            self._late_point(at, tuple(facts))\n",
        "",
        *POINTS,
        "-k",
        "arrival",
    ),
    _at(
        "timeline: late event dropped",
        f"{ACCORD}timeline/engine.py",
        "changed = [delta for delta in deltas if self._applied(delta)]",
        "changed = [d for d in deltas if self._applied(d) and self.k is None]",
        *ENGINE,
    ),
    _at(
        "points: support counted with multiplicity",
        f"{ACCORD}points/track.py",
        "if self.extra is not None and (at, value) in self.extra:",
        "if False:",
        *CASES,
    ),
)

DIRECT = (
    _at(
        "direct: conflict read as true",
        "tests/oracle/world.py",
        "return UNKNOWN if {TRUE, FALSE} <= found else max(found)",
        "return max(found)",
        *BY_HAND,
    ),
    _at(
        "direct: conflict read as false",
        "tests/oracle/world.py",
        "return UNKNOWN if {TRUE, FALSE} <= found else max(found)",
        "return FALSE if {TRUE, FALSE} <= found else max(found)",
        *BY_HAND,
    ),
    _at(
        "direct points: since looks at its own start",
        "tests/oracle/points.py",
        "*left[j + 1 : i + 1]",
        "*left[j : i + 1]",
        *POINTS,
    ),
    _at(
        "direct timeline: since looks at its own start",
        "tests/oracle/timeline.py",
        "            unbroken = min(unbroken, left[j])\n",
        "",
        *BY_HAND,
    ),
    _at(
        "direct points: upper bound of once ignored",
        "tests/oracle/tree.py",
        "(bound.high is None or distance <= bound.high)",
        "True",
        *RULES,
    ),
    _at(
        "direct timeline: upper bound of once ignored",
        "tests/oracle/timeline.py",
        "-1 if bound.high is None else max(i - bound.high, -1)",
        "-1",
        *BY_HAND,
    ),
    _at(
        "direct points: eventually false before its window ends",
        "tests/oracle/points.py",
        "later = FALSE if complete else Truth.UNKNOWN",
        "later = FALSE",
        *POINTS,
    ),
    _at(
        "direct: event in an interval unknown everywhere",
        "tests/oracle/world.py",
        "return event.value is TRUE and not any(denied)",
        "return False",
        *BY_HAND,
    ),
    _at(
        "direct: event surely at every instant of its interval",
        "tests/oracle/world.py",
        "min(c.value, UNKNOWN) if w else c.value",
        "c.value",
        *BY_HAND,
    ),
    _at(
        "direct: count has no upper end",
        "tests/oracle/sets.py",
        "high += math.inf if many else max(most, 0)",
        "high += 0",
        *BY_HAND,
    ),
    _at(
        "direct: open world treated as closed",
        "tests/oracle/world.py",
        "return _silent(self.trace.unlisted(name), t)",
        "return FALSE",
        *BY_HAND,
    ),
)

MUTANTS = (*THRESHOLDS, *NORMS, *CLAUSES, *TIME, *DIRECT)
