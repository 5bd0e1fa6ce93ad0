"""A memory of earlier runs, registers and deadlines, to be put to any run; and hostile ones."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from zoom_policy_lint.model.memory import Age, ChangeKind, Chosen, ClauseChange, Memory, Point, RuleChange
from zoom_policy_lint.model.registers import Due, Registers, StatementEntry, Validity, WaiverEntry
from zoom_policy_lint.model.run import Run
from zoom_policy_lint.model.words import ClauseVerdict, Level, Severity, Status, Verdict

DEADLINES = {Severity.CRITICAL: 7, Severity.HIGH: 14, Severity.MEDIUM: 60, Severity.LOW: 120}


def point(run: Run, days: int, worse: int = 0) -> Point:
    """A run so many days before, in which so many more clauses were unanswered, and fewer not met."""
    taken = datetime.fromisoformat(run.source.taken_at) - timedelta(days=days)
    own = {how: sum(one.verdict is how for one in run.clauses) for how in ClauseVerdict}
    moved = min(worse, own[ClauseVerdict.NOT_MET])
    own[ClauseVerdict.NOT_MET] -= moved
    own[ClauseVerdict.UNANSWERED] += moved
    nothing = sum(one.nothing_to_judge for one in run.clauses)
    return Point(f"run{days:09}", f"{taken:%Y-%m-%dT%H:%M:%SZ}", Verdict.FAIL, own, {}, {}, nothing)


def memory(run: Run, runs: int = 8) -> Memory:
    """So many runs, a fortnight apart, the last of them this one."""
    trend = [point(run, 14 * back, back) for back in reversed(range(runs))]
    failing = list(dict.fromkeys(one.rule for one in run.rollups if one.worst.status is Status.FAIL))
    began = trend[len(trend) // 2].taken_at
    rules = (
        *(RuleChange(rule, {ChangeKind.NEW: 2, ChangeKind.CHANGED: 1}) for rule in failing[:3]),
        *(RuleChange(rule, {ChangeKind.FIXED: 1}) for rule in failing[3:4]),
        RuleChange("gone-rule", {ChangeKind.GONE: 1, ChangeKind.UNSEEN: 2}),
        RuleChange("no-live-streaming", {ChangeKind.SETTLED: 1}),
    )
    changed = tuple(ClauseChange(one.id, ClauseVerdict.MET, one.verdict) for one in run.clauses[3:5])
    first = tuple(ClauseChange(one.id, None, one.verdict) for one in run.clauses[:1])
    ages = {rule: Age(trend[0].taken_at, began, began, began) for rule in failing}
    since = trend[-2] if len(trend) > 1 else None
    return Memory("0123456789ab", since, True, True, 41, rules, (*first, *changed), tuple(trend), ages, Chosen.REPORTED)


def waiver(as_of: date, validity: Validity, days: int, **changes: object) -> WaiverEntry:
    """An exception that ends so many days after a day."""
    made = WaiverEntry(
        "no-breakout-rooms", "Breakout rooms are off", Level.USER, "senco@stjosephs.example.sch.uk", None, None,
        "1:2 support for pupils with special needs", "A. Headley", as_of - timedelta(days=5), as_of + timedelta(days=days),
        validity, 3, 2, (),
    )  # fmt: skip
    return replace(made, **changes)


def registers(as_of: date) -> Registers:
    """Entries of every validity, each with its remarks, and what is due."""
    again = ("It adds nothing: another one, approved by A. Headley, covers the same; keep one of them.",)
    waivers = (
        waiver(as_of, Validity.HOLDS, 90),
        waiver(as_of, Validity.ENDS_SOON, 12, start=None),
        waiver(
            as_of, Validity.ENDED, -3, start=None, covered=0, failing=0, remarks=("It ran out and no longer counts.",)
        ),
        waiver(as_of, Validity.UNUSED, 60, covered=0, failing=0, start=None, remarks=again),
        waiver(as_of, Validity.NOT_BEGUN, 60, covered=0, start=as_of + timedelta(days=3), level=Level.ACCOUNT),
    )
    statement = StatementEntry(
        "G6", "Have parents been told how to join?", "B. Bursar sent a letter home", "B. Bursar", "Head teacher",
        as_of - timedelta(days=30), as_of + timedelta(days=20), Validity.ENDS_SOON, "letter.pdf", "cd" * 32,
    )  # fmt: skip
    void = replace(statement, clause="C7", validity=Validity.VOID, remarks=("It is void: a safeguard fails.",))
    due = (
        Due("C2", "Are meetings locked once they have started?", "Head teacher", "Nobody has answered yet."),
        Due("G6", "Have parents been told how to join?", "Head teacher", "The answer ends soon.", statement.until),
    )
    return Registers(waivers, (statement, void), due)


def with_memory(run: Run, runs: int = 8, **changes: object) -> Run:
    """The run with a memory, registers, deadlines and a period."""
    ends = run.as_of - timedelta(days=110), run.as_of
    found = registers(run.as_of)
    before = frozenset(one.key for one in found.waivers[1:])
    kept = replace(memory(run, runs), waivers_before=before)
    known = replace(run, memory=kept, registers=found, deadlines=DEADLINES, period=ends)
    return replace(known, **changes)


def with_hostile_memory(run: Run, name: str) -> Run:
    """The run with a memory and registers in which everything that people write is the hostile `name`."""
    kept = with_memory(run)
    found = kept.registers
    assert kept.memory
    words = {"rule": name, "title": name, "resource": name, "reason": name, "approver": name, "remarks": (name,)}
    said = {"question": name, "statement": name, "by_name": name, "by_role": name, "evidence": name, "remarks": (name,)}
    return replace(
        kept,
        part=name,
        registers=Registers(
            tuple(replace(one, **words) for one in found.waivers),
            tuple(replace(one, **said) for one in found.statements),
            tuple(replace(one, question=name, by_role=name, why=name) for one in found.due),
        ),
        memory=replace(kept.memory, rules=(RuleChange(name, dict.fromkeys(ChangeKind, 1)),)),
    )
