"""However many statements go back to one origin, they confirm nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from holdfire.base.instant import TimeSpan
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.base.place import Covariance, point
from holdfire.detections import detect
from holdfire.detections.channel import channels_of
from holdfire.incidents import Incident, associate, is_confirmed, model_for
from holdfire.observations.record import (
    Assertion,
    Observation,
    observation_id,
    observation_table,
)

MORNING = datetime(2025, 3, 18, 8, tzinfo=UTC)
TOLD = (
    "У Краматорську о 7:35 дрон влучив у школу, поранено трьох людей, повідомив мер Іван Стеценко",
    "О 7:35 в краматорську школу влучив дрон, поранені троє людей, повідомив мер Іван Стеценко",
    "В Краматорске в 7:35 беспилотник попал в школу, ранены три человека, сообщил мэр Иван Стеценко",
    "In Kramatorsk a drone hit a school at 7:35 and wounded three people, mayor Ivan Stetsenko said",
)


def report(number: int, text: str) -> Observation:
    time = MORNING + timedelta(minutes=number % 90)
    return Observation(
        id=observation_id(f"paper{number % 40}", str(number)),
        source=f"paper{number % 40}",
        modality=Modality.REPORT,
        raw_sha256="0" * 64,
        record_index=number,
        synthetic=False,
        affiliation_seal="seal",
        time=TimeSpan(time, time, sigma_s=3600.0),
        place=point(37.57, 48.73, Covariance(4e6, 0.0, 4e6)),
        asserted=(Assertion(Phenomenon.STRIKE, "strike"),),
        origin_keys=(f"url:paper{number % 40}.example/{number}",),
        narrative=text,
    )


def solved(rows: list[Observation]) -> tuple[Incident, ...]:
    found = detect(observation_table(rows))
    return associate(found, model=model_for(found))


@pytest.mark.parametrize(
    "telling", [TOLD[:1], TOLD], ids=["copied", "rewritten and translated"]
)
def test_a_thousand_statements_of_one_origin_confirm_nothing(telling: tuple[str, ...]) -> None:
    rows = [report(number, telling[number % len(telling)]) for number in range(1000)]
    found = solved(rows)
    assert sum(len(one.detections) for one in found) == 1000
    for one in found:
        assert one.existence.value < 0.95
        assert len(one.modalities) == 1
        assert one.origins == 1
        assert not is_confirmed(one)
    assert len({group for one in found for group in one.origin_groups}) == 1
    assert len(set(channels_of(observation_table(rows)).to_pylist())) == 1


def test_the_same_words_are_one_incident_with_one_origin() -> None:
    (found,) = solved([report(number, TOLD[number % 4]) for number in range(40)])
    assert (found.origins, len(found.detections)) == (1, 40)
