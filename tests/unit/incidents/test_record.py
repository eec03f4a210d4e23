from dataclasses import fields

from holdfire.incidents.record import Incident, Region


def test_an_incident_has_no_zone_and_no_side() -> None:
    names = {field.name for field in fields(Incident)} | {
        field.name for field in fields(Region)
    }
    assert not [n for n in names if "zone" in n or "seal" in n or "clause" in n]
    assert {"existence", "classes", "region", "origins", "links", "contrary"} <= names
