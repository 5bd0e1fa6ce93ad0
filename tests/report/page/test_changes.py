"""What changed since the last report or run."""

from dataclasses import replace

from tests.report.sample_memory import with_memory
from tests.report.samples import make_run
from zoom_policy_lint.model.memory import Chosen
from zoom_policy_lint.report.page.changes import FIRST, NO_MEMORY, changes

RUN = with_memory(make_run())
ANCHORS = {clause.id: f"clause-{place}" for place, clause in enumerate(RUN.clauses, start=1)}


def view(**memory):
    return changes(replace(RUN, memory=replace(RUN.memory, **memory)), ANCHORS)


def test_without_a_memory_or_an_earlier_run_it_says_so_and_compares_nothing():
    assert changes(make_run(), ANCHORS).said == (NO_MEMORY,)
    assert view(since=None).said == (FIRST,)
    assert not view(since=None).lists


def test_it_says_whether_it_compares_with_a_report_or_with_a_run():
    assert view().said[0] == "Compared with the last report, of 2026-08-31:"
    told = {chosen: view(chosen=chosen).said[0] for chosen in Chosen}
    assert len(set(told.values())) == len(Chosen)
    assert "the first run in this time" in told[Chosen.PERIOD_FIRST]
    assert "the run that was asked for" in told[Chosen.ASKED]


def test_a_policy_that_was_changed_is_told():
    assert any("policy itself was changed" in one for one in view().said)
    assert not any("policy itself" in one for one in view(policy_changed=False).said)


def test_safeguards_stand_in_their_own_words_by_kind_of_change():
    lists = view().lists
    assert [one.look.word for one in lists] == ["New", "Put right", "Settled", "Changed", "Gone", "Not seen"]
    assert "nothing had to be put right" in lists[2].meaning
    assert "nobody knows" in lists[-1].meaning
    assert lists[0].count == 6
    assert "Pupils chat with the host and co-hosts only (2 checks)" in lists[0].items
    assert lists[0].short.endswith("; and 2 more")


def test_a_clause_with_another_verdict_leads_to_it():
    moves = view().moves
    assert [one.said for one in moves] == [
        "G2: not in the policy → not met",
        "C1: met → not met",
        "C6b: met → not met",
    ]
    assert moves[1].anchor == "clause-4"


def test_a_rule_that_the_run_does_not_know_is_told_in_the_words_of_its_id():
    assert view().lists[-1].items == ("Gone rule (2 checks)",)


def test_nothing_new_is_said_to_be_nothing_new():
    assert "Nothing has changed." in view(rules=(), clauses=()).said
