"""A comparison for machines, under a published schema."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from zoom_policy_lint.evaluate.compare import Comparison
from zoom_policy_lint.evaluate.evidence import SETTING, Spot
from zoom_policy_lint.evaluate.pulls import Asked, Pull
from zoom_policy_lint.model.clause import ClauseResult, Conflict
from zoom_policy_lint.model.run import Run
from zoom_policy_lint.model.words import ClauseVerdict, Level, Status
from zoom_policy_lint.report.comparison import Shape, shape, written
from zoom_policy_lint.report.plain import json_text, ordered
from zoom_policy_lint.report.schema import COMPARISON_VERSION
from zoom_policy_lint.report.style import Style

_SIDES = ("first", "second")


def render(comparison: Comparison, write: Callable[[str], object], style: Style) -> None:  # noqa: ARG001
    """Write the comparison as one JSON object."""
    found = shape(comparison)
    first = comparison.runs[0]
    source = first.source
    document = {
        "schema_version": COMPARISON_VERSION,
        "tool": {"name": "zoom-policy-lint", "version": first.tool_version},
        "source": {"kind": source.kind, "account_id": source.account_id, "taken_at": source.taken_at},
        "as_of": first.as_of.isoformat(),
        "policies": [_policy(run) for run in comparison.runs],
        "clauses": _clauses(comparison, found),
        "conflicts": [_pull(comparison, pull) for pull in (*found.contrary, *found.stricter)],
    }
    write(f"{json_text(document, indent=2)}\n")


def _policy(run: Run) -> dict[str, Any]:
    policy = run.policy
    verdicts = Counter(clause.verdict for clause in run.clauses)
    return {
        "id": policy.id,
        "title": policy.title,
        "version": policy.version,
        "sha256": policy.sha256,
        "notice": run.notice,
        "clauses": {verdict: verdicts[verdict] for verdict in ClauseVerdict},
        "findings": {status: run.summary.findings.get(status, 0) for status in Status},
    }


def _clauses(comparison: Comparison, found: Shape) -> list[dict[str, Any]]:
    """Those of the first policy with those of the second beside them; then those of the second that are alone."""
    shared = {(pair.first, pair.second): [_spot(spot) for spot in pair.shared] for pair in comparison.beside}
    rows: list[dict[str, Any]] = [
        {
            "first": _clause(one),
            "second": [{**_clause(other), "shared": shared[one.id, other.id]} for other in beside],
        }
        for one, beside in found.rows
    ]
    return rows + [{"first": None, "second": [{**_clause(other), "shared": []}]} for other in found.rest]


def _clause(clause: ClauseResult) -> dict[str, Any]:
    conflict = _conflict(clause.conflict) if clause.conflict else None
    return {"id": clause.id, "text": clause.text, "verdict": clause.verdict, "conflict": conflict}


def _spot(spot: Spot) -> dict[str, str]:
    return {"kind": spot[0], "name": spot[1]}


def _pull(comparison: Comparison, pull: Pull) -> dict[str, Any]:
    return {
        "setting": pull.spot[1] if pull.spot[0] == SETTING else None,
        "about": _spot(pull.spot),
        "can_agree": pull.can_agree,
        "first": _asked(pull.asked[0]),
        "second": _asked(pull.asked[1]),
        "right_by_first": _counts(pull.right_by[0]),
        "right_by_second": _counts(pull.right_by[1]),
        "written": [
            {"policy": _SIDES[one.side], "clause": one.clause, **_conflict(one.conflict)}
            for one in written(comparison, pull)
        ],
    }


def _asked(asked: Asked) -> dict[str, Any]:
    return {
        "rule": asked.rule,
        "title": asked.title,
        "clauses": list(asked.clauses),
        "expected": ordered(asked.expected),
        "wanted": asked.wanted,
    }


def _counts(counts: Mapping[Level, int]) -> dict[str, int]:
    return {level: counts[level] for level in Level if level in counts}


def _conflict(conflict: Conflict) -> dict[str, Any]:
    return {
        "strength": conflict.strength,
        "kinds": list(conflict.kinds),
        "with": {policy: list(clauses) for policy, clauses in sorted(conflict.against.items())},
        "because": conflict.because,
    }
