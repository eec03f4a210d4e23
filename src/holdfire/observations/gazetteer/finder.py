"""The gazetteer: own lists first, then the embedded one; "not found" is an answer.

Rule for several places of one name: exact spellings before alike ones, own lists before
the embedded one. Among what is left one is taken only if it is alone, if all are the same
place listed twice, or if it has at least ten times the people of the next; otherwise the
answer is "not found" with the candidates. How many others bore the name is always said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from holdfire.base.geodesy import distance_m
from holdfire.base.place import Place, Stated, disc
from holdfire.observations.gazetteer.embedded import embedded_index
from holdfire.observations.gazetteer.entry import Entry
from holdfire.observations.gazetteer.index import Index, Match, build_index
from holdfire.observations.gazetteer.region import region_of
from holdfire.observations.record import PlaceCandidate, PlaceFound, PlaceNotFound

__all__ = ["Gazetteer"]

_PROMINENT = 10
_SHOWN = 5
_NO_INDEX = build_index(())
Near = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Finds places by name; satisfies ``PlaceFinder``.

    ``own`` are imported lists, searched first; ``embedded`` gives the embedded list for a
    country and a time zone (``None`` for both: the whole world, slow), or is ``None``.
    """

    own: Index = _NO_INDEX
    embedded: Callable[[str | None, str | None], Index] | None = embedded_index

    @classmethod
    def with_own(cls, entries: Sequence[Entry], *, embedded: bool = True) -> Gazetteer:
        """A gazetteer of these own entries, and of the embedded list unless refused."""
        return cls(build_index(entries), embedded_index if embedded else None)

    def find(
        self,
        name: str,
        *,
        near: Near | None = None,
        country: str | None = None,
        admin: str | None = None,
        zone: str | None = None,
    ) -> PlaceFound | PlaceNotFound:
        """The one place of this name inside all the limits given, or why there is none."""
        listed = self._candidates(name, country, zone)
        if admin is not None:
            listed = [c for c in listed if c.admin in (None, admin)]
        if near is not None:
            listed = [_with_distance(c, near) for c in listed]
        inside = [c for c in listed if near is None or _km(c) <= near[2]]
        if not inside:
            return self._missing(name, listed, near, country, zone)
        first = inside[0]
        rivals = [c for c in inside if _tier(c) == _tier(first)]
        chosen = _chosen(rivals)
        if chosen is None:
            reason = f"{len(rivals)} places bear this name and none is clearly meant"
            return PlaceNotFound(reason, _nearest(rivals))
        return PlaceFound(_place(chosen), chosen, len(inside) - 1)

    def candidates(
        self, name: str, *, country: str | None = None, zone: str | None = None
    ) -> tuple[PlaceCandidate, ...]:
        """Every listed place of this name: exact before alike, own before embedded."""
        return tuple(self._candidates(name, country, zone))

    def region(
        self, name: str, *, country: str | None = None, zone: str | None = None
    ) -> PlaceFound | PlaceNotFound:
        """The region of this name: listed as one, or named after its largest place.

        The embedded list has no regions, so centre and radius are those of the listed
        places that lie in it.
        """
        return region_of(name, self._indexes(country, zone), _fits(country, zone))

    def _indexes(self, country: str | None, zone: str | None) -> list[Index]:
        """The lists to search, in order of precedence."""
        rest = [] if self.embedded is None else [self.embedded(country, zone)]
        return [self.own, *rest]

    def _candidates(
        self, name: str, country: str | None, zone: str | None
    ) -> list[PlaceCandidate]:
        """Settlements of this name, in order of precedence."""
        fits = _fits(country, zone)
        matches = [m for index in self._indexes(country, zone) for m in index.named(name)]
        kept = [m for m in matches if fits(m.entry) and not m.entry.is_region]
        return [_candidate(m) for m in sorted(kept, key=lambda match: not match.exact)]

    def _missing(
        self,
        name: str,
        listed: Sequence[PlaceCandidate],
        near: Near | None,
        country: str | None,
        zone: str | None,
    ) -> PlaceNotFound:
        """Why nothing was found, and what came nearest."""
        fits = _fits(country, zone)
        alike = [
            _candidate(Match(entry, entry.name, exact=False))
            for index in self._indexes(country, zone)
            for entry in index.like(name)
            if fits(entry)
        ]
        if near is not None:
            alike = [_with_distance(c, near) for c in alike]
        if listed and near is not None:
            reason = f"no place of this name lies within {near[2]:g} km"
        else:
            reason = "no place of this name is listed"
        return PlaceNotFound(reason, _nearest([*listed, *alike]))


def _fits(country: str | None, zone: str | None) -> Callable[[Entry], bool]:
    """A test that excludes only what is known to lie elsewhere."""

    def fits(entry: Entry) -> bool:
        """Is the entry not known to be of another country or zone?"""
        same_country = country is None or entry.country in (None, country)
        return same_country and (zone is None or entry.zone in (None, zone))

    return fits


def _candidate(match: Match) -> PlaceCandidate:
    """The match as the record hands it out."""
    entry = match.entry
    return PlaceCandidate(
        name=entry.name,
        matched=match.spelling,
        exact=match.exact,
        lon=entry.lon,
        lat=entry.lat,
        radius_m=entry.radius_m,
        gazetteer=entry.gazetteer,
        country=entry.country,
        admin=entry.admin,
        population=entry.population,
    )


def _tier(candidate: PlaceCandidate) -> tuple[bool, str]:
    """Candidates of one tier are rivals: equally exact, from one list."""
    return candidate.exact, candidate.gazetteer


def _km(candidate: PlaceCandidate) -> float:
    """The distance to the point asked about, or endless."""
    return float("inf") if candidate.distance_km is None else candidate.distance_km


def _with_distance(candidate: PlaceCandidate, near: Near) -> PlaceCandidate:
    """The candidate with its distance from the point asked about, km."""
    metres = float(distance_m(near[0], near[1], candidate.lon, candidate.lat))
    return replace(candidate, distance_km=metres / 1000.0)


def _nearest(candidates: Sequence[PlaceCandidate]) -> tuple[PlaceCandidate, ...]:
    """The first few, by distance where known, then by people."""
    order = sorted(candidates, key=lambda c: (_km(c), -(c.population or 0), c.name))
    return tuple(order[:_SHOWN])


def _chosen(rivals: Sequence[PlaceCandidate]) -> PlaceCandidate | None:
    """The one that is clearly meant, by the rule of this module, or ``None``."""
    ordered = sorted(rivals, key=lambda c: (-(c.population or 0), c.lon, c.lat))
    first = ordered[0]
    apart = [
        c
        for c in ordered[1:]
        if float(distance_m(first.lon, first.lat, c.lon, c.lat))
        > max(first.radius_m, c.radius_m)
    ]
    if not apart:
        return first
    people = [c.population or 0 for c in apart]
    return first if (first.population or 0) >= _PROMINENT * max(*people, 1) else None


def _place(candidate: PlaceCandidate) -> Place:
    """A settlement as an area: a disc with its rule-of-thumb reach."""
    stated = Stated(candidate.matched, "name", "unspecified")
    return disc(candidate.lon, candidate.lat, candidate.radius_m, stated)
