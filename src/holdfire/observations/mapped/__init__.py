"""The source mapped: any CSV or GeoJSON through a small mapping file.

Enters: the bytes of the file and the mapping that lies beside it. Leaves: one observation
for each row or feature. A column that the mapping does not name is kept as it is; a side
named in a column goes to the seal when the mapping says so. Nothing is guessed.
"""
