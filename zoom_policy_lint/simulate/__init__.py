"""A simulated Zoom account that speaks the same HTTP as Zoom: for the demo, for tests, for trials by hand."""

from zoom_policy_lint.simulate.account import App, Group, Plan, Role, SimulatedAccount, User
from zoom_policy_lint.simulate.app import LoggedRequest, SimulatedZoom, create_app
from zoom_policy_lint.simulate.behaviour import (
    Behaviour,
    Inheritance,
    LongSpan,
    OccurrenceAnswer,
    OddLocks,
    RateLimitHeaders,
    RetryAfter,
    SecurityView,
    SeriesStart,
    TokenTolerance,
)
from zoom_policy_lint.simulate.errors import ConnectionReset
from zoom_policy_lint.simulate.faults import Fault, FaultKind
from zoom_policy_lint.simulate.meetings import Meeting, Occurrence
from zoom_policy_lint.simulate.recordings import Recording
from zoom_policy_lint.simulate.schools import big_school, compliant_school, demo_school, untouched_account

__all__ = [
    "App",
    "Behaviour",
    "ConnectionReset",
    "Fault",
    "FaultKind",
    "Group",
    "Inheritance",
    "LoggedRequest",
    "LongSpan",
    "Meeting",
    "Occurrence",
    "OccurrenceAnswer",
    "OddLocks",
    "Plan",
    "RateLimitHeaders",
    "Recording",
    "RetryAfter",
    "Role",
    "SecurityView",
    "SeriesStart",
    "SimulatedAccount",
    "SimulatedZoom",
    "TokenTolerance",
    "User",
    "big_school",
    "compliant_school",
    "create_app",
    "demo_school",
    "untouched_account",
]
