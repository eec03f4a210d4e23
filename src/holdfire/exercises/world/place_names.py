"""Invented names of settlements; no list of real places has them (tested)."""

from __future__ import annotations

__all__ = ["NAMES"]

NAMES = (
    "Orvanda", "Kelmaro", "Sildune", "Vantrel", "Mirquell", "Dorsanth", "Palvern", "Tesmoor",
    "Quillane", "Hastreve", "Norbeth", "Luminay", "Ferrowick", "Cradvale", "Zelphar",
    "Wistorne", "Jorvael", "Brantowe", "Ellasmere", "Ondrefall", "Pirrowen", "Thalgate",
    "Ruvenne", "Skarrowby", "Ildacre", "Umbermoor", "Yestrand", "Carvolde", "Menthorpe",
    "Fallowsen", "Drumquay", "Estavane",
)  # fmt: skip
