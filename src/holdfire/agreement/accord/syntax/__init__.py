"""The language as text: formulas, rules of other monitors, signatures and logs, and back.

In: text. Out: trees, points of a log, and text again. Never: a guess. What is outside the
language is refused by name, with its place and the next step.
"""
