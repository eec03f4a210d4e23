"""Load-time checks of an accord, one family to a file; :mod:`.load_checks` runs them."""
