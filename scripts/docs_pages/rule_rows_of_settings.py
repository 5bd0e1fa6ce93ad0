"""How a rule on settings is judged at each level, and its lock."""

from itertools import takewhile

from docs_pages.markdown import code
from docs_pages.rule_rows import LISTED, NAMED, WHOSE, Row
from docs_pages.rule_words import joined, of_setting, row_of, wrong_of_setting
from zoom_policy_lint.model.words import Level, Lock
from zoom_policy_lint.ruleset import Condition, Match, SettingBody
from zoom_policy_lint.ruleset.setting_levels import JUDGED_LEVELS

_RIGHT = {
    Match.ALL: "all of these",
    Match.ANY: "the first of these; where it is wrong, another one that Zoom returns",
    Match.NEWEST: "the first of these that Zoom returns",
}
_WRONG = {
    Match.ALL: "any of these",
    Match.ANY: "all of these that Zoom returns, the first among them",
    Match.NEWEST: "the first of these that Zoom returns",
}
"""How several settings are right together, and how they are wrong."""

_MISSING = {
    Match.ALL: "each setting has a finding of its own, and one that is wrong fails whatever is missing beside it",
    Match.ANY: "that of the first counts whatever the others are, that of another one only where the first is wrong",
    Match.NEWEST: "Zoom may leave out a name, but not all of them",
}
"""What several settings change about one that was not read."""

_TYPES = {"boolean": "on or off", "string": "text", "integer": "a whole number", "number": "a number"}


def settings_row(body: SettingBody, level: Level) -> Row:
    kept = [(key, condition) for key, condition in body.settings if level in row_of(key).levels]
    several = len(kept) > 1
    names = _short([key for key, _ in body.settings])
    right = "; ".join(_pair(names[key], of_setting(one, key), several=several) for key, one in kept)
    wrong = "; ".join(_pair(names[key], wrong_of_setting(one, key), several=several) for key, one in kept)
    return Row(
        level,
        f"{WHOSE[level]}: {joined(code(names[key]) for key, _ in kept)}{_twice([key for key, _ in kept], level)}",
        f"{_RIGHT[body.match]}: {right}" if several else right,
        f"{_WRONG[body.match]}: {wrong}" if several else wrong,
        _unread(body, kept, level),
        NAMED[level],
    )


def _short(keys: list[str]) -> dict[str, str]:
    """Each key without what all of them begin with; a single one stays whole."""
    parts = [key.split(".") for key in keys]
    steps = zip(*(one[:-1] for one in parts), strict=False) if len(keys) > 1 else ()
    shared = len(list(takewhile(lambda step: len(set(step)) == 1, steps)))
    return {key: ".".join(one[shared:]) for key, one in zip(keys, parts, strict=True)}


def _twice(keys: list[str], level: Level) -> str:
    twice = any(len(row_of(key).levels[level].paths) > 1 for key in keys)
    return " (where Zoom tells it in two places, both count)" if twice else ""


def _pair(name: str, words: str, *, several: bool) -> str:
    return f"{code(name)} {words}" if several else words


def _unread(body: SettingBody, kept: list[tuple[str, Condition]], level: Level) -> str:
    kinds = joined(dict.fromkeys(_TYPES.get(row_of(key).type, "a list") for key, _ in kept), "or")
    text = f"Zoom refused it, left it out, or gave no value (null) or one that is not {kinds}"
    if any(row_of(key).known for key, _ in kept):
        text += ", or one whose meaning is not known"
    if body.lock is not Lock.NONE and level in (Level.GROUP, Level.USER) and any(lockable_at(key) for key, _ in kept):
        text += "; or a lock above it holds another value, so that Zoom's answers contradict each other"
    if len(kept) > 1:
        text += f"; {_MISSING[body.match]}"
    return text + LISTED.get(level, "")


def lockable_at(key: str) -> list[Level]:
    """The levels at which Zoom has a lock for a setting, in canonical order."""
    places = row_of(key).levels
    return [level for level in JUDGED_LEVELS if level in places and places[level].locks]


def lock_row(body: SettingBody) -> Row | None:
    """How its lock is judged; None where the rule asks for none, or Zoom offers none."""
    first = body.settings[0][0]
    offered = lockable_at(first)
    if body.lock is Lock.NONE or not offered:
        return None
    flags = f"the lock of {code(first)}: {joined(WHOSE[level] for level in offered)}"
    if body.lock is Lock.PREFERRED:
        right = "locked; or not locked, which is counted as “right, but can be changed back”"
        return Row("lock", flags, right, "never", "never a finding of its own", "the account")
    return Row(
        "lock",
        flags,
        "the account's lock holds it for everyone, or every active user is in groups that all lock it",
        "nothing holds it for at least one active user",
        "lock flags were refused or left out; users, groups or their members were not all read; or a user's groups "
        "differ",
        "the account, in one finding; the first five users whom nothing holds",
    )


def lock_remark(body: SettingBody) -> str:
    """Why there is no word of a lock in the table; empty where there is, or where nothing could be locked."""
    first = body.settings[0][0]
    if not {Level.ACCOUNT, Level.GROUP, Level.USER} & set(body.levels) or lock_row(body) is not None:
        return ""
    if lockable_at(first):
        return f"Zoom could lock {code(first)}; this rule does not ask for it."
    return f"Zoom offers no lock for {code(first)}."
