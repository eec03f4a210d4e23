"""UCDP GED: events of organised violence, coded by hand from news and reports."""
