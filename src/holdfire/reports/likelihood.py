"""Words for probabilities: the ICD 203 scale, generated from numbers, never the reverse."""

from __future__ import annotations

from bisect import bisect_right

__all__ = ["EDGES", "WORDS", "confidence_word", "likelihood_word"]

# US Intelligence Community Directive 203 (2015), table of likelihood terms. The published
# ranges share their edges; here each interval is half-open, [edge, next edge).
EDGES = (0.01, 0.05, 0.20, 0.45, 0.55, 0.80, 0.95, 0.99)
WORDS = (
    "almost no chance",
    "very unlikely",
    "unlikely",
    "roughly even chance",
    "likely",
    "very likely",
    "almost certain",
)


def likelihood_word(probability: float) -> str | None:
    """The word of the interval that holds the probability.

    ``None`` below 1 % and above 99 %: the scale has no word there, print the number.
    ``probability`` lies in 0..1; exactly 99 % is still *almost certain*.
    """
    if probability == EDGES[-1]:
        return WORDS[-1]
    index = bisect_right(EDGES, probability) - 1
    return WORDS[index] if 0 <= index < len(WORDS) else None


def confidence_word(origins: int, modalities: int, *, calibrated: bool) -> str:
    """Confidence in the basis, apart from likelihood: high, moderate or low.

    High needs at least two independent origins, two modalities and measured calibration;
    moderate needs two independent origins; anything else is low.
    """
    if origins >= 2 and modalities >= 2 and calibrated:
        return "high"
    return "moderate" if origins >= 2 else "low"
