"""Registers that a school keeps: who was trained, and when; who agreed, and until when."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from zoom_policy_lint.model.errors import Problem
from zoom_policy_lint.policy.dates import months_later

_MOST_NOTED = 20
"""Bad lines that a report names one by one; `policy validate` names all."""


class RegisterState(StrEnum):
    """What a register says of a person."""

    CURRENT = "current"
    EXPIRED = "expired"
    MISSING = "missing"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One entry: `since` when, and `until` when if the register says so; `line` is its place in the file, from 1."""

    line: int
    since: date
    until: date | None

    def last_day(self, valid_months: int | None) -> date:
        """The last day on which it counts: its own, but never later than so many months after it began."""
        ends = [] if self.until is None else [self.until]
        if valid_months is not None:
            ends.append(months_later(self.since, valid_months))
        return min(ends, default=date.max)


@dataclass(frozen=True, slots=True, order=True)
class BadLine:
    """A line of a register that cannot be used, and why."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What a register says of a person: the line to look at (0: none), the last day, and why nothing can be said."""

    state: RegisterState
    line: int = 0
    until: date | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """A register as read: good lines by address (lower case, or its SHA-256), bad lines, and who stands on those.

    `name` is the file as the policy writes it, `file` where it was found.
    """

    name: str
    file: str
    lines: Mapping[str, tuple[RegisterLine, ...]]
    bad: tuple[BadLine, ...]
    spoilt: Mapping[str, BadLine]

    def state(self, address: str, on: date, valid_months: int | None = None) -> Standing:
        """What it says of a person on a day: the entry that counts longest decides.

        Whoever has no entry that counts, but stands on a line that cannot be used (an entry later than the day is one),
        is unreadable: neither missing nor out of date is sure.
        """
        keys = _keys(address)
        lines = [line for key in keys for line in self.lines.get(key, ())]
        valid = [line for line in lines if line.since <= on]
        best = max(valid, key=lambda line: (line.last_day(valid_months), line.since, -line.line), default=None)
        if best is not None and best.last_day(valid_months) >= on:
            return Standing(RegisterState.CURRENT, best.line, best.last_day(valid_months))
        bad = [self.spoilt[key] for key in keys if key in self.spoilt]
        bad += [_too_early(line) for line in lines if line.since > on]
        if bad:
            return Standing(RegisterState.UNREADABLE, min(bad).line, why=min(bad).message)
        if best is not None:
            return Standing(RegisterState.EXPIRED, best.line, best.last_day(valid_months))
        return Standing(RegisterState.MISSING)

    def bad_lines(self, on: date) -> list[BadLine]:
        """Every line that cannot be used on a day, in the order of the file."""
        early = [_too_early(line) for lines in self.lines.values() for line in lines if line.since > on]
        return sorted([*self.bad, *early])

    def problems(self, on: date) -> Iterator[Problem]:
        """The same as problems of the file."""
        return (Problem(self.file, bad.line, 1, bad.message) for bad in self.bad_lines(on))

    def notes(self, on: date) -> Iterator[str]:
        """The same as sentences of a report, which counts those beyond the first few."""
        bad = self.bad_lines(on)
        for one in bad[:_MOST_NOTED]:
            yield f"{self.name}, line {one.line}, is not used: {one.message}."
        if len(bad) > _MOST_NOTED:
            yield f"{len(bad) - _MOST_NOTED} more lines of {self.name} are not used; “policy validate” names them all."


def _keys(address: str) -> tuple[str, str]:
    plain = address.strip().lower()
    return plain, hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def _too_early(line: RegisterLine) -> BadLine:
    return BadLine(line.line, f"its date, {line.since.isoformat()}, is still to come")
