"""From what the rules need and a client to a snapshot; stopped pulls go on where they were."""

from zoom_policy_lint.pull.demand import DEFAULT_MONTHS, Demand, Origin
from zoom_policy_lint.pull.pull import close_unread, pull

__all__ = ["DEFAULT_MONTHS", "Demand", "Origin", "close_unread", "pull"]
