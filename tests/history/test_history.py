"""What the history tells of its runs, against a plain model of what it should."""

import itertools
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.report.samples import CLAUSES
from zoom_policy_lint.history import History, HistoryError
from zoom_policy_lint.model.memory import Age, ChangeKind
from zoom_policy_lint.model.words import ClauseVerdict, Severity, Status, Verdict

from .diary import BLIND, OPEN, STATES, keep, note, run_of, said, taken, told

NAMES = ("head", "office", "senco")
SAID = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(sorted(STATES)), max_size=3)
DAYS = st.lists(st.tuples(SAID, st.booleans()), min_size=2, max_size=5)
"""What is said of whom on each day, and whether what is not said was not seen."""


FAILED = {"fail", "worse", "reworded", "waived"}
FAILING = {"fail", "worse", "reworded"}


def seen(state):
    """What must differ for a finding to have changed."""
    return "fail" if state == "reworded" else state


class Model:
    """What one name is said to be, day by day: its state, what it was when last seen open, and its age."""

    def __init__(self, days, name):
        self.states, self.standing, self.ages = [], [], []
        first = None
        for place, (said_, blind) in enumerate(days):
            state = said_.get(name) or ("unseen" if blind else "n/a")
            before = self.standing[-1] if place else None
            now = state if state in OPEN else before if state == "unseen" else None
            first = first or (taken(place + 1) if now else None)
            since = self.ages[-1].open_since if before and now else taken(place + 1)
            same = before and now and seen(before) == seen(now)
            changed = self.ages[-1].last_changed if same else taken(place + 1)
            failing = ((before and self.ages[-1].failing_since) or taken(place + 1)) if now in FAILING else None
            self.states.append(state)
            self.standing.append(now)
            self.ages.append(Age(first, since, changed, failing) if now else None)

    def became(self, was, now):
        """The kind of change from one day to another; None where there is nothing to tell."""
        before, after = self.standing[was], self.states[now]
        if not before:
            return "new" if after in OPEN else None
        if after in OPEN:
            return "unchanged" if seen(before) == seen(after) else "changed"
        if after == "pass":
            return "fixed" if before in FAILED else "settled"
        if after == "n/a":
            return "gone"
        return "unseen" if self.states[was] in OPEN else None


@settings(max_examples=10)
@given(DAYS)
def test_changes_and_ages_are_those_of_a_plain_model(tmp_path_factory, days):
    with History.open(tmp_path_factory.mktemp("history") / "h.db") as history:
        ids = [note(history, said_, day, **(BLIND if blind else {})) for day, (said_, blind) in enumerate(days, 1)]
        models = {name: Model(days, name) for name in NAMES}
        for was, now in itertools.combinations(range(len(days)), 2):
            kinds = {name: model.became(was, now) for name, model in models.items()}
            known = {name: kind for name, kind in kinds.items() if kind not in (None, "unchanged")}
            assert told(history, ids[was], ids[now]) == known
            memory = history.memory(ids[now], since=ids[was])
            counts = Counter(kinds.values())
            assert memory.unchanged == counts["unchanged"]
            assert {kind: memory.count(kind) for kind in ChangeKind} == {kind: counts[kind] for kind in ChangeKind}
            if now == was + 1:
                assert history.find(ids[now]).changes == {kind: counts[kind] for kind in ChangeKind}
        for place, run_id in enumerate(ids):
            opened = {name: model.ages[place] for name, model in models.items() if model.states[place] in OPEN}
            assert {finding.resource.name: age for finding, age in history.aged(run_id)} == opened
            assert {finding.resource.name for finding in history.load(run_id).findings()} == opened.keys()
            for name, model in models.items():
                assert history.age(run_id, said(name, "fail").fingerprint) == model.ages[place]


@settings(max_examples=6)
@given(st.permutations(["a1", "a2", "a3", "b1", "b2"]))
def test_the_order_in_which_unrelated_series_are_recorded_never_matters(tmp_path_factory, order):
    states = {"1": {"head": "fail"}, "2": {"head": "pass", "office": "fail"}, "3": {"office": "worse"}}
    inside = sorted(order, key=lambda one: one[1])  # each account in its own order
    shuffled = [next(one for one in inside if one[0] == name[0] and not inside.remove(one)) for name in order]
    with History.open(tmp_path_factory.mktemp("history") / "h.db") as history:
        ids = {one: note(history, states[one[1]], int(one[1]), account=one[0]) for one in shuffled}
        for name in "ab":
            assert told(history, ids[f"{name}1"], ids[f"{name}2"]) == {"head": "fixed", "office": "new"}
            assert [point.run for point in history.memory(ids[f"{name}2"]).trend] == [ids[f"{name}1"], ids[f"{name}2"]]
        assert told(history, ids["a1"], ids["a3"]) == {"head": "gone", "office": "new"}


