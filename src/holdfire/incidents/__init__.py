"""The room incidents."""
