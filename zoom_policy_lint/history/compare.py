"""What became of findings between two runs."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zoom_policy_lint.history.became import How, Stand, became
from zoom_policy_lint.history.database import Database
from zoom_policy_lint.history.runs import RunRow
from zoom_policy_lint.model.memory import ChangeKind, ClauseChange, RuleChange

_STANDING = """SELECT open.fingerprint, open.position, finding.rule, finding.key, carried, failed, state, finding.actual
    FROM open JOIN finding ON finding.key = open.finding WHERE run = ?"""
_NOT_OPEN = """SELECT fingerprint, how, actual FROM closed WHERE run = ?"""
_LOOKED_UP = "SELECT fingerprint FROM known WHERE series = ? AND since <= ?"
_UNKNOWN, _GONE = Stand(How.UNSEEN), Stand(How.GONE)


@dataclass(frozen=True, slots=True)
class _Standing:
    """What stands open in a run, or is carried: its place in the run, its rule, the number of the finding."""

    position: int
    rule: str
    finding: int
    stand: Stand


@dataclass(frozen=True, slots=True)
class Compared:
    """What became of a finding (None: nothing), its rule, and the numbers of the finding before and after."""

    kind: ChangeKind | None
    rule: str
    before: int | None
    after: int | None


def compared(database: Database, before: RunRow, after: RunRow) -> Iterator[Compared]:
    """What became of everything that stands open in one of two runs, each where it stands in its run."""
    was, now = _standing(database, before), _standing(database, after)
    others = _others(database, after, was.keys() - now.keys())
    policy_changed = before.policy_sha256 != after.policy_sha256
    places = {**was, **now}
    for name in sorted(places, key=lambda one: (places[one].position, places[one].rule, one)):
        old, new = was.get(name), now.get(name)
        stand = new.stand if new else others[name]
        kind = became(old.stand if old else None, stand, policy_changed=policy_changed)
        is_open = stand.how is How.OPEN
        if kind or is_open:
            yield Compared(
                kind, places[name].rule, old.finding if old else None, new.finding if new and is_open else None
            )


def tally(database: Database, before: RunRow, after: RunRow) -> tuple[int, tuple[RuleChange, ...]]:
    """How many findings are open as they were, and how many of each rule became others, in the order of rule ids."""
    unchanged = 0
    rules: dict[str, Counter[ChangeKind]] = {}
    for one in compared(database, before, after):
        if one.kind is None:
            unchanged += 1
        else:
            rules.setdefault(one.rule, Counter())[one.kind] += 1
    return unchanged, tuple(RuleChange(rule, dict(counts)) for rule, counts in sorted(rules.items()))


def counts(rules: Iterable[RuleChange]) -> Mapping[ChangeKind, int]:
    """How many findings became others in each way, whatever their rule."""
    return {kind: sum(rule.counts.get(kind, 0) for rule in rules) for kind in ChangeKind}


def clause_changes(before: RunRow, after: RunRow) -> tuple[ClauseChange, ...]:
    """Clauses with another verdict, in the order of the policy as it is."""
    old: Mapping[str, object] = before.clauses
    return tuple(
        ClauseChange(clause, before.clauses.get(clause), verdict)
        for clause, verdict in after.clauses.items()
        if old.get(clause) is not verdict
    )


def _standing(database: Database, row: RunRow) -> dict[bytes, _Standing]:
    return {name: _of(*told) for name, *told in database.rows(_STANDING, (row.key,))}


def _of(position: int, rule: str, finding: int, carried: Any, *told: Any) -> _Standing:
    failed, state, actual = told
    return _Standing(position, rule, finding, Stand(How.CARRIED if carried else How.OPEN, bool(failed), state, actual))


def _others(database: Database, row: RunRow, names: Iterable[bytes]) -> dict[bytes, Stand]:
    """How those stand in a run that are not open in it; nobody knows of what was not looked up when it was recorded."""
    looked_up = {name for (name,) in database.rows(_LOOKED_UP, (row.series, row.looked))}
    stands = {name: _GONE if name in looked_up else _UNKNOWN for name in names}
    for name, how, actual in database.rows(_NOT_OPEN, (row.key,)):
        if name in stands:
            stands[name] = Stand(How(how), actual=actual)
    return stands
