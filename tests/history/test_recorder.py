"""What is kept of a run, and that it comes back as it was."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.report.sample_findings import HOSTILE, finding, user
from tests.report.sample_memory import memory, registers
from tests.report.samples import empty_run, hostile_run, make_run
from zoom_policy_lint.history import OPEN, History
from zoom_policy_lint.model.words import Severity, Status, Verdict

from .diary import keep, note, run_of, said


def whole(run):
    """A run but for what is not kept: its findings, of which the open ones are compared apart."""
    return replace(run, findings=None, memory=None, period=None)


def open_ones(run):
    return [each for each in run.findings() if each.status in OPEN and not each.advisory]


def test_a_run_comes_back_as_it_was_with_its_open_findings(history):
    sample = make_run()
    full = replace(sample, registers=registers(sample.as_of), deadlines={Severity.HIGH: 14}, memory=memory(sample))
    for run in (
        full,
        empty_run(Verdict.PASS),
        *(replace(hostile_run(name), tool_version=name[:4]) for name in HOSTILE),
    ):
        loaded = history.load(keep(history, run))
        assert whole(loaded) == whole(run)
        found = {each.fingerprint: each for each in reversed(open_ones(run))}
        assert list(loaded.findings()) == sorted(found.values(), key=open_ones(run).index)
        assert loaded.memory is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(st.characters(), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
FINDINGS = st.builds(
    lambda name, status, seen, message, baselined, advisory: finding(
        "waiting-room", user(name), status, actual=seen, message=message, baselined=baselined, advisory=advisory
    ),
    st.text("abcé🙂|<\x1b", min_size=1, max_size=5),
    st.sampled_from(Status),
    JSON,
    st.text(max_size=9),
    st.booleans(),
    st.booleans(),
)


@settings(max_examples=15)
@given(st.lists(FINDINGS, max_size=6, unique_by=lambda one: one.fingerprint))
def test_any_findings_come_back(tmp_path_factory, findings):
    run = run_of(findings)
    with History.open(tmp_path_factory.mktemp("history") / "h.db") as history:
        run_id = keep(history, run)
        assert list(history.load(run_id).findings()) == open_ones(run)
        assert keep(history, run) == run_id
        assert len(list(history.runs())) == 1


def test_the_same_run_is_kept_once_and_any_difference_makes_another(history):
    base = run_of([said("head", "fail")])
    others = (
        run_of([said("head", "reworded")]),
        run_of([replace(said("head", "fail"), baselined=True)]),
        replace(base, as_of=base.as_of.replace(year=2027)),
        replace(base, exit_code=3),
        replace(base, part="levels: account"),
        replace(base, tool_version="9"),
        replace(base, policy=replace(base.policy, sha256="cd" * 32)),
        run_of([said("head", "fail")], day=2),
        run_of([said("head", "fail")], account="other"),
    )
    ids = [keep(history, run) for _ in range(2) for run in (base, *others)]
    assert len(set(ids)) == len(others) + 1 == len(list(history.runs()))
    assert all(len(one) == 12 for one in ids)


def test_a_finding_that_stays_as_it_is_takes_the_room_of_one(history):
    for day in range(1, 5):
        note(history, {"head": "fail", "office": "manual"}, day)
    assert history._database.rows("SELECT count(*) FROM finding") == [(2,)]
    [(kept,)] = history._database.rows(
        "SELECT count(*) FROM field JOIN document ON field = field.key WHERE name = 'summary'"
    )
    assert (kept, history._database.rows("SELECT count(DISTINCT field) FROM document WHERE name = 'summary'")) == (
        4,
        [(1,)],
    )


def test_a_run_without_new_gaps_is_not_passed_over_again(history):
    passes = []

    def counted(states, day):
        found = [said(name, state) for name, state in states.items()]
        run = replace(run_of(found, day), findings=lambda: passes.append(day) or iter(found))
        recorder = history.recorder()
        for each in found:
            recorder.see(each)
        return recorder.keep(run)

    counted({"head": "fail", "office": "pass"}, 1)
    counted({"head": "worse", "office": "pass"}, 2)
    assert passes == []
    counted({"head": "pass", "office": "pass"}, 3)
    assert passes == [3]


def test_findings_are_staged_without_a_lock_on_the_file(history, tmp_path):
    recorder = history.recorder()
    run = run_of([said(f"t{one}", "fail") for one in range(1200)])
    for each in run.findings():
        recorder.see(each)
    with History.open(tmp_path / "history.db", patience=0) as other:
        assert note(other, {"head": "fail"}, 2)
    run_id = recorder.keep(run)
    assert sum(1 for _ in history.load(run_id).findings()) == 1200
