"""How the runs of a history are shown: as a table, one run in lines, and both as JSON has them."""

from collections.abc import Iterable, Iterator
from typing import Any

from zoom_policy_lint.history import OPEN, History, RunRow, finding_data
from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.memory import Age, ChangeKind
from zoom_policy_lint.report.changes_runs import RunChanges, run_page
from zoom_policy_lint.report.changes_table import render
from zoom_policy_lint.report.lines import section, wrap
from zoom_policy_lint.report.plain import plain
from zoom_policy_lint.report.style import RUN, STATUS, Style, plural
from zoom_policy_lint.report.values import value
from zoom_policy_lint.report.wording import SOURCES, when

_KINDS = tuple(ChangeKind)


def table(told: list[RunRow]) -> str:
    """A line for each run; their account only where there are several."""
    from tabulate import tabulate

    several = len({row.account for row in told}) > 1
    heads = ("run", "read (UTC)", *(["account"] if several else []), "source", "policy", "verdict", *OPEN, *_KINDS)
    rows = [_cells(row, account=several) for row in told]
    return tabulate(rows, (*heads, "reported"), disable_numparse=True)


def _cells(row: RunRow, *, account: bool) -> Iterable[object]:
    yield row.id
    yield row.taken_at[:16].replace("T", " ")
    yield from [plain(row.account)] if account else []
    yield from (row.source, _judged(row), RUN[row.verdict])
    yield from (row.counts.get(status, 0) for status in OPEN)
    yield from ("" if row.changes is None else row.changes.get(kind, 0) for kind in _KINDS)
    yield (row.reported_at or "")[:10]


def lines(kept: History, row: RunRow, before: RunRow | None, most: int, style: Style) -> Iterator[str]:
    """One run for a terminal: what it is, what changed, and what is open, at most so many."""
    yield from _heading(row, style)
    yield ""
    if before:
        yield from _changes(kept, before, row, style)
    else:
        part = f" of which the same part was judged ({plain(row.part)})" if row.part else ""
        first = f"It is the first run of its account and policy{part}: there is nothing to compare it with."
        yield from wrap(first, style.columns)
    yield from section("Open, the worst and the oldest first", _open(kept, row, most, style), style)


def _heading(row: RunRow, style: Style) -> Iterator[str]:
    counts = ", ".join(f"{row.counts.get(status, 0)} {STATUS[status].word}" for status in OPEN)
    source = f"{SOURCES.get(row.source, row.source)} {plain(row.account)}"
    yield f"{style.bold(f'Run {row.id}')}: {style.look(RUN[row.verdict])}; {counts}"
    yield from wrap(f"Policy {_judged(row)} · {source} · read {when(row.taken_at)} · as of {row.as_of}", style.columns)
    yield f"Reported {when(row.reported_at)}" if row.reported_at else "Not reported yet"


def _judged(row: RunRow) -> str:
    part = row.part.replace("not waivers", "without waivers") if row.part else ""
    return plain(f"{row.policy_id} ({part})" if part else row.policy_id)


def _changes(kept: History, before: RunRow, row: RunRow, style: Style) -> Iterator[str]:
    unchanged, _ = kept.tally(before.id, row.id)
    runs, names = (kept.load(before.id), kept.load(row.id)), (f"run {before.id}", f"run {row.id}")
    changes = tuple(kept.changes(before.id, row.id))
    known = before.series == row.series and before.key <= row.looked
    written: list[str] = []
    render(run_page(RunChanges(runs, names, changes, unchanged, in_order=known)), written.append, style)
    yield from "".join(written).splitlines()


def _open(kept: History, row: RunRow, most: int, style: Style) -> Iterator[str]:
    aged = list(kept.aged(row.id))
    for finding, age in aged[:most]:
        yield from _aged_lines(finding, age, row, style)
    if len(aged) > most:
        yield f"and {len(aged) - most} more"


def _aged_lines(finding: Finding, age: Age, row: RunRow, style: Style) -> Iterator[str]:
    """What is open, for whom, and since when."""
    seen = f" is {value(finding.actual, finding.setting)}" if finding.actual is not None else ""
    setting = f" · {finding.setting}{seen}" if finding.setting else ""
    baselined = ", in the baseline" if finding.baselined else ""
    what = f"{STATUS[finding.status]}, {finding.severity}{baselined}: {finding.rule}"
    yield from wrap(f"{what} · {finding.resource.name}{setting}", style.columns, "- ", "  ")
    times = f"first seen {age.first_seen[:10]}, last changed {age.last_changed[:10]}"
    since = f"open for {plural(age.days_open(row.day), 'day')}, {times}; finding {finding.fingerprint}"
    yield from wrap(since, style.columns, "  ", "  ")


def runs_data(told: list[RunRow]) -> list[dict[str, Any]]:
    """The runs as JSON has them."""
    return [{**_run(row), "changes": _changes_data(row)} for row in told]


def _changes_data(row: RunRow) -> dict[str, int] | None:
    return None if row.changes is None else {kind.value: row.changes.get(kind, 0) for kind in _KINDS}


def run_data(kept: History, row: RunRow, before: RunRow | None) -> dict[str, Any]:
    """One run as JSON has it, with everything that changed and is open."""
    return {
        **_run(row),
        "since": before.id if before else None,
        "changes": [
            {"kind": change.kind, "before": _finding(change.before), "after": _finding(change.after)}
            for change in (kept.changes(before.id, row.id) if before else ())
        ],
        "open": [_aged_data(finding, age, row) for finding, age in kept.aged(row.id)],
    }


def _run(row: RunRow) -> dict[str, Any]:
    return {
        "run": row.id,
        "account_id": row.account,
        "taken_at": row.taken_at,
        "as_of": str(row.as_of),
        "recorded_at": row.recorded_at,
        "reported_at": row.reported_at,
        "source": row.source,
        "policy": {"id": row.policy_id, "title": row.policy_title, "sha256": row.policy_sha256},
        "part": row.part,
        "verdict": row.verdict,
        "findings": dict(row.counts),
    }


def _finding(finding: Finding | None) -> Any:
    return finding_data(finding) if finding else None


def _aged_data(finding: Finding, age: Age, row: RunRow) -> dict[str, Any]:
    times = {"first_seen": age.first_seen, "open_since": age.open_since, "last_changed": age.last_changed}
    return {**finding_data(finding), **times, "days_open": age.days_open(row.day)}
