"""Identities depend on content and on nothing else."""

from __future__ import annotations

import pytest

from holdfire.base.identity import canonical_json, content_id, group_id, sha256_hex


def test_the_hash_of_nothing_is_the_published_one() -> None:
    assert sha256_hex(b"").startswith("e3b0c44298fc1c149afbf4c8996fb924")


def test_parts_cannot_run_together() -> None:
    assert content_id("row", "ab", "c") != content_id("row", "a", "bc")
    assert content_id("row", "a", "") != content_id("row", "a")
    assert content_id("row", "a") != content_id("file", "a")
    assert len(content_id("row", "a")) == 32


def test_a_group_has_no_order() -> None:
    assert group_id("g", ["b", "a", "c"]) == group_id("g", {"c", "b", "a"})
    assert group_id("g", ["a", "b"]) != group_id("g", ["a", "b", "b"])


def test_equal_values_give_equal_text() -> None:
    assert canonical_json({"b": 1, "a": "є"}) == '{"a":"є","b":1}'
    with pytest.raises(ValueError, match="JSON"):
        canonical_json(float("nan"))
