"""store: where a workspace is kept; two databases and two object stores behind two ports.

In: SQL of one dialect, bytes under a name. Out: rows, bytes, and a promise: what was
acknowledged survives a kill. Never: what the rows mean, which is the ledger's.
"""
