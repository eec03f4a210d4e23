"""Names of places: what a name means, how far that reaches, or "not found".

Enters: names from reports, and lists of places (the embedded list of cities, own lists).
Leaves: ``PlaceFound`` or ``PlaceNotFound`` with the nearest candidates.
Never: a guess among several places that is not named as one.
"""

from holdfire.observations.gazetteer.entry import Entry
from holdfire.observations.gazetteer.finder import Gazetteer
from holdfire.observations.gazetteer.importing import Imported, RefusedEntry, read_gazetteer

__all__ = ["Entry", "Gazetteer", "Imported", "RefusedEntry", "read_gazetteer"]