def test_a_run_is_compared_with_the_one_before_it_of_the_same_account_policy_and_part(history):
    first = note(history, {"head": "fail"}, 1)
    note(history, {"office": "fail"}, 2, account="other")
    note(history, {"office": "fail"}, 2, part="levels: account")
    last = note(history, {"head": "waived"}, 3)
    memory = history.memory(last)
    assert (memory.since.run, memory.run, memory.count(ChangeKind.CHANGED)) == (first, last, 1)
    assert history.memory(first).since is None
    assert history.memory(first).rules == ()


def test_an_older_snapshot_judged_later_takes_its_place_in_time(history):
    states = {"head": "fail", "office": "pass"}
    later = note(history, states, 5)
    earlier = note(history, {"head": "fail", "office": "fail"}, 2)
    memory = history.memory(later)
    assert memory.since.run == earlier
    assert [point.taken_at for point in memory.trend] == [taken(2), taken(5)]
    assert memory.ages["waiting-room"].open_since == taken(2)
    # how office was judged on day 5 was not looked up then, so nobody claims that it was put right ...
    assert told(history, earlier, later) == {"office": "unseen"}
    # ... until the same run is recorded again
    assert note(history, states, 5) == later
    assert told(history, earlier, later) == {"office": "fixed"}


def test_of_runs_of_one_snapshot_the_trend_has_the_last(history):
    first = note(history, {"head": "fail"}, 1)
    wrong, right = (note(history, {"head": state}, 2) for state in ("pass", "fail"))
    last = note(history, {"head": "fail"}, 3)
    assert [point.run for point in history.memory(last).trend] == [first, right, last]
    assert [point.run for point in history.memory(wrong).trend] == [first, wrong]
    assert history.memory(last).ages["waiting-room"].open_since == taken(1)
    assert history.memory(right).since.run == history.memory(wrong).since.run == first
    assert [point.run for point in history.memory(last, start=date(2026, 9, 2)).trend] == [right, last]
    assert [point.run for point in history.memory(first, start=date(2027, 1, 1)).trend] == [first]


def test_points_count_clauses_and_findings(history):
    run = replace(run_of([said("head", "fail"), said("office", "pass")]), clauses=CLAUSES)
    point = history.memory(keep(history, run)).trend[-1]
    assert point.verdict is Verdict.FAIL
    assert point.clauses == {verdict: sum(one.verdict is verdict for one in CLAUSES) for verdict in ClauseVerdict}
    assert (point.findings[Status.FAIL], point.findings[Status.PASS], point.failed[Severity.CRITICAL]) == (1, 1, 1)


def test_clauses_with_another_verdict_are_named_in_the_order_of_the_policy(history):
    keep(history, run_of([], 1, clauses=CLAUSES[1:]))
    now = (*(replace(one, verdict=ClauseVerdict.MET) for one in CLAUSES[:3]), *CLAUSES[3:])
    changed = replace(run_of([], 2, clauses=now), policy=replace(run_of([]).policy, sha256="cd" * 32))
    memory = history.memory(keep(history, changed))
    assert [(one.clause, one.before, one.after) for one in memory.clauses] == [
        ("G2", None, ClauseVerdict.MET),
        ("G6", ClauseVerdict.UNANSWERED, ClauseVerdict.MET),
    ]
    assert memory.policy_changed


def test_the_age_of_a_rule_is_that_of_the_oldest_of_its_worst_findings(history):
    note(history, {"head": "waived", "office": "fail"}, 1)
    note(history, {"head": "waived", "office": "pass"}, 2)
    last = note(history, {"head": "waived", "office": "fail", "senco": "fail"}, 3)
    age = history.memory(last).ages["waiting-room"]
    assert age == Age(taken(1), taken(3), taken(3), taken(3))
    assert [finding.resource.name for finding, _ in history.aged(last)] == ["office", "senco", "head"]


