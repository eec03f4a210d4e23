"""The room base."""
