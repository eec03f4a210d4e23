"""Whose source is it: asked at registration, sealed, opened only by verification and above."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from importlib import resources

import yaml

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.base.identity import NAMESPACE

__all__ = ["affiliation_of", "known_affiliations", "seal_of"]


def seal_of(source: str) -> str:
    """The pointer to the answer; it does not depend on the answer."""
    return str(uuid.uuid5(NAMESPACE, f"affiliation/{source}"))


def known_affiliations() -> dict[str, str]:
    """The answers this program ships for the sources it knows."""
    text = resources.files("holdfire.service").joinpath("affiliation.yaml").read_text("utf-8")
    return {str(name): str(answer) for name, answer in yaml.safe_load(text).items()}


def affiliation_of(source: str, given: Mapping[str, str]) -> str:
    """The operator's answer for the source; raises when nobody has given one."""
    answer = given.get(source) or known_affiliations().get(source)
    if answer is None:
        raise BadInput(Code.AFFILIATION_UNKNOWN, f"nobody has said whose source {source!r} is")
    return answer
