"""Settings that answer a question in a person's place, where all of them hold for everybody."""

from zoom_policy_lint.catalogue import Role, setting
from zoom_policy_lint.evaluate.coverage import Coverage
from zoom_policy_lint.evaluate.pseudonyms import plain
from zoom_policy_lint.evaluate.wording import setting_shown, wanted
from zoom_policy_lint.model.resource import Read, Resource
from zoom_policy_lint.model.words import Level, Reason
from zoom_policy_lint.policy.policy import Settled
from zoom_policy_lint.resolve import ValueReader
from zoom_policy_lint.ruleset import Condition
from zoom_policy_lint.ruleset.demand import endpoint_at, reads_of_settings

LEVELS = (Level.ACCOUNT, Level.GROUP, Level.USER)
"""Where the settings are looked at: what is scheduled follows from them, or is asked."""


class Settling:
    """Watches whether all settings hold for the account, and for every group and user for whom Zoom keeps them.

    Anything unread, absent or contradicting means that they do not settle the question.
    """

    def __init__(self, settled: Settled) -> None:
        self.status = settled.status
        self.words = _words(settled)
        self._keys = {key for key, _ in settled.settings} - settled.optional
        self._optional = settled.optional
        self._tests = [(key, reader, condition) for key, condition in settled.settings for reader in _readers(key)]
        self.levels = levels_of(settled)
        self._held: set[tuple[str, Level]] = set()
        self._broken = False

    def see(self, resource: Resource) -> None:
        """Take note of a resource; one that is gone does not count."""
        if resource.gone:
            return
        for key, (level, reader), condition in self._tests:
            if level is resource.level:
                reading = plain(reader(resource))
                if key in self._optional and reading.reason is Reason.ABSENT:
                    continue
                self._broken |= not reading.understood or not all(map(condition.holds, reading.values))
                self._held.add((key, level))

    def holds(self, coverage: Coverage) -> bool:
        """Whether every setting was read and held wherever it is kept, the account included, and nobody was missed."""
        on_account = {
            (key, level) for key, (level, _), _ in self._tests if level is Level.ACCOUNT and key in self._keys
        }
        whole = on_account <= self._held and self._keys <= {key for key, _ in self._held}
        missed = any(coverage.gap(level) for level in self.levels)
        return bool(on_account) and whole and not self._broken and not missed


def levels_of(settled: Settled) -> tuple[Level, ...]:
    """The levels at which any of the settings is kept, among those that are looked at."""
    rows = [row for key, _ in settled.settings if (row := setting(key)) is not None]
    return tuple(level for level in LEVELS if any(level in row.levels for row in rows))


def settling_reads(settled: Settled, levels: frozenset[Level]) -> frozenset[Read]:
    """Everything that must be read for them."""
    return frozenset(reads_of_settings([key for key, _ in settled.settings], set(levels_of(settled)) & levels))


def _readers(key: str) -> list[tuple[Level, ValueReader]]:
    row = setting(key)
    places = [(level, row.levels[level]) for level in LEVELS if level in row.levels] if row else []
    return [(level, ValueReader(row, place.paths, endpoint_at(level, Role.SETTINGS))) for level, place in places if row]


def _words(settled: Settled) -> str:
    said = [_said(key, condition) for key, condition in settled.settings]
    return f"Settled by settings, for the account, its groups and users: {'; '.join(said)}."


def _said(key: str, condition: Condition) -> str:
    row = setting(key)
    return f"“{row.summary}” is {wanted(condition, setting_shown(row))}" if row else key
