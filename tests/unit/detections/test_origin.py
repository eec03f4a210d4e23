from collections.abc import Callable
from itertools import permutations

import pyarrow as pa

from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.base.place import admin
from holdfire.detections.origin import ORIGIN_JOIN_SCHEMA, origin_groups, origin_joins
from holdfire.observations.record import Observation

Make = Callable[..., Observation]
Table = Callable[..., pa.Table]
TEXT = "Explosions were heard in the town during the night, local channels say"


def groups(rows: pa.Table, systems: dict[str, str] | None = None) -> dict[str, str]:
    found = origin_groups(rows, systems or {}).to_pylist()
    pairs = zip(rows.column("id").to_pylist(), found, strict=True)
    return {str(id_): str(group) for id_, group in pairs}


def test_a_row_without_key_or_copy_is_its_own_origin(seen: Make, table: Table) -> None:
    rows = table(seen("a"), seen("b"))
    assert all(id_ == group for id_, group in groups(rows).items())


def test_shared_addresses_join_rows_over_several_steps(seen: Make, table: Table) -> None:
    items = (
        seen("a", origin_keys=("u1",)),
        seen("b", origin_keys=("u1", "u2")),
        seen("c", origin_keys=("u2",)),
        seen("d", origin_keys=("u3",)),
        seen("e"),
    )
    expected = groups(table(*items))
    assert len({expected[one.id] for one in items[:3]}) == 1
    assert len(set(expected.values())) == 3
    for order in permutations(items):
        assert groups(table(*order)) == expected, "the order of rows changes nothing"


def test_a_copy_joins_rows_that_share_no_address(seen: Make, table: Table) -> None:
    rows = table(
        seen("a", origin_keys=("u1",), narrative=TEXT),
        seen("b", origin_keys=("u2",), narrative=TEXT),
        seen("c", narrative=TEXT),
    )
    assert len(set(groups(rows).values())) == 1


def test_two_records_of_one_alarm_system_share_the_group_of_their_unit(
    seen: Make, table: Table
) -> None:
    def alarm(key: str, source: str, unit: str, hours: int = 0) -> Observation:
        return seen(
            key,
            source=source,
            modality=Modality.ALARM,
            kind=Phenomenon.ALARM,
            place=admin(unit, "gazetteer"),
            hours=hours,
            origin_keys=(key,),
        )

    rows = table(
        alarm("a", "official", "Kyivska"),
        alarm("b", "volunteer", "Kyivska", hours=1),
        alarm("c", "official", "Lvivska"),
    )
    alone = groups(rows)
    assert len(set(alone.values())) == 3, "two sources are two systems unless one says so"
    joined = groups(rows, {"official": "sirens", "volunteer": "sirens"})
    assert len(set(joined.values())) == 2


def test_a_table_without_rows_has_no_groups(table: Table) -> None:
    assert groups(table()) == {}


UK = "У Краматорську о 7:35 дрон влучив у школу, поранено трьох людей, дах і досі горить"
RU = "В Краматорске в 7:35 беспилотник попал в школу, ранены три человека, горит крыша"


def test_every_join_says_why_and_the_joins_make_the_groups(seen: Make, table: Table) -> None:
    items = (
        seen("a", origin_keys=("u1", "u2"), narrative=UK),
        seen("b", narrative=RU),
        seen("c", origin_keys=("u1", "u2")),
        seen("d", origin_keys=("u2",)),
        seen("e", origin_keys=("u9",), narrative="quiet"),
    )
    rows = table(*items)
    joins = origin_joins(rows, {})
    assert joins.schema == ORIGIN_JOIN_SCHEMA
    found = groups(rows)
    for join in joins.to_pylist():
        assert join["left"] < join["right"]
        assert found[join["left"]] == found[join["right"]]
    assert len({found[one.id] for one in items[:4]}) == 1
    linked = {one for join in joins.to_pylist() for one in (join["left"], join["right"])}
    assert linked == {one.id for one in items[:4]}
    translated = [join for join in joins.to_pylist() if join["rule"] == "translated"]
    assert len(translated) == 1
    assert "time:7:35" in translated[0]["keys"]
    assert translated[0]["llr"] > 0.0
    by_key = [join for join in joins.to_pylist() if join["rule"] == "key"]
    assert sorted(key for join in by_key for key in join["keys"]) == ["u1", "u2", "u2"]


def test_the_joins_do_not_depend_on_the_order_of_rows(seen: Make, table: Table) -> None:
    items = [seen("a", narrative=UK), seen("b", narrative=RU), seen("c", origin_keys=("u",))]
    expected = origin_joins(table(*items), {})
    for order in permutations(items):
        assert origin_joins(table(*order), {}).equals(expected)
    assert origin_joins(table(), {}).num_rows == 0
