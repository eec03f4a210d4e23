"""Sentences for the kinds that forbid: force, presence, flying, mines, crossing, strikes."""

from __future__ import annotations

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import Clause
from holdfire.agreement.nouns import noun
from holdfire.agreement.terms import (
    Cessation,
    Exclusion,
    MaxCount,
    MinDistance,
    NoCrossing,
    NoExercise,
    NoFly,
    NoMine,
    PermittedOnly,
    ProtectedObject,
    StandFast,
)
from holdfire.agreement.weapon import ObjectPredicate
from holdfire.agreement.wording import (
    distance_words,
    joined,
    line_words,
    party_words,
    place_words,
    plain,
)

__all__ = ["forbidding", "nobody", "object_words", "of_whom"]

_ACTS = {
    "any_weapon": "use any weapon",
    "small_arms": "use small arms",
    "sniper_fire": "use sniper fire",
    "heavy_weapons": "use heavy weapons",
    "air_strikes": "make air strikes",
    "hostile_acts": "commit hostile acts",
    "offensive_operations": "carry out offensive operations",
    "reconnaissance_operations": "carry out reconnaissance operations",
    "sabotage": "carry out sabotage",
}
_DOMAINS = {"land": "on land", "sea": "at sea", "air": "in the air"}
_WIDTH = {"at_least": "at least ", "exactly": "exactly ", "unsaid": ""}


def nobody(clause: Clause, agreement: Agreement) -> str:
    """The subject of a prohibition, with its modal verb."""
    names = party_words(agreement, clause.actors)
    if not names:
        return "no party may"
    if len(names) == 1:
        return f"{names[0]} may not"
    return f"neither {joined(names, 'nor')} may"


def of_whom(clause: Clause, agreement: Agreement) -> str:
    """Whose objects are meant; empty for everybody's."""
    names = party_words(agreement, clause.actors)
    return f" of {joined(names, 'or')}" if names else ""


def object_words(predicate: ObjectPredicate) -> str:
    """The objects in words; an undefined word is said to be undefined."""
    if predicate.anything:
        return "forces or weapons of any kind"
    if not predicate.classes:
        return f"{plain(predicate.term)} (not defined by the text)"
    if predicate.partly_undefined:
        return f"{noun(predicate.term)} (partly not defined by the text)"
    return noun(predicate.term)


def _spaced(words: str) -> str:
    """The words after a space, or nothing."""
    return f" {words}" if words else ""


def forbidding(clause: Clause, agreement: Agreement) -> str | None:
    """The body of a forbidding clause, or ``None`` for another kind."""
    if isinstance(clause.terms, MinDistance):
        return _min_distance(clause.terms, clause, agreement)
    if isinstance(clause.terms, MaxCount):
        return _max_count(clause.terms, clause, agreement)
    return _act(clause, agreement) or _presence(clause, agreement)


def _act(clause: Clause, agreement: Agreement) -> str | None:
    """What nobody may do."""
    terms = clause.terms
    who = nobody(clause, agreement)
    if isinstance(terms, Cessation):
        return _cessation(terms, who, agreement)
    if isinstance(terms, StandFast):
        day = f" as it ran on {terms.as_of.isoformat()}" if terms.as_of else ""
        stay = f", and must stay on its {terms.side} side" if terms.side else ""
        return f"{who} have forces across {line_words(agreement, terms.line)}{day}{stay}"
    if isinstance(terms, NoCrossing):
        unless = f" without {plain(terms.unless)}" if terms.unless else ""
        return f"{who} cross {line_words(agreement, terms.line)}{unless}"
    if isinstance(terms, ProtectedObject):
        return f"{who} strike {joined([noun(word) for word in terms.objects], 'or')}"
    return None


def _presence(clause: Clause, agreement: Agreement) -> str | None:
    """What may not be inside an area."""
    terms = clause.terms
    whose = of_whom(clause, agreement)
    area = getattr(terms, "area", None)
    where = _spaced(place_words(agreement, area)) if area is not None else ""
    if isinstance(terms, Exclusion):
        return f"there may be no {object_words(terms.objects)}{whose}{where}"
    if isinstance(terms, NoFly):
        kinds = joined([noun(word) for word in terms.objects], "or")
        return f"no {kinds}{whose} may {_verb(terms.objects)}{where}"
    if isinstance(terms, NoExercise):
        return f"no {joined(map(noun, terms.types), 'or')}{whose} may be held{where}"
    if isinstance(terms, NoMine):
        remove = ", and those already there must be removed" if terms.remove_existing else ""
        return f"no mines{whose} may be laid{where}{remove}"
    if isinstance(terms, PermittedOnly):
        return f"only {joined(map(plain, terms.permitted))} may be present{where}"
    return None


def _verb(objects: tuple[str, ...]) -> str:
    """Aircraft fly, vessels sail."""
    sailing = [word in {"vessel", "naval_vessel"} for word in objects]
    if all(sailing):
        return "sail"
    return "fly or sail" if any(sailing) else "fly"


def _cessation(terms: Cessation, who: str, agreement: Agreement) -> str:
    """No use of force."""
    acts = joined([_ACTS.get(act, plain(act)) for act in terms.acts], "or")
    domains = _spaced(joined([_DOMAINS[domain] for domain in terms.domains], "or"))
    against = party_words(agreement, [terms.against] if terms.against else [])
    whom = f" against {against[0]}" if against else ""
    return f"{who} {acts}{domains}{whom}{_spaced(place_words(agreement, terms.area))}"


def _min_distance(terms: MinDistance, clause: Clause, agreement: Agreement) -> str:
    """Nothing nearer than so much; the limit itself is allowed."""
    if terms.line_by_party:
        own = zip(
            party_words(agreement, tuple(terms.line_by_party)),
            (line_words(agreement, line) for line in terms.line_by_party.values()),
            strict=True,
        )
        line = "the reference line of its own side (" + "; ".join(
            f"{party}: {name}" for party, name in own
        )
        line += ")"
    else:
        line = line_words(agreement, terms.line)
    whose = of_whom(clause, agreement)
    parts: list[str] = []
    if terms.distance is not None:
        width = ""
        if terms.pair_width is not None:
            sense = _WIDTH[terms.width_is]
            width = f" (half of a zone {sense}{distance_words(terms.pair_width)} wide)"
        words = object_words(terms.objects)
        limit = distance_words(terms.distance)
        parts.append(f"no {words}{whose} may be less than {limit}{width} from {line}")
    if terms.table:
        known = {each.term: each.meaning for each in agreement.definitions}
        rows = "; ".join(
            f"{known.get(name, noun(name))}: {distance_words(value)}"
            for name, value in terms.table.items()
        )
        whatever = ", whatever the general rule says" if parts else f" from {line}"
        parts.append(f"these may not be less than their own distance{whatever} ({rows})")
    return "; ".join(parts)


def _max_count(terms: MaxCount, clause: Clause, agreement: Agreement) -> str:
    """At most so many."""
    limits = joined(f"{count} {noun(word)}" for word, count in terms.limits.items())
    names = party_words(agreement, clause.actors)
    who = joined(names) if names else "the parties together"
    if terms.each_side:
        who = "each side"
    return f"{who} may have at most {limits}{_spaced(place_words(agreement, terms.area))}"
