"""Holdfire: verifies a ceasefire from open observations, in a way both sides can check."""

__version__ = "0.1.0"
