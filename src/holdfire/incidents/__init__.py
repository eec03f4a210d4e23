"""Incidents: which detections are one happening, and how surely it happened.

Enters: detections and an association model. Leaves: incidents with existence, class, region,
time, attributes and their lineage; and how much of the agreement of sources is chance. It
never knows a side or a zone, never counts a copy twice, and never draws an unseeded number.
"""

from __future__ import annotations

from holdfire.incidents.association import associate, undated
from holdfire.incidents.chance import (
    ChanceOrigins,
    ChanceRate,
    chance_corroboration,
    chance_origins,
)
from holdfire.incidents.confirmation import is_confirmed
from holdfire.incidents.estimation import model_for
from holdfire.incidents.incident_table import incident_table, incidents_from
from holdfire.incidents.model import AssociationModel
from holdfire.incidents.record import Incident, Link, Region

__all__ = [
    "AssociationModel",
    "ChanceOrigins",
    "ChanceRate",
    "Incident",
    "Link",
    "Region",
    "associate",
    "chance_corroboration",
    "chance_origins",
    "incident_table",
    "incidents_from",
    "is_confirmed",
    "model_for",
    "undated",
]
