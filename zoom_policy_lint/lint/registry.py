"""Every check of rules, by the name under which a rule may accept what it finds."""

from collections.abc import Callable, Iterator, Mapping

from zoom_policy_lint.lint.contradictions import CONTRADICTS, contradicts
from zoom_policy_lint.lint.examples import NOT_TRIED, WRONG_EXAMPLE, not_tried, wrong_example
from zoom_policy_lint.lint.levels import LEFT_OUT, NO_LOCK, level_left_out, no_lock
from zoom_policy_lint.lint.ranges import (
    JUDGES_NOTHING,
    NEVER_FAILS,
    NEVER_PASSES,
    judges_nothing,
    never_fails,
    never_passes,
)
from zoom_policy_lint.lint.readable import UNREADABLE, unreadable
from zoom_policy_lint.lint.subject import LintFinding, Subject
from zoom_policy_lint.lint.unproven import UNPROVEN, unproven_condition
from zoom_policy_lint.lint.usage import UNUSED, unused

Check = Callable[[Subject], Iterator[LintFinding]]

CHECKS: Mapping[str, Check] = {
    WRONG_EXAMPLE: wrong_example,
    NOT_TRIED: not_tried,
    UNPROVEN: unproven_condition,
    NEVER_FAILS: never_fails,
    NEVER_PASSES: never_passes,
    JUDGES_NOTHING: judges_nothing,
    CONTRADICTS: contradicts,
    UNUSED: unused,
    NO_LOCK: no_lock,
    LEFT_OUT: level_left_out,
    UNREADABLE: unreadable,
}

ACCEPTABLE = frozenset({UNUSED, NO_LOCK, LEFT_OUT, UNREADABLE})
"""Checks that a rule may accept with a reason; what the others find makes the rule prove or judge nothing."""