def test_a_run_is_found_by_what_people_call_it(history):
    with pytest.raises(HistoryError, match="no run yet"):
        history.find("latest")
    ids = [note(history, {"head": "fail"}, day) for day in (1, 2, 3)]
    again = note(history, {"head": "worse"}, 2)
    other = note(history, {"head": "fail"}, 1, account="other")
    assert history.find("latest").id == other  # what was recorded last is what is meant
    assert history.find("latest", account="school").id == ids[2]
    assert history.find("previous", account="school").id == again
    assert history.find("latest", within=history.find(ids[2])).id == again
    assert history.find("2026-09-02").id == again
    assert history.find(ids[0][:8]).id == history.find(ids[0]).id == ids[0]
    for text, account in (("previous", "other"), ("2026-09-04", None), ("ffffffffffff", None), ("%", None), ("", None)):
        with pytest.raises(HistoryError, match="There is no run") as caught:
            history.find(text, account=account)
        assert other in caught.value.hint
    with pytest.raises(HistoryError, match="of that account or policy"):
        history.find("latest", policy="none")
    with pytest.raises(HistoryError, match="There is no run"):
        history.memory("000000000000")


def test_a_prefix_of_several_runs_is_refused(history):
    ids = [note(history, {"head": "fail"}, day) for day in (1, 2)]
    for one, run_id in enumerate(ids):
        history._database.change("UPDATE run SET id = ? WHERE id = ?", (f"abcd{one}", run_id))
    with pytest.raises(HistoryError, match="2 runs begin with “abcd”: abcd0, abcd1"):
        history.find("abcd")
    assert history.find("abcd1").id == "abcd1"


def test_that_a_run_was_reported_is_remembered(history):
    ids = [note(history, {"head": "fail"}, day) for day in (1, 2, 3)]
    history.reported(ids[0], datetime(2026, 10, 1, 8, tzinfo=UTC))
    assert [row.reported_at for row in history.runs()] == [None, None, "2026-10-01T08:00:00Z"]
    assert history.before(ids[2], reported=True).id == ids[0]
    assert history.before(ids[2], day=date(2026, 9, 2)).id == ids[0]
    assert history.before(ids[0], reported=True) is None
    assert history.memory(ids[2], since=ids[0]).reported
    assert not history.memory(ids[2]).reported


def test_pruning_leaves_no_trace_of_what_is_removed(history, tmp_path):
    for day in range(1, 6):
        note(history, {"head": "fail", "office": "fail" if day < 3 else "pass", f"guest{day}": "manual"}, day)
        note(history, {"head": "fail"}, day, account="other")
    assert history.prune(keep_days=2, today=date(2026, 9, 5)) == 4
    assert b"guest2" not in (tmp_path / "history.db").read_bytes()
    assert history.prune(keep_runs=1, today=date(2026, 9, 5)) == 4
    [row, _] = history.runs()
    assert row.taken_at == taken(5)
    assert history.prune(keep_runs=1, today=date(2026, 9, 5)) == 0
    for table, count in (("finding", 2), ("known", 3), ("closed", 0), ("series", 2), ("open", 3)):
        assert history._database.rows(f"SELECT count(*) FROM {table}") == [(count,)], table
    assert history.prune(keep_days=0, today=date(2027, 1, 1)) == 2
    assert history._database.rows("SELECT count(*) FROM field") == [(0,)]


def test_a_record_that_cannot_be_read_is_told(history):
    run_id = note(history, {"head": "fail"})
    for damage in (b"\x00", None, "text"):
        history._database.change("UPDATE finding SET body = coalesce(?, x'789c4b4c4a06')", (damage,))
        with pytest.raises(HistoryError, match="cannot read"):
            list(history.load(run_id).findings())
    history._database.change("DELETE FROM document WHERE name = 'policy'")
    with pytest.raises(HistoryError, match="cannot read"):
        history.load(run_id)


def test_what_was_accepted_fails_only_from_the_day_on_which_it_counts(history):
    for day, state in enumerate(("fail", "waived", "waived", "fail"), 1):
        last = note(history, {"head": state}, day)
    (age,) = history.memory(last).ages.values()
    assert (age.open_since, age.failing_since) == (taken(1), taken(4))


def test_a_run_without_exceptions_is_in_a_line_of_its_own(history):
    with_them = note(history, {"head": "waived"}, 1)
    without = note(history, {"head": "fail"}, 2, waivers_counted=False)
    assert history.memory(without).since is None
    assert history.memory(note(history, {"head": "waived"}, 3)).since.run == with_them
