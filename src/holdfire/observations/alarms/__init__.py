"""The source alarms."""
