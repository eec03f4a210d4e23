"""FIRMS: active-fire pixels of the MODIS and VIIRS satellites as CSV."""
