"""Users with the same answers are judged once; what comes out is what judging each of them would give."""

from copy import deepcopy
from dataclasses import replace

import pytest

from tests.evaluate import build
from tests.evaluate.build import run_of, st_joseph
from zoom_policy_lint.evaluate import panel
from zoom_policy_lint.evaluate.coverage import is_inactive
from zoom_policy_lint.evaluate.memory import MemorySnapshot
from zoom_policy_lint.model.words import Level


def crowd(snapshot: MemorySnapshot, number: int) -> MemorySnapshot:
    """The snapshot with so many users; every third has another value, every fifth a value of another type."""
    people = [one for one in snapshot.content if one.level is Level.USER and not is_inactive(one)]
    others = [one for one in snapshot.content if one not in people]
    many = []
    for index in range(number):
        user = people[index % len(people)]
        bodies = deepcopy(dict(user.bodies))
        chat = bodies["users.id.settings"]["in_meeting"]
        if index % 3 == 0:
            chat["private_chat"] = True
        if index % 5 == 0:
            chat["private_chat"] = 1
        many.append(replace(user, id=f"u{index:04}", name=f"user{index}@stjosephs.example.sch.uk", bodies=bodies))
    lists = tuple(replace(one, count=number) if one.read.endpoint == "users" else one for one in snapshot.listings)
    content = sorted((*others, *many), key=lambda one: one.level.rank)
    return MemorySnapshot(snapshot.header, lists, tuple(content))


def lines(run):
    """The roll-ups, without the example of those that are settled anyway."""
    settled = ("pass", "not_applicable")
    return [one if one.worst.status not in settled else replace(one, worst=None) for one in run.rollups]


@pytest.mark.parametrize("kept", [0, 1, 2_000])
def test_counting_and_listing_say_the_same_however_much_is_remembered(monkeypatch, kept):
    policy = st_joseph()
    snapshot = crowd(build.right_snapshot(policy), 40)
    expected = run_of(snapshot, policy)
    monkeypatch.setattr(panel, "_MOST_KEPT", kept)
    run = run_of(snapshot, policy)
    findings = list(run.findings())
    assert findings == list(expected.findings())
    assert run.summary == expected.summary
    assert lines(run) == lines(expected)
    assert run.clauses == expected.clauses
    for status, count in run.summary.findings.items():
        assert count == sum(1 for one in findings if one.status is status and not one.advisory)


def test_true_is_never_taken_for_one():
    policy = st_joseph()
    run = run_of(crowd(build.right_snapshot(policy), 40), policy)
    found = {
        f.resource.id: str(f.status)
        for f in run.findings()
        if f.rule == "no-private-chat" and f.resource.level is Level.USER
    }
    assert found["u0005"] == found["u0000"] == "unknown"
    assert found["u0003"] == "fail"
    assert found["u0001"] == "pass"


def test_a_remedy_names_the_user_it_is_for():
    policy = st_joseph()
    run = run_of(crowd(build.right_snapshot(policy), 40), policy)
    for finding in run.findings():
        if finding.rule == "no-private-chat" and finding.status == "fail" and finding.resource.level is Level.USER:
            assert finding.remediation.requests[0].path.startswith(f"/users/{finding.resource.id}/")
            assert finding.resource.name in finding.remediation.portal
