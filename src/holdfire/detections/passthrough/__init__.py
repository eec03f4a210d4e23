"""What others say happened: reports, curated lists, alarms, registers, maps."""
