"""What could not be seen, as plain sentences: when nobody could tell, and who was blind."""

from __future__ import annotations

from collections.abc import Sequence

from holdfire.base.instant import from_micros, micros
from holdfire.detections.coverage import Coverage
from holdfire.verification.intervals import IntervalSet, complement
from holdfire.verification.watch import Needs, chance_of
from holdfire.verification.window import Window

__all__ = ["gap_sentences", "minute"]

_MOST = 5


def minute(at_us: int) -> str:
    """An instant (microseconds) as UTC to the minute."""
    return from_micros(at_us).strftime("%Y-%m-%d %H:%M")


def gap_sentences(
    records: Sequence[Coverage],
    needs: Needs,
    absent_at: float,
    window: Window,
    seen: IntervalSet,
) -> tuple[str, ...]:
    """The longest stretches in which no part was seen, then what each source lacked.

    ``seen`` are the times at which at least some part of the area was watched.
    """
    return (*_silent(window, seen), *_sources(records, needs, absent_at, window))


def _silent(window: Window, seen: IntervalSet) -> list[str]:
    """When nobody could have told, the longest first."""
    if not len(seen):
        return ["At no time could any source have told whether it was quiet here."]
    gaps = complement(seen, window.start_us, window.end_us).tolist()
    longest = sorted(gaps, key=lambda gap: (gap[0] - gap[1], gap[0]))[:_MOST]
    said = [
        f"Nobody could have told from {minute(low)} to {minute(high)} UTC."
        for low, high in sorted(longest)
    ]
    if len(gaps) > _MOST:
        said.append(f"{len(gaps) - _MOST} shorter gaps are not listed.")
    return said


def _sources(
    records: Sequence[Coverage], needs: Needs, absent_at: float, window: Window
) -> list[str]:
    """Sources that were blind, too weak, or never measured."""
    blind: dict[tuple[str, str], list[tuple[int, int]]] = {}
    unmeasured, weak = set(), set()
    for record in records:
        low, high = micros(record.time.start), micros(record.time.end)
        if high < window.start_us or low >= window.end_us:
            continue
        if record.reason_blind is not None:
            key = (record.sensor, record.reason_blind)
            blind.setdefault(key, []).append((low, high))
            continue
        for need in needs:
            if need.intersection(record.phenomena):
                chance = chance_of(record, need)
                if chance is None:
                    unmeasured.add(record.source)
                elif chance[0] < absent_at:
                    weak.add(record.sensor)
    said = [
        f"{sensor} could not see ({reason}): {len(spans)} times between "
        f"{minute(min(low for low, _ in spans))} and {minute(max(h for _, h in spans))} UTC."
        for (sensor, reason), spans in sorted(blind.items())
    ][:_MOST]
    if unmeasured:
        said.append(
            "Nobody has measured what would be missed by: "
            + ", ".join(sorted(unmeasured))
            + "."
        )
    if weak:
        said.append(f"Seen with a probability below {absent_at:.2f} only: {_named(weak)}.")
    return said


def _named(sensors: set[str]) -> str:
    """The first sensors by name, and how many more there are."""
    names = sorted(sensors)
    more = len(names) - _MOST
    return ", ".join(names[:_MOST]) + (f" and {more} more" if more > 0 else "")
