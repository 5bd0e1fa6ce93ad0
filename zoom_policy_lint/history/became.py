"""What became of one finding between two runs: the one place that says what new, fixed, gone and the others mean."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from zoom_policy_lint.history import documents
from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.memory import ChangeKind
from zoom_policy_lint.model.run import RollUp, Run
from zoom_policy_lint.model.words import Reason, Status

OPEN: tuple[Status, ...] = (Status.FAIL, Status.UNKNOWN, Status.MANUAL, Status.WAIVED)
"""Statuses of findings that are open, the worst first."""

_NOT_LOOKED_AT = frozenset({Reason.NOT_PULLED, Reason.DESELECTED})
_NOT_ALL_READ = _NOT_LOOKED_AT | {
    Reason.SCOPE,
    Reason.PLAN,
    Reason.ERROR,
    Reason.LIST_INCOMPLETE,
    Reason.VANISHED,
    Reason.PSEUDONYMISED,
}
"""Why something may have been left out, so that what is not there may only not have been seen."""


class How(StrEnum):
    """How one finding stands in one run.

    `carried` was open in the run before and is unseen since. `gone` is no longer judged: its resource is not there any
    more, or the rule does not apply to it. `unseen`: nobody knows, since its rule was not judged in full.
    """

    OPEN = "open"
    CARRIED = "carried"
    RIGHT = "right"
    GONE = "gone"
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class Stand:
    """How a finding stands, whether it fails (or would without its waiver), and what tells its states and values apart.

    `actual` is empty where the value was not kept.
    """

    how: How
    failed: bool = False
    state: bytes = b""
    actual: bytes = b""


def became(before: Stand | None, after: Stand, *, policy_changed: bool) -> ChangeKind | None:
    """What became of a finding; None where nothing did, `before` is None where it did not stand open.

    Only what failed is fixed, and only what was judged in full is gone. Where the policy's files are others, what is
    right with the same value (or one that nobody knows) was not put right: the policy asks for less.
    """
    if before is None or before.how not in (How.OPEN, How.CARRIED):
        return ChangeKind.NEW if after.how is How.OPEN else None
    if after.how is How.OPEN:
        return None if before.state == after.state else ChangeKind.CHANGED
    if after.how is How.GONE:
        return ChangeKind.GONE
    if after.how is How.RIGHT:
        by_policy = policy_changed and after.actual in (b"", before.actual)
        return ChangeKind.FIXED if before.failed and not by_policy else ChangeKind.SETTLED
    return ChangeKind.UNSEEN if before.how is How.OPEN else None


def stand(finding: Finding | None, *, judged: bool) -> Stand:
    """How a finding stands in its run; None: it is not there. `judged`: its rule was judged in full."""
    if finding is None:
        return Stand(How.GONE if judged else How.UNSEEN)
    return Stand(how(finding), failed(finding), documents.state(finding), documents.actual(finding))


def how(finding: Finding) -> How:
    """How a finding stands that is there."""
    if finding.status in OPEN:
        return How.OPEN
    if finding.status is Status.PASS:
        return How.RIGHT
    return How.UNSEEN if finding.reason in _NOT_LOOKED_AT else How.GONE


def failed(finding: Finding) -> bool:
    """Whether it fails, or would without its waiver."""
    waived = finding.waiver is not None and finding.waiver.original is Status.FAIL
    return finding.status is Status.FAIL or (finding.status is Status.WAIVED and waived)


def judged_in_full(run: Run) -> Callable[[str], bool]:
    """Tells of the first id of a rule whether the run judged it in full, so that what is not there is gone.

    A rule that found nothing at all was not judged, save that the policy no longer has it.
    """
    found = {line.worst.oldest_id for line in run.rollups}
    partly = {line.worst.oldest_id for line in run.rollups if _is_partial(line)}
    return lambda rule: rule not in partly and (rule in found or rule not in run.rules)


def _is_partial(line: RollUp) -> bool:
    return line.worst.reason in _NOT_LOOKED_AT or not _NOT_ALL_READ.isdisjoint(line.unknown)
