"""Runs over time, in one file that survives being killed.

Every run is kept with its open findings, so that each finding has an age and each run its new, fixed and changed ones.
The names in the file are those that findings bear: staff by their addresses, meetings and recordings by host, start and
the last four digits of their ids; never a child's. The file can be read by its owner only (mode 0600).
"""

from zoom_policy_lint.history.became import OPEN, became, judged_in_full, stand
from zoom_policy_lint.history.database import HistoryError
from zoom_policy_lint.history.export import finding_data
from zoom_policy_lint.history.history import History
from zoom_policy_lint.history.recorder import Recorder
from zoom_policy_lint.history.runs import RunRow

__all__ = ["OPEN", "History", "HistoryError", "Recorder", "RunRow", "became", "finding_data", "judged_in_full", "stand"]
