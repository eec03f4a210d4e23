"""Detections: what was there, how sure, and who could have seen it.

Enters: observations. Leaves: detections (one per asserted happening, with existence and its
interval), judged coverage, and areas held. It never merges two sources, never consults an
agreement, never gives a probability to detect that nobody measured or declared.
"""

from __future__ import annotations

from holdfire.detections.coverage import Coverage
from holdfire.detections.coverage_table import coverage_from, coverage_table
from holdfire.detections.detection import detect
from holdfire.detections.holding import Holding, holdings
from holdfire.detections.judgement import judge_coverage
from holdfire.detections.record import DETECTION_SCHEMA

__all__ = [
    "DETECTION_SCHEMA",
    "Coverage",
    "Holding",
    "coverage_from",
    "coverage_table",
    "detect",
    "holdings",
    "judge_coverage",
]
