"""A synthetic front with known truth, for measuring how well detections are put together.

In: a plan (how many detections, how dense, which mistakes) and a seed. Out: detections with
the event each is of, the events, and the table of witnesses that the solver takes. Nothing
here is taken from real data, and the solver's table holds no truth.
"""
