"""A norm written out reads back as the same norm, generated ones included."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.content_hash import version_of_norm
from holdfire.agreement.accord.norms.norm_text import read_norms
from holdfire.agreement.accord.norms.norm_words import write_norm
from holdfire.agreement.accord.norms.shipped import EXAMPLES, example, example_text

FULL = [
    ('norm: O\nmodality: obligation\nbearer: X\ncounterparty: Y\ntrigger: "asked(r)"\n'
    'when: {if: "ready(r)", within: 48h}\ncontent: "given(r)"\ndeadline: 24h\n'
    'suspend: "paused(r)"\ndischarge: {when: "let_go(r)", by: board, quorum: 5/7}\n'
    'waiver: {when: "let_go(r)", retroactive: yes}\nsurvives: yes\nseverity: grave\n'
    'unless:\n  - {name: a, if: "paused(r)", priority: 2}\n'
    '  - {name: b, if: "ready(r)", effect: bind, priority: 1}\n'
    'reservation(X): {if: "ready(r)", then: {defer: 30d}, priority: 3}\n'
    'ladder: [{notify: 6h, when: "given(r)"}, remedy: 72h, {escalate: board, within: 1h}]\n'
    'text: "Say: \\"given\\" in time."\nref: Art. 3\nstandard: 0.9\npriority: 4\n'
    "character: provocative\n"),
    'norm: W\nmodality: obligation\nforall: {r: request}\ncontent: "given(r)"\ndeadline: D + 14d\n',
    ('norm: T\nmodality: obligation\ntrigger: "asked(r)"\ncontent: "given(r)"\n'
    "deadline: 2031-03-05T12:30Z\n"),
    'norm: V\nmodality: obligation\ntrigger: "asked(r)"\ncontent: "given(r)"\nevery: 14d\n',
    ('norm: P\nmodality: power\nholder: court\nquorum: 3/3\ntrigger: "asked(r)"\n'
    'content: "let_go(r)"\nend: 48h\n'),
    ('norm: F\nmodality: prohibition\nbearer: side_of(place(u))\nforall: {u: unit}\n'
    'content: "shown(u) and dist(place(u), front) < 2 km"\nuncertainty: {decide: all_points}\n'),
]  # fmt: skip


@pytest.mark.parametrize("document", FULL, ids=lambda text: text.split("\n", 1)[0])
def test_round_trip(sample: Callable[..., Accord], document: str) -> None:
    norm = sample(document).norms[0]
    written = write_norm(norm)
    again = sample(written).norms[0]
    assert again == norm
    assert version_of_norm(again) == version_of_norm(norm)
    assert write_norm(again) == written


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_round_trip_as_a_whole(name: str) -> None:
    accord = example(name)
    header = example_text(name).split("\n---\n", 1)[0]
    written = [write_norm(norm) for norm in accord.norms if not norm.generated]
    again = read_norms("\n---\n".join([header, *written]), "again.yaml")
    assert again.version == accord.version


def test_generated_norms_can_be_read_and_signed() -> None:
    closing = write_norm(example("deployment").norm("only_permitted_deploy"))
    assert 'content: "deploy(party_1, site_2)"' in closing
    assert "ceasefire_in_force" in closing
    created = write_norm(example("grave-breach").norm("GV-1.b"))
    assert 'content: "activated(f, \\"b\\")"' in created
    assert 'when: "waived(f, \\"b\\")"' in created
