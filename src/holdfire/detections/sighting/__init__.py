"""Instruments and persons that were there: arrays, cameras, patrols, unmanned aircraft."""
