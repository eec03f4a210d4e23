"""The room verification."""
