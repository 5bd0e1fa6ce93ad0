"""Locks where Zoom has none, and levels that a rule does not look at although Zoom keeps the setting there."""

from collections.abc import Iterator

from zoom_policy_lint.catalogue import setting
from zoom_policy_lint.lint.subject import LintFinding, Subject
from zoom_policy_lint.model.words import Level, Lock
from zoom_policy_lint.ruleset import SettingBody
from zoom_policy_lint.ruleset.setting_levels import JUDGED_LEVELS

NO_LOCK, LEFT_OUT = "no-lock", "level-left-out"

_CARRIERS = frozenset({Level.ACCOUNT, Level.GROUP})
"""Levels at which a lock can stand."""

_HELD = frozenset({Level.ACCOUNT, Level.GROUP, Level.USER})
"""Levels at which a lock holds a value."""


def no_lock(subject: Subject) -> Iterator[LintFinding]:
    """A lock that the rule asks for, in words of its own, and that Zoom does not offer or does not tell."""
    body = subject.rule.body
    if not isinstance(body, SettingBody) or "lock" not in subject.data or body.lock is Lock.NONE:
        return
    row = setting(body.settings[0][0])
    offering = {level for level, place in row.levels.items() if place.locks} if row else set()
    if not offering & _CARRIERS or not _HELD & set(body.levels):
        sentence = f"Zoom offers no lock for “{body.settings[0][0]}” at a level that this rule judges"
        yield subject.found(NO_LOCK, ["lock"], sentence, "write lock: none")
    elif body.lock is Lock.REQUIRED and Level.ACCOUNT not in offering:
        sentence = "the lock is required, but Zoom does not say for the account whether it holds"
        yield subject.found(NO_LOCK, ["lock"], sentence, "write lock: preferred")


def level_left_out(subject: Subject) -> Iterator[LintFinding]:
    """A level at which Zoom keeps a setting of the rule, and which its `levels` leave out."""
    body = subject.rule.body
    if not isinstance(body, SettingBody):
        return
    rows = [row for key, _ in body.settings if (row := setting(key)) is not None]
    kept = {level for row in rows for level in row.levels}
    missing = [level.words for level in JUDGED_LEVELS if level in kept and level not in body.levels]
    if missing:
        sentence = f"Zoom keeps this at levels that the rule leaves out: {', '.join(missing)}"
        hint = "take out “levels”, or add “accepted” with a reason that names each of these levels"
        yield subject.found(LEFT_OUT, ["levels"], sentence, hint, tuple(missing))
