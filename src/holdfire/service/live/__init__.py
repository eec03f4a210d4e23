"""Live fusion as use cases: take in what is new, list, show, edit, and tell the history."""

from holdfire.service.live.feeding import feed
from holdfire.service.live.follower import Follower, Shown, Taken, open_live
from holdfire.service.live.statement import read_statements
from holdfire.service.live.telling import (
    edit_incidents,
    history_fields,
    history_lines,
    shown_fields,
    shown_line,
    shown_lines,
)

__all__ = [
    "Follower",
    "Shown",
    "Taken",
    "edit_incidents",
    "feed",
    "history_fields",
    "history_lines",
    "open_live",
    "read_statements",
    "shown_fields",
    "shown_line",
    "shown_lines",
]
