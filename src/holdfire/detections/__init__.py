"""The room detections."""
