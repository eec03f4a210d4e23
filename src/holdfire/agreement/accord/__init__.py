"""The clause language: one core tree, two frames of time, three values of truth."""
