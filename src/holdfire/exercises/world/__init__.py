"""The drawn world: land, promises, happenings, weather; before anybody looks."""
