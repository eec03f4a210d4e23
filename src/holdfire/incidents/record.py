"""An incident: one happening, fused from detections, with what is not known about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from holdfire.base.instant import TimeSpan
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.base.quantity import Probability

__all__ = ["Incident", "Link", "Region"]


@dataclass(frozen=True, slots=True)
class Region:
    """Where it happened: weighted nodes (degrees) that sum to one, and the moments.

    ``nodes`` are ``(lon, lat, weight)``; a probability of lying in a zone is the sum of
    the weights of the nodes inside. ``major_m``/``minor_m``/``angle_deg`` is the 90 %
    ellipse (semi-axes in metres, major axis clockwise from north).
    """

    lon: float
    lat: float
    cov_ee_m2: float
    cov_en_m2: float
    cov_nn_m2: float
    major_m: float
    minor_m: float
    angle_deg: float
    nodes: tuple[tuple[float, float, float], ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Why two detections are held to be one happening: log-likelihood ratio in nats."""

    left: str
    right: str
    llr: float


@dataclass(frozen=True, slots=True)
class Incident:
    """One happening. It has a place and no zone, an origin count and no side.

    ``classes`` are phenomenon probabilities that sum to one. ``attributes`` are sets of
    values still possible (lists); an absent key is unknown. ``origins`` counts independent
    origin groups (copies of one message count once), ``modalities`` the different physical
    ways of knowing. ``count_low``/``count_high`` is the number of single explosions, bursts
    or shots, kept apart from the number of incidents; ``None`` if not counted.
    ``contrary`` lists detections that speak against it.
    """

    id: str
    detections: tuple[str, ...]
    existence: Probability
    classes: tuple[tuple[Phenomenon, float], ...]
    attributes: Mapping[str, tuple[object, ...]]
    time: TimeSpan
    region: Region | None
    admin_codes: tuple[str, ...]
    origins: int
    origin_groups: tuple[str, ...]
    modalities: tuple[Modality, ...]
    sources: tuple[str, ...]
    count_low: int | None
    count_high: int | None
    synthetic: bool
    links: tuple[Link, ...]
    contrary: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
