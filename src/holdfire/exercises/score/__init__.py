"""Comparing the output of a run with the truth of its exercise."""
