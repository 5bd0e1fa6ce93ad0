"""Two policies on one snapshot: which clauses of which policy the account meets, side by side."""

from dataclasses import dataclass

from zoom_policy_lint.evaluate.evidence import Spot, evidence
from zoom_policy_lint.evaluate.one_pass import SnapshotLike
from zoom_policy_lint.evaluate.options import Options
from zoom_policy_lint.evaluate.pulls import Judged, Pull, pulls
from zoom_policy_lint.evaluate.run import evaluate
from zoom_policy_lint.model.run import Run
from zoom_policy_lint.policy import Clause, Policy


@dataclass(frozen=True, slots=True)
class Beside:
    """A clause of the first policy and one of the second that rest on the same evidence; `shared` is what they share.

    It is empty where they are the same clause in both, by id and words, and what answers it is not.
    """

    first: str
    second: str
    shared: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both runs, the pairs of clauses in the order of the first policy, and where the two disagree."""

    runs: tuple[Run, Run]
    beside: tuple[Beside, ...]
    pulls: tuple[Pull, ...]


def compare(snapshot: SnapshotLike, first: Policy, second: Policy, options: Options) -> Comparison:
    """Judge a snapshot by two policies and lay the verdicts side by side. Pure, as `evaluate` is."""
    judged = (
        Judged(first, evaluate(snapshot, first, options)),
        Judged(second, evaluate(snapshot, second, options)),
    )
    return Comparison((judged[0].run, judged[1].run), side_by_side(first, second), pulls(judged))


def side_by_side(first: Policy, second: Policy) -> tuple[Beside, ...]:
    """Every clause of the first policy with each of the second that rests on the same evidence.

    A clause that stands in both policies in the same words is its own counterpart: two such clauses are laid beside
    each other only where they are the same.
    """
    rests, rests_too = evidence(first), evidence(second)
    same = {_identity(clause) for clause in first.clauses} & {_identity(clause) for clause in second.clauses}
    return tuple(
        Beside(one.id, other.id, tuple(sorted(rests[one.id] & rests_too[other.id])))
        for one in first.clauses
        for other in second.clauses
        if _belong(one, other, same) and (_is_same(one, other) or rests[one.id] & rests_too[other.id])
    )


def _belong(one: Clause, other: Clause, same: set[tuple[str, str]]) -> bool:
    return _is_same(one, other) or _identity(one) not in same or _identity(other) not in same


def _is_same(one: Clause, other: Clause) -> bool:
    return _identity(one) == _identity(other)


def _identity(clause: Clause) -> tuple[str, str]:
    return clause.id, " ".join(clause.text.split())
