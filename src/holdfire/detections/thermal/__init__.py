"""Thermal anomalies from satellites: each pixel is a detection of heat, not of its cause."""
