"""What changed since an earlier run, as terminals and Markdown say it."""

from dataclasses import replace

from zoom_policy_lint.model.memory import ChangeKind, ClauseChange, Memory, Point, RuleChange
from zoom_policy_lint.model.words import ClauseVerdict, Verdict
from zoom_policy_lint.report import Style, load
from zoom_policy_lint.report.since import since_sentences

from .samples import make_run

BEFORE = Point("0a1b2c3d4e5f", "2026-10-10T02:00:00Z", Verdict.FAIL, {}, {}, {})
MEMORY = Memory(
    "ffff00001111",
    since=BEFORE,
    unchanged=12,
    rules=(
        RuleChange("no-breakout-rooms", {ChangeKind.NEW: 2}),
        RuleChange("waiting-room", {ChangeKind.FIXED: 1, ChangeKind.CHANGED: 1}),
    ),
    clauses=(ClauseChange("C7", ClauseVerdict.MET, ClauseVerdict.NOT_MET), ClauseChange("X", None, ClauseVerdict.MET)),
)


def told(**changes):
    return since_sentences(replace(make_run(), memory=replace(MEMORY, **changes)))


def test_without_an_earlier_run_nothing_is_said():
    assert since_sentences(make_run()) == ()
    assert told(since=None) == ()


def test_counts_safeguards_and_clauses_are_told():
    run = make_run()
    first, *rest = told()
    assert first.startswith("Since the run of ")
    assert first.endswith("(0a1b2c3d4e5f): 2 new, 1 fixed, 1 open in another way and 12 findings as before.")
    titles = {
        rule: run.rules[rule].title if rule in run.rules else rule for rule in ("no-breakout-rooms", "waiting-room")
    }
    assert rest == [
        f"New: {titles['no-breakout-rooms']} (2).",
        f"Fixed: {titles['waiting-room']}.",
        f"Open in another way: {titles['waiting-room']}.",
        "Clause C7: not met; before: met.",
        "Clause X: met; before: not in the policy.",
    ]


def test_another_policy_and_a_reported_run_are_named():
    assert "Since the reported run of" in told(reported=True)[0]
    assert told(policy_changed=True)[1] == "The policy's files were others then."


def test_long_lists_are_cut_and_counted():
    rules = tuple(RuleChange(f"rule-{number}", {ChangeKind.NEW: 1}) for number in range(9))
    assert told(rules=rules)[1].endswith("rule-5; and 3 more.")


def test_terminal_and_markdown_have_a_section_for_it():
    for name in ("table", "markdown"):
        pieces = []
        load(name).render(replace(make_run(), memory=MEMORY), pieces.append, Style(colour=False, width=100))
        assert "What changed" in "".join(pieces)
