from __future__ import annotations

import sys
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire import scale
from holdfire.base.codes import Code
from holdfire.base.errors import BadInput, MissingPart
from holdfire.scale.engine import Engine, opened, parse_engine


@pytest.mark.parametrize(
    ("text", "engine"),
    [
        ("local", Engine()),
        (" local ", Engine()),
        ("local:1", Engine("local", 1)),
        ("local:1024", Engine("local", 1024)),
        ("dask", Engine("dask")),
        ("dask:12", Engine("dask", 12)),
        ("tcp://10.0.0.5:8786", Engine("address", address="tcp://10.0.0.5:8786")),
        ("tls://head.example:8786", Engine("address", address="tls://head.example:8786")),
        ("tcp://[fd00::1]:8786", Engine("address", address="tcp://[fd00::1]:8786")),
    ],
)
def test_each_form_is_read(text: str, engine: Engine) -> None:
    assert parse_engine(text) == engine


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", Code.ENGINE_UNKNOWN),
        ("spark", Code.ENGINE_UNKNOWN),
        ("Local", Code.ENGINE_UNKNOWN),
        ("10.0.0.5:8786", Code.ENGINE_UNKNOWN),
        ("local:", Code.ENGINE_WORKERS),
        ("local:0", Code.ENGINE_WORKERS),
        ("local:-1", Code.ENGINE_WORKERS),
        ("local:2.5", Code.ENGINE_WORKERS),
        ("local:٣", Code.ENGINE_WORKERS),
        ("dask:1025", Code.ENGINE_WORKERS),
        ("dask:" + "9" * 5000, Code.ENGINE_WORKERS),
        ("dask:two", Code.ENGINE_WORKERS),
        ("tcp://10.0.0.5", Code.ENGINE_ADDRESS),
        ("tcp://:8786", Code.ENGINE_ADDRESS),
        ("tcp://10.0.0.5:87860", Code.ENGINE_ADDRESS),
        ("tcp://10.0.0.5:port", Code.ENGINE_ADDRESS),
        ("tcp://10.0.0.5:8786/path", Code.ENGINE_ADDRESS),
        ("tcp://me:secret@10.0.0.5:8786", Code.ENGINE_ADDRESS),
        ("http://10.0.0.5:8786", Code.ENGINE_ADDRESS),
        ("tcp://[fd00::1:8786", Code.ENGINE_ADDRESS),
    ],
)
def test_each_mistake_has_its_own_answer(text: str, code: Code) -> None:
    with pytest.raises(BadInput) as caught:
        parse_engine(text)
    assert caught.value.code == code
    assert "--engine" in caught.value.where


def test_an_address_without_scheme_is_offered_one() -> None:
    with pytest.raises(BadInput) as caught:
        parse_engine("10.0.0.5:8786")
    assert "tcp://10.0.0.5:8786" in caught.value.next_step


@given(st.text())
def test_any_text_is_an_engine_or_refused(text: str) -> None:
    with suppress(BadInput):
        assert parse_engine(text).kind in {"local", "dask", "address"}


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "holdfire.scale.cluster", raising=False)
    monkeypatch.delattr(scale, "cluster", raising=False)  # another test may have loaded it
    with pytest.raises(MissingPart) as caught, opened(Engine("dask", 1)):
        pass
    assert caught.value.code == Code.ENGINE_EXTRA
    assert "holdfire[dask]" in caught.value.next_step


def test_local_opens_and_closes() -> None:
    with opened(parse_engine("local:3")) as executor:
        assert executor.width == 3
