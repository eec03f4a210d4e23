"""Who could observe a clause: instruments before clauses, before anything happens.

Enters: the clauses of an agreement, and a sensors file. Leaves: for each clause what could
show it violated or kept, how probably and how soon. Never: an observation or a verdict.
"""
