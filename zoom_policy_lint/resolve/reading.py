"""A reading: a value that Zoom gave and that we understand, or the reason why there is none."""

from dataclasses import dataclass
from typing import Any

from zoom_policy_lint.model.words import Reason


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of one setting, lock or field.

    `values` were returned, are of the right type and known. Several stand for one control that Zoom returns at several
    paths; they should agree. `reason` is None exactly when nothing is missing beside them: a value that is wrong is
    wrong even when its twin could not be read, but none is right. `seen` is what came and could not be understood.
    `key_absent` is true when an answer came, with the section that should hold the key, but without the key.
    """

    values: tuple[Any, ...] = ()
    reason: Reason | None = None
    detail: str = ""
    seen: Any = None
    key_absent: bool = False

    @property
    def understood(self) -> bool:
        """Whether it may be judged at all."""
        return self.reason is None and bool(self.values)

    @property
    def contradictory(self) -> bool:
        """Whether Zoom gave different values for the same control."""
        return any(value != self.values[0] for value in self.values[1:])


def unread(reason: Reason, detail: str, seen: Any = None) -> Reading:
    """A reading that failed."""
    return Reading((), reason, detail, seen)
