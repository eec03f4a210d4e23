"""Who looks at the drawn world: each sensor's file in its own format, and the sensor log."""
