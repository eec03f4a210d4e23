"""Calibration: what channels are worth, measured by what other channels confirm."""
