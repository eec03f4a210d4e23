"""The room observations."""
