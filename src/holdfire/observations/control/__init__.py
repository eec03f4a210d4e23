"""The source control."""
