"""Is a clause about anything: a trace that violates it, one that keeps it, one left open.

Enters: a compiled clause. Leaves: three small invented traces, each confirmed by the same
engine that gives verdicts. Never: a claim beyond the scope that was searched.
"""
