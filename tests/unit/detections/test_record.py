from holdfire.detections.record import DETECTION_SCHEMA
from holdfire.observations.record import OBSERVATION_SCHEMA


def test_columns_passed_through_keep_their_type() -> None:
    shared = set(DETECTION_SCHEMA.names) & set(OBSERVATION_SCHEMA.names)
    assert {"lon", "t_start", "area_wkb", "attributes", "scan"} <= shared
    for name in shared:
        assert DETECTION_SCHEMA.field(name).type == OBSERVATION_SCHEMA.field(name).type


def test_no_column_says_whose_it_is() -> None:
    assert not [n for n in DETECTION_SCHEMA.names if "seal" in n or "affiliation" in n]
