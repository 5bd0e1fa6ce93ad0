"""Comparing two runs: of the history, or made of two snapshots by one policy."""

from pathlib import Path
from typing import TYPE_CHECKING

from zoom_policy_lint.model.errors import PolicyLintError
from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.memory import FindingChange
from zoom_policy_lint.model.run import Run

if TYPE_CHECKING:
    from zoom_policy_lint.report.changes_runs import RunChanges


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
        unchanged, _ = kept.tally(rows[0].id, rows[1].id)
    first, second = rows
    in_order = (first.taken_at, first.key) <= (second.taken_at, second.looked)
    names = f"run {first.id}", f"run {second.id}"
    return RunChanges(runs, names, changes, unchanged, in_order=in_order)


def judged(before: Run, after: Run, names: tuple[str, str]) -> "RunChanges":
    """Two runs whose findings, those that are right included, can be passed over again, as the history does it."""
    from zoom_policy_lint.history import OPEN, became, judged_in_full, stand
    from zoom_policy_lint.report.changes_runs import RunChanges

    was, now = _open(before), dict[str, Finding]()
    for finding in after.findings():
        if not finding.advisory and (finding.status in OPEN or finding.fingerprint in was):
            now.setdefault(finding.fingerprint, finding)
    in_full, policy_changed = judged_in_full(after), before.policy.sha256 != after.policy.sha256
    unchanged, changes = 0, list[FindingChange]()
    for name, known in {**now, **was}.items():
        old, new = was.get(name), now.get(name)
        earlier = stand(old, judged=True) if old else None
        later = stand(new, judged=in_full(known.oldest_id))
        kind = became(earlier, later, policy_changed=policy_changed)
        if kind:
            changes.append(FindingChange(kind, old, new))
        unchanged += kind is None and new is not None and new.status in OPEN
    return RunChanges((before, after), names, tuple(changes), unchanged)


def _open(run: Run) -> dict[str, Finding]:
    """What is open in a run, by fingerprint; of two that share one, the first."""
    from zoom_policy_lint.history import OPEN

    found: dict[str, Finding] = {}
    for finding in run.findings():
        if finding.status in OPEN and not finding.advisory:
            found.setdefault(finding.fingerprint, finding)
    return found


def refuse_two_accounts(before: str, after: str) -> None:
    """PolicyLintError where both accounts are known and are two."""
    from zoom_policy_lint.report.plain import plain
    from zoom_policy_lint.resolve.changes_scope import UNKNOWN_ACCOUNT

    if before != after and UNKNOWN_ACCOUNT not in (before, after):
        raise PolicyLintError(
            f"A is of the account {plain(before)}, B of the account {plain(after)}: they cannot be compared.",
            "Choose two of one account.",
        )
