"""Why a clause has its verdict, in plain sentences that are the same for every side."""

from __future__ import annotations

from collections.abc import Sequence

from holdfire.agreement.clause import Standard
from holdfire.verification.verdict import CoverageShare, Verdict, Witness

__all__ = ["percent", "seen_sentence", "sentences"]


def percent(share: float) -> str:
    """A share as a percentage with one decimal, cut and never rounded up to a limit."""
    return f"{int(share * 1000.0 + 1e-9) / 10.0:g} %"


def seen_sentence(coverage: CoverageShare) -> str:
    """How much was seen."""
    if coverage.share is None:
        return "No shape says which area is meant, so no share of it can be called seen."
    return (
        f"{percent(coverage.share)} of the area and time was seen well enough to tell "
        "whether it was quiet."
    )


def sentences(
    verdict: Verdict,
    found: tuple[float, int, int, str],
    coverage: CoverageShare,
    standard: Standard,
    witness: Sequence[Witness],
) -> tuple[str, ...]:
    """The reason: what was found, what the clause asks for, what was seen.

    ``found`` is the lowest probability of a match, the number of independent origins and of
    matching incidents, and a sentence that a kind of clause says in place of ours.
    """
    low, origins, matches, own = found
    shown = (
        f"That the clause was not kept has a probability of at least {percent(low)}, on "
        f"{origins} independent {'origin' if origins == 1 else 'origins'}; the clause asks "
        f"for {percent(standard.violated_at)} on {standard.min_origins}."
    )
    recorded = own or (f"{_incidents(matches)} recorded." if matches else "")
    if verdict is Verdict.VIOLATED:
        said = [recorded, shown, seen_sentence(coverage)]
    elif verdict is Verdict.UNDETERMINED:
        missing = f"{witness[0].what[0].upper()}{witness[0].what[1:]}." if witness else ""
        said = [recorded, shown, missing]
    else:
        said = [
            own or "No recorded incident matches.",
            seen_sentence(coverage),
            _asked(verdict, standard),
        ]
    return tuple(text for text in said if text)


def _asked(verdict: Verdict, standard: Standard) -> str:
    """How much the clause wants to be seen before silence counts."""
    asked = f"The clause asks for {percent(standard.min_coverage)}"
    if verdict is Verdict.COMPLIED:
        return f"{asked} to be seen."
    return f"{asked}; silence where nobody could have seen shows nothing."


def _incidents(count: int) -> str:
    """The number of matching incidents with its verb."""
    return "1 matching incident is" if count == 1 else f"{count} matching incidents are"
