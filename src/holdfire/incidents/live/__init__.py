"""Live fusion: incidents that follow late, corrected and withdrawn detections.

Enters: a state and a batch of facts. Leaves: the next state, with only the touched parts
solved again; stable numbers; edits of analysts applied on top. The incidents are a function
of the set of facts and the configuration: no clock, no disk, no memory of the order.
"""

from __future__ import annotations

from holdfire.incidents.live.arrival import Arrival, Work, arrived, reconfigured
from holdfire.incidents.live.digest import content_fields, content_hash
from holdfire.incidents.live.edit import Edit, EditKind, EditStatus, merge, split, undo
from holdfire.incidents.live.editing import EDITED, Edited, Overlay, overlay
from holdfire.incidents.live.fact import (
    Batch,
    Correction,
    Receipt,
    Refusal,
    RefusalReason,
    Watermark,
    Withdrawal,
)
from holdfire.incidents.live.forced import forced_incident
from holdfire.incidents.live.known import Known, known_with
from holdfire.incidents.live.number import Held, Numbers, Step, StepKind, renumbered
from holdfire.incidents.live.standing import Idle, IdleReason
from holdfire.incidents.live.state import (
    Configuration,
    LiveState,
    incidents_of,
    openness,
    rebuilt,
    standing_rows,
)
from holdfire.incidents.live.watermark import Openness, OpenSource

__all__ = [
    "EDITED",
    "Arrival",
    "Batch",
    "Configuration",
    "Correction",
    "Edit",
    "EditKind",
    "EditStatus",
    "Edited",
    "Held",
    "Idle",
    "IdleReason",
    "Known",
    "LiveState",
    "Numbers",
    "OpenSource",
    "Openness",
    "Overlay",
    "Receipt",
    "Refusal",
    "RefusalReason",
    "Step",
    "StepKind",
    "Watermark",
    "Withdrawal",
    "Work",
    "arrived",
    "content_fields",
    "content_hash",
    "forced_incident",
    "incidents_of",
    "known_with",
    "merge",
    "openness",
    "overlay",
    "rebuilt",
    "reconfigured",
    "renumbered",
    "split",
    "standing_rows",
    "undo",
]
