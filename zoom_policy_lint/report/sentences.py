"""A roll-up in a sentence: whom it concerns, what was found, what is wanted, what holds it."""

from collections.abc import Iterator, Mapping
from typing import Any

from zoom_policy_lint.model.run import RollUp
from zoom_policy_lint.model.words import Check, DecidedBy, Level, Reason, Status
from zoom_policy_lint.report import wording
from zoom_policy_lint.report.outline import Safeguard, Unjudged
from zoom_policy_lint.report.plain import shorten
from zoom_policy_lint.report.values import value
from zoom_policy_lint.ruleset import NOTHING
from zoom_policy_lint.ruleset.operators import OPERATORS

_SEEN_WIDTH = 60
"""Characters of one value that was seen."""


def lines(safeguard: Safeguard) -> Iterator[tuple[str, str]]:
    """Pairs of whom and what; those of whom the same is to be said stand together."""
    told: dict[str, list[str]] = {}
    for rollup in safeguard.rollups:
        named = safeguard.several_settings and rollup.setting
        tail = f" [{named.rpartition('.')[2]}]" if named else ""
        told.setdefault(f"{found(rollup)}{tail}", []).append(whom(rollup))
    for what, concerned in told.items():
        yield "; ".join(concerned), what


def who(rollup: RollUp) -> str:
    """`the account`, `the lock`, `3 of 31 users`, `all 5 groups`."""
    if rollup.check is Check.LOCK:
        return "the lock"
    return _who(rollup, rollup.concerned)


def _who(rollup: RollUp, count: int) -> str:
    total = rollup.total
    if rollup.level is Level.ACCOUNT and total == 1:
        return "the account"
    if count == total and total > 1:
        return f"all {wording.level(rollup.level, total)}"
    return f"{count} of {wording.level(rollup.level, total)}"


def whom(rollup: RollUp) -> str:
    """Whom a roll-up concerns, with the first few names where not all are meant."""
    if rollup.level is Level.ACCOUNT or rollup.concerned == rollup.total > 1:
        return who(rollup)
    return f"{who(rollup)}: {wording.names(rollup.names[: wording.NAMED], rollup.concerned)}"


def baselined_whom(rollup: RollUp) -> str:
    """Whom the baseline covers; they are named where all of the worst are in it."""
    return whom(rollup) if rollup.worst.baselined else _who(rollup, rollup.baselined)


def found(rollup: RollUp) -> str:
    """What a roll-up says of those whom it concerns."""
    finding = rollup.worst
    if finding.waiver:
        return wording.waiver(finding.waiver)
    if finding.status is Status.UNKNOWN and finding.reason is not Reason.NONE_EXIST:
        return " and ".join(wording.REASONS[reason] for reason in rollup.unknown) or finding.message
    if finding.check is Check.LOCK:
        return finding.message.partition(" (")[0]
    if finding.check is Check.VALUE and finding.status is Status.FAIL and (finding.setting or rollup.concerned > 1):
        return _difference(rollup)
    return finding.message


def _difference(rollup: RollUp) -> str:
    """What was seen, for how many; what it must be; what holds it; what else the first one's message says."""
    finding = rollup.worst
    if finding.setting is None and finding.expected == NOTHING:
        return "there, and there may be none"
    field, wanted = _field(finding.expected)
    held = f"; {_held(rollup.held, rollup.concerned)}" if rollup.held else ""
    more = finding.message.partition("). ")[2] if finding.setting else ""
    first = "the first: " if rollup.concerned > 1 else ""
    must = value(wanted, finding.setting)
    return f"{field}is {_seen(rollup, field)}; must be {must}{held}" + (f". {first}{more}" if more else "")


def _field(expected: Any) -> tuple[str, Any]:
    """The one field that a rule is about, quoted, with what is wanted of it; no field where it is a setting."""
    if isinstance(expected, Mapping) and len(expected) == 1:
        [(name, wanted)] = expected.items()
        if name not in OPERATORS:
            return f"“{name}” ", wanted
    return "", expected


def _seen(rollup: RollUp, field: str) -> str:
    name = field.strip("“” ")
    values = [(seen.get(name) if field and isinstance(seen, Mapping) else seen, count) for seen, count in rollup.values]
    shown = [(shorten(_bracketed(value(seen, rollup.setting), seen), _SEEN_WIDTH), count) for seen, count in values]
    rest = rollup.concerned - sum(count for _, count in shown)
    if len(shown) == 1 and not rest:
        return shown[0][0]
    parts = [f"{seen} for {count}" for seen, count in shown]
    return ", ".join([*parts, *([f"other values for {rest}"] if rest else [])])


def _bracketed(words: str, seen: Any) -> str:
    return f"[{words}]" if isinstance(seen, list | tuple) else words


def _held(held: Mapping[DecidedBy, int], total: int) -> str:
    """What holds the values: of all, or for how many."""
    if list(held.values()) == [total]:
        return "".join(wording.HELD[decided] for decided in held)
    return ", ".join(f"{wording.HELD[decided]} for {held[decided]}" for decided in DecidedBy if decided in held)


def by_whom(group: Unjudged) -> Mapping[str, tuple[str, ...]]:
    """The rules that are not judged for one reason, by whom they miss."""
    told: dict[str, dict[str, None]] = {}
    for rollup in group.missed:
        told.setdefault(_missed_whom(rollup, group.count(rollup)), {})[rollup.rule] = None
    return {concerned: tuple(rules) for concerned, rules in told.items()}


def _missed_whom(rollup: RollUp, count: int) -> str:
    """Whom a rule misses; they are named where the names of the roll-up are theirs and nobody else's."""
    if rollup.check is Check.LOCK:
        return who(rollup)
    theirs = rollup.worst.status is Status.UNKNOWN and rollup.concerned == count == sum(rollup.unknown.values())
    return whom(rollup) if theirs else _who(rollup, count)
