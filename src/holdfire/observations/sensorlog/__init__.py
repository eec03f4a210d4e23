"""The source sensorlog: when and where each sensor could see.

Enters: a CSV that a mission keeps of its own sensors. Leaves: one observation of the
phenomenon ``sensor_state`` for each row. It never says that something happened.
"""
