"""Text that a pseudonym replaced proves nothing: neither that it was right nor that it was wrong."""

from typing import Any

from zoom_policy_lint.model.words import Reason
from zoom_policy_lint.resolve import Reading
from zoom_policy_lint.resolve.reading import unread
from zoom_policy_lint.snapshot.pseudonymise import is_pseudonym


def plain(reading: Reading) -> Reading:
    """The reading, or one that failed because text in it was replaced."""
    if any(_replaced(value) for value in reading.values):
        return unread(Reason.PSEUDONYMISED, "its text was replaced by a pseudonym")
    return reading


def _replaced(value: Any) -> bool:
    if isinstance(value, list):
        return any(_replaced(item) for item in value)
    return isinstance(value, str) and is_pseudonym(value)
