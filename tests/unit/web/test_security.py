from __future__ import annotations

import pytest
from tests.fakes.page_client import PageClient

from holdfire.web.security import DOCUMENT_POLICY, POLICY


@pytest.mark.parametrize(
    "path", ["/", "/incidents.json", "/nothing", "/api/v1/run", "/?lang=xx"]
)
def test_every_answer_carries_the_policy(client: PageClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_no_policy_lets_a_script_in_that_is_not_ours() -> None:
    assert "unsafe" not in POLICY
    assert "script-src" not in DOCUMENT_POLICY
    assert "default-src 'none'" in DOCUMENT_POLICY
    for policy in (POLICY, DOCUMENT_POLICY):
        assert "frame-ancestors 'none'" in policy
        assert "http" not in policy
