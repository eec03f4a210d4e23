from __future__ import annotations

from tests.fakes.run_view import FakeRun

from holdfire.verification.verdict import Verdict
from holdfire.web.answers import answers_of, clause_text, counters, matched_by


def test_counters_have_all_four_words_and_every_clause_once(run: FakeRun) -> None:
    answers = answers_of(run)
    for reading, count in counters(answers).items():
        assert set(count) == {verdict.value for verdict in Verdict}
        assert sum(count.values()) == sum(a.reading == reading for a in answers)


def test_only_a_violated_clause_is_alleged(run: FakeRun) -> None:
    assert {a.verdict for a in answers_of(run) if a.alleged} == {"violated"}


def test_an_incident_knows_its_clauses_and_its_probability(run: FakeRun) -> None:
    answers = answers_of(run)
    for incident, clauses in matched_by(answers).items():
        for clause in clauses:
            match = clause.chance_of(incident)
            assert match is not None
            assert match["incident"] == incident


def test_a_clause_nobody_wrote_has_no_text(run: FakeRun) -> None:
    assert clause_text(run.agreement, "strict", "99") is None
    found = clause_text(run.agreement, "strict", "1.a")
    assert found is not None
    assert found.ref == "Art. 1.a"
