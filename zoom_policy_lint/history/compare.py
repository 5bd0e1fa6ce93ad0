"""What became of findings between two runs."""

from collections.abc import Mapping

from zoom_policy_lint.history.database import Database
from zoom_policy_lint.history.runs import RunRow
from zoom_policy_lint.model.memory import ChangeKind, ClauseChange, RuleChange

_UNCHANGED = "unchanged"

_COMPARED = f"""
    SELECT CASE WHEN was.run IS NULL THEN '{ChangeKind.NEW}' WHEN earlier.state = later.state THEN '{_UNCHANGED}'
            ELSE '{ChangeKind.CHANGED}' END AS kind,
        earlier.key AS before, later.key AS after, now.position AS position, later.rule AS rule
    FROM open AS now JOIN finding AS later ON later.key = now.finding
    LEFT JOIN open AS was ON was.run = :before AND was.fingerprint = now.fingerprint
    LEFT JOIN finding AS earlier ON earlier.key = was.finding
    WHERE now.run = :after
    UNION ALL
    SELECT iif(closed.status = 'pass', '{ChangeKind.FIXED}', '{ChangeKind.GONE}'), earlier.key, NULL, was.position,
        earlier.rule
    FROM open AS was JOIN finding AS earlier ON earlier.key = was.finding
    LEFT JOIN closed ON closed.run = :after AND closed.fingerprint = was.fingerprint
    WHERE was.run = :before AND was.fingerprint NOT IN (SELECT fingerprint FROM open WHERE run = :after)
"""  # noqa: S608 - the words are ours

_TALLY = f"SELECT rule, kind, count(*) FROM ({_COMPARED}) GROUP BY rule, kind ORDER BY rule, kind"  # noqa: S608
_CHANGES = f"""SELECT kind, before, after FROM ({_COMPARED}) WHERE kind <> '{_UNCHANGED}'
    ORDER BY position, rule, before, after"""  # noqa: S608


def tally(database: Database, before: RunRow, after: RunRow) -> tuple[int, tuple[RuleChange, ...]]:
    """How many findings are open as they were, and how many of each rule became others, in the order of rule ids."""
    unchanged = 0
    rules: dict[str, dict[ChangeKind, int]] = {}
    for rule, kind, count in database.rows(_TALLY, {"before": before.key, "after": after.key}):
        if kind == _UNCHANGED:
            unchanged += count
        else:
            rules.setdefault(rule, {})[ChangeKind(kind)] = count
    return unchanged, tuple(RuleChange(rule, counts) for rule, counts in rules.items())


def changed(database: Database, before: RunRow, after: RunRow) -> list[tuple[ChangeKind, int | None, int | None]]:
    """What became another: how, and the numbers of the finding before and after; where it stands in its run."""
    rows = database.rows(_CHANGES, {"before": before.key, "after": after.key})
    return [(ChangeKind(kind), earlier, later) for kind, earlier, later in rows]


def clause_changes(before: RunRow, after: RunRow) -> tuple[ClauseChange, ...]:
    """Clauses with another verdict, in the order of the policy as it is."""
    old: Mapping[str, object] = before.clauses
    return tuple(
        ClauseChange(clause, before.clauses.get(clause), verdict)
        for clause, verdict in after.clauses.items()
        if old.get(clause) is not verdict
    )
