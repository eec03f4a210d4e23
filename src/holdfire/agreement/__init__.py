"""The text as data: clauses with times, places and objects, under each reading.

Enters: an agreement file (YAML) and geometry files (GeoJSON).
Leaves: an :class:`Agreement`, immutable, with the hash of what it says; what is in force
when; one sentence for each clause; what a drafter should look at.
Never: a verdict, an observation, or a guess at what a text leaves open.
"""

from holdfire.agreement.agreement import (
    Agreement,
    Amendment,
    Anchor,
    Definition,
    Party,
    Reading,
    SourceText,
)
from holdfire.agreement.attachment import attach, geometry_of, shape_at
from holdfire.agreement.clause import Clause, ClauseKind, Excepted, Standard
from holdfire.agreement.describe import describe
from holdfire.agreement.geometry import Shape, ShapeKind
from holdfire.agreement.in_force import binds, changes_between, in_force, text_at
from holdfire.agreement.library import library_names, library_text, load_library
from holdfire.agreement.lint import lint
from holdfire.agreement.loader import load_agreement
from holdfire.agreement.problems import Problem
from holdfire.agreement.required import Required, required_distance
from holdfire.agreement.shapes import read_shapes
from holdfire.agreement.weapon import matches

__all__ = [
    "Agreement",
    "Amendment",
    "Anchor",
    "Clause",
    "ClauseKind",
    "Definition",
    "Excepted",
    "Party",
    "Problem",
    "Reading",
    "Required",
    "Shape",
    "ShapeKind",
    "SourceText",
    "Standard",
    "attach",
    "binds",
    "changes_between",
    "describe",
    "geometry_of",
    "in_force",
    "library_names",
    "library_text",
    "lint",
    "load_agreement",
    "load_library",
    "matches",
    "read_shapes",
    "required_distance",
    "shape_at",
    "text_at",
]
