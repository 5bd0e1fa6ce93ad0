"""Comparing two runs: of the history, or made of two snapshots by one policy."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from zoom_policy_lint.model.errors import PolicyLintError
from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.memory import ChangeKind, FindingChange
from zoom_policy_lint.model.run import Run
from zoom_policy_lint.model.words import Status

if TYPE_CHECKING:
    from zoom_policy_lint.report.changes_runs import RunChanges

_OPEN = frozenset({Status.FAIL, Status.UNKNOWN, Status.MANUAL, Status.WAIVED})


def recorded(history: Path | None, before: str, after: str) -> "RunChanges":
    """Two runs of the history. HistoryError where one is not there, PolicyLintError where they are of two accounts."""
    from zoom_policy_lint.history import History
    from zoom_policy_lint.report.changes_runs import RunChanges

    if history is None:
        raise PolicyLintError(
            "No history is kept here, so there are no runs to compare.",
            "Name a history with --history FILE, or two snapshot files.",
        )
    if not history.exists():
        raise PolicyLintError(
            f"There is no history at {history} yet, so there are no runs to compare.",
            "zoom-policy-lint audit records one; or name two snapshot files (is the name right?).",
        )
    with History.open(history, create=False) as kept:
        rows = kept.find(before), kept.find(after)
        refuse_two_accounts(rows[0].account, rows[1].account)
        runs = kept.load(rows[0].id), kept.load(rows[1].id)
        changes = tuple(kept.changes(rows[0].id, rows[1].id))
        opened = sum(1 for _ in runs[1].findings())
    first, second = rows
    in_order = first.series == second.series and (first.taken_at, first.key) <= (second.taken_at, second.key)
    return RunChanges(
        runs, (f"run {first.id}", f"run {second.id}"), changes, _unchanged(opened, changes), fixed_known=in_order
    )


def judged(before: Run, after: Run, names: tuple[str, str]) -> "RunChanges":
    """Two runs whose findings, those that are right included, can be passed over again."""
    from zoom_policy_lint.report.changes_runs import RunChanges

    was: dict[str, Finding] = {}
    for finding in before.findings():
        if _is_open(finding):
            was.setdefault(finding.fingerprint, finding)
    opened, changes = 0, []
    for change, is_open in _became(was, after):
        opened += is_open
        if change is not None:
            changes.append(change)
    changes += [FindingChange(ChangeKind.GONE, finding, None) for finding in was.values()]
    return RunChanges((before, after), names, tuple(changes), _unchanged(opened, tuple(changes)))


def _became(was: dict[str, Finding], after: Run) -> Iterator[tuple[FindingChange | None, bool]]:
    """For every finding of the later run what became of it, if anything did, and whether it is open.

    What was open and is seen again is taken out of `was`.
    """
    seen: set[str] = set()
    for finding in after.findings():
        if finding.advisory or finding.fingerprint in seen:
            continue
        earlier = was.get(finding.fingerprint)
        if _is_open(finding):
            seen.add(finding.fingerprint)
            was.pop(finding.fingerprint, None)
            yield _still(earlier, finding), True
        elif earlier is not None and finding.status is Status.PASS:
            del was[finding.fingerprint]
            yield FindingChange(ChangeKind.FIXED, earlier, finding), False


def _still(before: Finding | None, after: Finding) -> FindingChange | None:
    if before is None:
        return FindingChange(ChangeKind.NEW, None, after)
    return None if _state(before) == _state(after) else FindingChange(ChangeKind.CHANGED, before, after)


def _state(finding: Finding) -> tuple[str, ...]:
    """What must differ for a finding to have changed, as in the history: its status, or the value."""
    from zoom_policy_lint.resolve.changes_values import canonical

    return finding.status, canonical(finding.actual)


def _is_open(finding: Finding) -> bool:
    return finding.status in _OPEN and not finding.advisory


def _unchanged(opened: int, changes: tuple[FindingChange, ...]) -> int:
    """Of the findings that are open now, those that were open in the same way."""
    return opened - sum(change.kind in (ChangeKind.NEW, ChangeKind.CHANGED) for change in changes)


def refuse_two_accounts(before: str, after: str) -> None:
    """PolicyLintError where both accounts are known and are two."""
    from zoom_policy_lint.report.plain import plain
    from zoom_policy_lint.resolve.changes_scope import UNKNOWN_ACCOUNT

    if before != after and UNKNOWN_ACCOUNT not in (before, after):
        raise PolicyLintError(
            f"A is of the account {plain(before)}, B of the account {plain(after)}: they cannot be compared.",
            "Choose two of one account.",
        )
