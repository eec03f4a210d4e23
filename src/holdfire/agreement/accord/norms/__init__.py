"""Norms: who owes what to whom, when it begins and ends, and what undoes it.

In: norm files and a trace. Out: instances with their verdict, reason, clock and life.
Never: a state that is stored as truth; each is worked out from what was known when.
"""
