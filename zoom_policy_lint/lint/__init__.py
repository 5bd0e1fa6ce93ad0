"""Rules about rules: whether a rule proves what it says, and can be read."""

from zoom_policy_lint.lint.registry import ACCEPTABLE, CHECKS
from zoom_policy_lint.lint.run import LintRun, library_of, lint
from zoom_policy_lint.lint.subject import Library, LintFinding, Subject

__all__ = ["ACCEPTABLE", "CHECKS", "Library", "LintFinding", "LintRun", "Subject", "library_of", "lint"]
