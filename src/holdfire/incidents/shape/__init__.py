"""Densities of footprints, areas, sectors and place names as sums of small normals."""
