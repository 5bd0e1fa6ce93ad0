"""What one evaluation was asked for."""

from dataclasses import dataclass, field
from datetime import date

from zoom_policy_lint.model.baseline import Baseline
from zoom_policy_lint.model.words import Level, Severity


@dataclass(frozen=True, slots=True)
class Options:
    """The switches of `audit` that decide verdicts.

    `as_of` is the day on which waivers and attestations must hold. `select` (empty: all) and `ignore` are rule ids.
    `levels` are those looked at. `baseline` holds what was accepted earlier. `max_age` is
    in days.
    """

    as_of: date
    fail_on: Severity = Severity.LOW
    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    levels: frozenset[Level] = frozenset(Level)
    waivers: bool = True
    baseline: Baseline = field(default_factory=Baseline)
    recommended: bool = False
    max_age: int = 7
    source: str | None = None

    @property
    def part(self) -> str:
        """What alone is judged, in words; empty where that is everything that the policy asks."""
        levels = [level.words for level in Level if level in self.levels] if self.levels != frozenset(Level) else []
        told = (
            ("levels", levels),
            ("rules", sorted(self.select)),
            ("without", sorted(self.ignore)),
        )
        return "; ".join(f"{what} {', '.join(names)}" for what, names in told if names)
