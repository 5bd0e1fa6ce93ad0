"""What is accepted: how many safeguards fail all the same, and how many checks could not be made."""

from collections import Counter

from zoom_policy_lint.model.run import Run
from zoom_policy_lint.model.words import Status
from zoom_policy_lint.report.outline import Outline, Safeguard
from zoom_policy_lint.report.page.reasons import waived_unread
from zoom_policy_lint.report.style import plural


def failing(run: Run, shape: Outline) -> str:
    """How many safeguards fail and are waived or in the baseline, in a sentence; empty where none does."""
    rules = {one.rule for clause in run.clauses for one in clause.exceptions if one.original is Status.FAIL}
    rules |= {
        one.rule
        for one in run.rollups
        if one.worst.waiver and one.worst.waiver.original is Status.FAIL and not one.worst.advisory
    }
    rules |= {one.rule for one in shape.baselined if not one.rollups[0].worst.advisory}
    are = "safeguard is" if len(rules) == 1 else "safeguards are"
    return f"{len(rules)} {are} not as the policy says; the school has accepted that." if rules else ""


def known(shape: Outline) -> tuple[Safeguard, ...]:
    """What fails in the baseline only, and is to be put right all the same."""
    new = {one.rule for one in shape.failing}
    return tuple(
        one
        for one in shape.baselined
        if one.rule not in new
        and not one.undecided
        and any(rollup.worst.status is Status.FAIL and not rollup.worst.advisory for rollup in one.rollups)
    )


def unread(run: Run) -> str:
    """How many checks could not be made and are accepted so, in a sentence; empty where there are none."""
    most: Counter[str] = Counter()
    for clause in run.clauses:
        most |= Counter(one.rule for one in clause.exceptions if one.original is Status.UNKNOWN)
    for rollup in run.rollups:
        if waived_unread(rollup) and not most[rollup.rule]:
            most[rollup.rule] = rollup.counts[Status.WAIVED]
    return f"{plural(most.total(), 'check')} could not be made, and this is accepted." if most.total() else ""
