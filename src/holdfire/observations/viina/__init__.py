"""VIINA: news reports of attacks on infrastructure, in Ukrainian and Russian."""
