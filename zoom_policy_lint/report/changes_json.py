"""What changed, for machines: one object, its changes in canonical order, written one by one."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from zoom_policy_lint import __version__
from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.memory import FindingChange
from zoom_policy_lint.model.run import Run
from zoom_policy_lint.report.changes import SnapshotChanges
from zoom_policy_lint.report.changes_runs import RunChanges
from zoom_policy_lint.report.changes_terms import notices
from zoom_policy_lint.report.changes_words import data
from zoom_policy_lint.report.plain import json_text, ordered
from zoom_policy_lint.resolve.changes import Change

CHANGES_VERSION = "1.0"
"""Version of this document: additions raise the second number, anything else the first."""

_TOOL = {"name": "zoom-policy-lint", "version": __version__}


def render_snapshots(found: SnapshotChanges, judged: RunChanges | None, write: Callable[[str], object]) -> None:
    """Write the comparison of two snapshots; with `judged`, that of their findings too."""
    head = {
        "schema_version": CHANGES_VERSION,
        "tool": _TOOL,
        "kind": "snapshots",
        "sides": [
            {"name": name, "account_id": one.account_id, "taken_at": one.taken_at, "levels": list(one.levels)}
            for name, one in zip(found.names, found.headers, strict=True)
        ],
        "comparable": found.terms.same,
        "notices": list(notices(found)),
        "judged": _runs(judged) if judged else None,
    }
    _written(head, map(_change, found.changes()), write)


def render_runs(found: RunChanges, write: Callable[[str], object]) -> None:
    """Write the comparison of two runs."""
    told = _runs(found)
    changes = told.pop("changes")
    _written({"schema_version": CHANGES_VERSION, "tool": _TOOL, "kind": "runs", **told}, changes, write)


def _written(head: Mapping[str, Any], changes: Iterable[Any], write: Callable[[str], object]) -> None:
    """The object with its changes last, a line each, so that they need not be held."""
    write(f'{json_text(head, indent=2).removesuffix("}").rstrip()},\n  "changes": [')
    before = ""
    for change in changes:
        write(f"{before}\n    {json_text(change)}")
        before = ","
    write("\n  ]\n}\n" if before else "]\n}\n")


def _change(change: Change) -> dict[str, Any]:
    resource = change.resource
    return {
        "what": change.what.value,
        "resource": {"level": resource.level, "id": resource.id, "name": resource.name},
        "subject": change.subject,
        "place": change.place,
        "before": data(change, change.before),
        "after": data(change, change.after),
    }


def _runs(found: RunChanges) -> dict[str, Any]:
    return {
        "sides": [_run(name, run) for name, run in zip(found.names, found.runs, strict=True)],
        "notices": list(found.notices()),
        "counts": {**{kind.value: count for kind, count in found.counts().items()}, "unchanged": found.unchanged},
        "clauses": [{"id": one.clause, "before": one.before, "after": one.after} for one in found.clauses],
        "changes": [_finding_change(change) for change in found.changes],
    }


def _run(name: str, run: Run) -> dict[str, Any]:
    return {
        "name": name,
        "account_id": run.source.account_id,
        "taken_at": run.source.taken_at,
        "policy": {"id": run.policy.id, "version": run.policy.version, "sha256": run.policy.sha256},
    }


def _finding_change(change: FindingChange) -> dict[str, Any]:
    found = change.finding
    return {
        "kind": change.kind.value,
        "fingerprint": found.fingerprint,
        "rule": found.rule,
        "check": found.check,
        "resource": {"level": found.resource.level, "id": found.resource.id, "name": found.resource.name},
        "setting": found.setting,
        "before": _state(change.before),
        "after": _state(change.after),
    }


def _state(finding: Finding | None) -> dict[str, Any] | None:
    if finding is None:
        return None
    return {
        "status": finding.status,
        "reason": finding.reason,
        "actual": ordered(finding.actual),
        "locked": finding.locked,
    }
