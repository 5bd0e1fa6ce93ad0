"""Since when findings are as they are."""

from dataclasses import dataclass

from zoom_policy_lint.history.database import Database
from zoom_policy_lint.history.runs import RunRow
from zoom_policy_lint.model.memory import Age

_OPEN = """SELECT fingerprint, finding.key, rule, rank, position FROM open JOIN finding ON finding.key = open.finding
    WHERE run = :run AND (:only IS NULL OR fingerprint = :only)"""
_STATES = """SELECT fingerprint, state FROM open JOIN finding ON finding.key = open.finding
    WHERE run = :run AND (:only IS NULL OR fingerprint = :only)"""


@dataclass(slots=True)
class _Spell:
    """What is known of one finding on the way along a line of runs, as places in the line."""

    first_seen: int = -1
    open_since: int = -1
    last_changed: int = -1
    last_seen: int = -1
    state: bytes = b""

    def see(self, place: int, state: bytes) -> None:
        """It is open in the run at that place."""
        if self.first_seen < 0:
            self.first_seen = place
        if self.last_seen < 0 or self.last_seen != place - 1:
            self.open_since = self.last_changed = place
        elif self.state != state:
            self.last_changed = place
        self.last_seen, self.state = place, state

    def age(self, line: list[RunRow]) -> Age:
        """The same as the times at which the runs were read."""
        places = (self.first_seen, self.open_since, self.last_changed)
        return Age(*(line[place].taken_at for place in places))


@dataclass(frozen=True, slots=True)
class Aged:
    """Something open in a run: the number of the finding, its rule and its age."""

    finding: int
    rule: str
    age: Age


def aged(database: Database, line: list[RunRow], fingerprint: str | None = None) -> list[Aged]:
    """What is open in the last run of a line (or the one finding), the worst and then the oldest first."""
    only = bytes.fromhex(fingerprint) if fingerprint else None
    now = database.rows(_OPEN, {"run": line[-1].key, "only": only})
    spells = {row[0]: _Spell() for row in now}
    for place, run in enumerate(line):
        for name, state in database.rows(_STATES, {"run": run.key, "only": only}):
            if name in spells:
                spells[name].see(place, state)

    def urgency(row: tuple[bytes, int, str, int, int]) -> tuple[int, ...]:
        name, _, _, rank, position = row
        spell = spells[name]
        return rank, spell.open_since, spell.first_seen, position

    return [Aged(key, rule, spells[name].age(line)) for name, key, rule, *_ in sorted(now, key=urgency)]


def of_rules(found: list[Aged]) -> dict[str, Age]:
    """For each rule the age of the oldest of its worst findings, in the order of rule ids."""
    ages: dict[str, Age] = {}
    for one in found:
        ages.setdefault(one.rule, one.age)
    return dict(sorted(ages.items()))
