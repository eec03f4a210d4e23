from collections.abc import Callable

import pyarrow as pa

from holdfire.base.phenomenon import Modality
from holdfire.detections.channel import channels_of
from holdfire.observations.record import Observation

Make = Callable[..., Observation]
Table = Callable[..., pa.Table]


def found(table: pa.Table) -> list[str | None]:
    channels: list[str | None] = channels_of(table).to_pylist()
    return channels


def test_whoever_is_cited_is_the_channel_in_any_paper_and_language(
    seen: Make, table: Table
) -> None:
    uk = "У Миколаєві пролунали вибухи, заявив мер Олександр Сенкевич."
    en = "Explosions were heard in Mykolaiv, mayor Oleksandr Senkevych said."
    rows = table(
        seen("a", narrative=uk, origin_keys=("url:one.example/1",)),
        seen("b", narrative=en, source="wire"),
        seen("c", narrative="Explosions were heard in Mykolaiv", source="wire"),
    )
    cited, again, plain = found(rows)
    assert cited == again
    assert plain not in {None, cited}


def test_an_author_is_a_host_or_a_page_on_a_host_of_many(seen: Make, table: Table) -> None:
    def row(key: str, *addresses: str, **given: str) -> Observation:
        return seen(key, origin_keys=tuple(f"url:{one}" for one in addresses), **given)

    rows = table(
        row("a", "one.example/1"),
        row("b", "one.example/2", "one.example/3"),
        row("c", "t.me/town/17"),
        row("d", "t.me/s/Town/18"),
        row("e", "t.me/other/1"),
        row("f", "one.example/1", "two.example/1"),
        row("g"),
        row("h", "one.example/1", source="wire"),
    )
    a, b, c, d, e, f, g, h = found(rows)
    assert a == b
    assert c == d
    assert f == g, "several authors: the source alone"
    assert len({a, c, e, f, h}) == 5


def test_instruments_have_no_channel(seen: Make, table: Table) -> None:
    rows = table(seen("a", modality=Modality.CAMERA), seen("b", modality=Modality.ALARM))
    camera, alarm = found(rows)
    assert camera is None
    assert alarm is not None
    assert found(table()) == []
