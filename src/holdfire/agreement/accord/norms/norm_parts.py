"""Reading the parts of a norm: defeaters, waivers, created obligations, ladders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from holdfire.agreement.accord.formula import Atom
from holdfire.agreement.accord.norms.norm import (
    Condition,
    Created,
    Defeater,
    Effect,
    Remedy,
    Step,
    Waiver,
    Withdrawal,
)
from holdfire.agreement.accord.norms.norm_fields import NormFields
from holdfire.agreement.accord.norms.spans import read_quorum, read_span
from holdfire.agreement.accord.term import Constant, Variable
from holdfire.agreement.node import MappingNode, Node, ScalarNode, SequenceNode
from holdfire.agreement.problems import Refusal

__all__ = [
    "read_condition",
    "read_created",
    "read_defeaters",
    "read_ladder",
    "read_remedy",
    "read_reservation",
    "read_waiver",
    "read_withdrawal",
    "usual_step",
]

_DEFEATER_KEYS = ("name", "if", "effect", "priority", "beats", "defer")
_RESERVATION_KEYS = ("name", "if", "then", "priority", "beats")
_CREATE_KEYS = (
    "name",
    "with",
    "obligation",
    "bearer",
    "counterparty",
    "deadline",
    "every",
)
_STEPS = {"notify": "notified", "remedy": "remedied", "escalate": "escalated"}


def read_condition(norm: NormFields, key: str) -> Condition | None:
    """A formula, or ``{if: ..., within: ...}``."""
    node = norm.fields.get(key)
    if not isinstance(node, MappingNode):
        formula = norm.formula(key)
        return None if formula is None else Condition(formula)
    inner = norm.inner(node, ("if", "within"), key)
    formula = inner.formula("if", needed=True) if inner is not None else None
    if inner is None or formula is None:
        return None
    return Condition(formula, inner.span("within"))


def read_defeaters(norm: NormFields, name: str) -> tuple[Defeater, ...]:
    """The exceptions under ``unless``: a formula, a mapping, or a list of either."""
    node = norm.fields.get("unless")
    if node is None:
        return ()
    items = node.items if isinstance(node, SequenceNode) else [node]
    found: list[Defeater] = []
    for number, item in enumerate(items, 1):
        usual = "unless" if len(items) == 1 else f"unless_{number}"
        if isinstance(item, ScalarNode):
            formula = norm.formula_of(item.text.strip(), item.line, "unless")
            if formula is not None:
                found.append(Defeater(usual, formula, line=item.line))
            continue
        inner = norm.inner(item, _DEFEATER_KEYS, f"an exception of {name}")
        read = _defeater(inner, usual, item.line) if inner is not None else None
        if read is not None:
            found.append(read)
    return tuple(found)


def _defeater(norm: NormFields, usual: str, line: int) -> Defeater | None:
    """One exception with its priority."""
    formula = norm.formula("if", needed=True)
    effect = norm.fields.word("effect", [effect.value for effect in Effect])
    defer = norm.span("defer")
    if defer is not None and not effect:
        effect = Effect.DEFER.value
    if (effect == Effect.DEFER.value) != (defer is not None):
        norm.fields.refuse("L9", "effect", Refusal("defer needs a duration", "defer: 30d"))
    if formula is None:
        return None
    return Defeater(
        norm.fields.name("name", needed=False) or usual,
        formula,
        Effect(effect) if effect else Effect.EXCUSE,
        norm.priority(),
        norm.fields.texts("beats"),
        defer or 0,
        line=line,
    )


def read_reservation(norm: NormFields, party: str, node: Node) -> Defeater | None:
    """A written reservation of one party: a defeater with its priority."""
    if party not in norm.scope.accord.parties:
        norm.fields.problems.add(
            "L3", node.line, f"reservation: {party!r} is no party", norm.scope.hint(party)
        )
    inner = norm.inner(node, _RESERVATION_KEYS, f"the reservation of {party}")
    formula = inner.formula("if", needed=True) if inner is not None else None
    if inner is None or formula is None:
        return None
    then = inner.fields.get("then")
    effect, defer = Effect.EXCUSE, 0
    if isinstance(then, MappingNode):
        after = inner.inner(then, ("defer",), "then")
        effect = Effect.DEFER
        defer = (after.span("defer", needed=True) or 0) if after is not None else 0
    elif then is not None:
        effect = Effect(inner.fields.word("then", ["excuse"]) or "excuse")
    return Defeater(
        inner.fields.name("name", needed=False) or f"reservation_{party}",
        formula,
        effect,
        inner.priority(),
        inner.fields.texts("beats"),
        defer,
        party,
        node.line,
    )


def read_waiver(norm: NormFields, key: str) -> Waiver | None:
    """A formula, or ``{when, by, quorum, retroactive}``."""
    node = norm.fields.get(key)
    if not isinstance(node, MappingNode):
        formula = norm.formula(key)
        return None if formula is None else Waiver(formula, *_decided(norm, formula))
    inner = norm.inner(node, ("when", "by", "quorum", "retroactive"), key)
    formula = inner.formula("when", needed=True) if inner is not None else None
    if inner is None or formula is None:
        return None
    body, quorum = _decided(inner, formula)
    return Waiver(
        formula,
        inner.body("by") or body,
        inner.fields.read("quorum", read_quorum) or quorum,
        inner.fields.yes("retroactive"),
    )


def _decided(norm: NormFields, formula: object) -> tuple[str, None]:
    """The body that makes the fact of a bare formula, as the facts declare it."""
    if isinstance(formula, Atom):
        fact = norm.scope.accord.facts.get(formula.predicate)
        if fact is not None:
            return fact.body, None
    return "", None


def read_created(norm: NormFields) -> tuple[Created, ...]:
    """The obligations under ``create``; the keys of ``with`` stand for the values given."""
    found: list[Created] = []
    for number, node in enumerate(norm.fields.mappings("create"), 1):
        inner = norm.inner(node, _CREATE_KEYS, "a created obligation")
        if inner is None:
            continue
        values = _values(inner)
        hidden = dict(norm.scope.sorts)
        norm.scope.sorts.update(dict.fromkeys(values, "any"))
        content = inner.formula("obligation", needed=True)
        norm.scope.sorts = hidden
        if content is None:
            continue
        found.append(
            Created(
                inner.fields.name("name", needed=False) or str(number),
                content,
                inner.deadline("deadline"),
                inner.term("bearer"),
                inner.term("counterparty"),
                inner.span("every"),
                values,
                node.line,
            )
        )
    return tuple(found)


def _values(norm: NormFields) -> dict[str, str]:
    """``with: {c: a}``: what stands for a variable in this obligation."""
    found: dict[str, str] = {}
    for name, node in norm.fields.mapping("with").items():
        if isinstance(node, ScalarNode) and node.text.strip():
            found[name] = node.text.strip()
        else:
            norm.fields.problems.add("L1", node.line, f"with: {name} has no value", "{c: a}")
    return found


def read_remedy(norm: NormFields) -> Remedy | None:
    """``then: {unless, within, else: {power, holder, deadline}}``."""
    node = norm.fields.get("then")
    if node is None:
        return None
    inner = norm.inner(node, ("unless", "within", "else"), "then")
    if inner is None:
        return None
    unless, within = inner.formula("unless", needed=True), inner.span("within", needed=True)
    other = inner.fields.get("else")
    use = inner.inner(other, ("power", "holder", "deadline"), "else") if other else None
    if unless is None or within is None:
        return None
    if use is None:
        return Remedy(unless, within)
    return Remedy(
        unless,
        within,
        use.formula("power", needed=True),
        use.body("holder"),
        use.span("deadline", needed=True) or 0,
    )


def read_ladder(norm: NormFields, name: str) -> tuple[Step, ...]:
    """``[notify: 6h, remedy: 72h, escalate: board]``, each maybe with ``when``."""
    found: list[Step] = []
    for node in norm.fields.mappings("ladder"):
        inner = norm.inner(node, (*_STEPS, "when", "within"), "a step of the ladder")
        if inner is None:
            continue
        words = [word for word in _STEPS if word in inner.fields]
        if len(words) != 1:
            norm.fields.problems.add(
                "L1", node.line, "a step is one of notify, remedy, escalate", "notify: 6h"
            )
            continue
        found.extend(_step(inner, words[0], name))
    return tuple(found)


def _step(norm: NormFields, word: str, name: str) -> Iterator[Step]:
    """One step; without ``when`` it is met by a fact of the decisions register."""
    done = norm.formula("when")
    if done is None:
        done = _usual(norm, word, name)
    text = norm.fields.scalar(word, needed=True)
    within = read_span(text) if text and text[0] in "+0123456789" else None
    if isinstance(within, Refusal):
        norm.fields.refuse("L9", word, within)
        return
    if within is not None:
        yield Step(word, done, within)
        return
    yield Step(word, done, norm.span("within"), norm.body(word))


def _usual(norm: NormFields, word: str, name: str) -> Atom:
    """The usual entry, in the form in which the header declares it, if it does."""
    key = tuple(norm.scope.sorts)
    whole = usual_step(word, name, key)
    fact = norm.scope.accord.facts.get(whole.predicate)
    if fact is None or len(fact.args) == len(whole.terms):
        return whole
    if len(fact.args) != len(key):
        norm.fields.problems.add(
            "L2",
            norm.fields.node.line,
            f"{fact.name} is declared with other arguments than this norm has",
            f"Say what meets the step: {{{word}: ..., when: ...}}.",
        )
    return replace(whole, terms=whole.terms[1:])


def usual_step(word: str, norm: str, key: tuple[str, ...]) -> Atom:
    """The entry of the decisions register that meets a step: ``notified(NORM, key)``."""
    variables = tuple(Variable(name) for name in key)
    return Atom(_STEPS[word], (Constant(norm), *variables))


def read_withdrawal(norm: NormFields, variable: str, node: Node) -> Withdrawal | None:
    """What a withdrawn finding does: ``{commitments: unwind, history: keep}``."""
    known = ("when", "commitments", "history")
    inner = norm.inner(node, known, "on_withdrawn")
    if inner is None:
        return None
    formula = inner.formula("when")
    if formula is None:
        if variable not in norm.scope.sorts:
            norm.fields.problems.add(
                "L3", node.line, f"on_withdrawn: no variable {variable!r}", "Name the finding."
            )
        formula = Atom("withdrawn", (Variable(variable),))
    inner.fields.word("history", ["keep"])
    unwind = inner.fields.word("commitments", ["unwind", "keep"]) != "keep"
    return Withdrawal(formula, unwind)
