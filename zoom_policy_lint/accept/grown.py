"""How a baseline stands in a run, and its text with entries more or fewer; what stays does so byte for byte."""

import sys
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date

from zoom_policy_lint.accept.baseline import ACCEPTED, VERSION, baseline_of
from zoom_policy_lint.accept.items import with_items, without_items
from zoom_policy_lint.accept.writing import in_line
from zoom_policy_lint.model.baseline import Baseline, BaselineEntry
from zoom_policy_lint.model.errors import PolicyLintError, ProblemsError
from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.words import Level, Reason

_HEADER = """\
# Findings that were accepted on a day, with who answers for each: only new ones fail an audit.
# Written by “zoom-policy-lint baseline”, which takes out what no longer fails. Owners may be changed, comments added.
"""

_ANY_LENGTH = sys.maxsize

_NOT_ALL_SEEN = frozenset(
    {Reason.SCOPE, Reason.PLAN, Reason.ERROR, Reason.LIST_INCOMPLETE, Reason.NOT_PULLED, Reason.DESELECTED}
)
"""Reasons of findings beside which others of the rule may be missing without a word."""


@dataclass(slots=True)
class Standing:
    """How the entries of a baseline stand after all findings of a run were shown to it.

    `fresh` are findings that fail or are unknown and are not accepted, `refused` the entries among them that do not
    accept the finding of their fingerprint, each with why. `levels` are those that were judged, `former` the rules' ids
    by their former ones.
    """

    baseline: Baseline
    as_of: date
    former: Mapping[str, str] = field(default_factory=dict)
    levels: AbstractSet[Level] = frozenset(Level)
    fresh: list[Finding] = field(default_factory=list)
    refused: dict[BaselineEntry, str] = field(default_factory=dict)
    _known: Mapping[str, BaselineEntry] = field(init=False)
    _open: set[str] = field(default_factory=set)
    _settled: set[str] = field(default_factory=set)
    _judged: set[str] = field(default_factory=set)
    _unsure: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._known = self.baseline.known

    def see(self, finding: Finding) -> None:
        """Take note of one finding of the run; advice is none of it."""
        if finding.advisory:
            return
        self._judged.add(finding.rule)
        if finding.reason in _NOT_ALL_SEEN:
            self._unsure.add(finding.rule)
        if finding.status not in ACCEPTED:
            if finding.reason not in _NOT_ALL_SEEN:
                self._settled.add(finding.fingerprint)
            return
        self._open.add(finding.fingerprint)
        entry = self._known.get(finding.fingerprint)
        if entry is not None and (why := entry.objection(finding, self.former, self.as_of)):
            self.refused[entry] = why
        if entry is None or entry in self.refused:
            self.fresh.append(finding)

    def unneeded(self) -> tuple[BaselineEntry, ...]:
        """The entries that no longer fail: right now, accepted in another way, or gone where all was looked at."""
        return tuple(one for one in self.baseline.entries if self._is_over(one))

    def _is_over(self, entry: BaselineEntry) -> bool:
        if entry.fingerprint in self._open:
            return False
        judged = self.former.get(entry.rule, entry.rule) in self._judged - self._unsure and entry.level in self.levels
        return entry.fingerprint in self._settled or judged


def entry_of(finding: Finding, owner: str, on: str) -> dict[str, str]:
    """What a baseline says of a finding: no name of anybody but the owner."""
    said = {
        "fingerprint": finding.fingerprint,
        "rule": finding.rule,
        "check": str(finding.check),
        "level": str(finding.resource.level),
        "id": finding.resource.id,
        "setting": finding.setting or "",
        "status": str(finding.status),
        "severity": str(finding.severity),
        "owner": owner,
        "on": on,
    }
    return {key: value for key, value in said.items() if value}


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings as a baseline lists them."""
    return sorted(
        findings, key=lambda one: (one.rule, one.resource.level.rank, one.resource.id, one.check, one.setting or "")
    )


def new_text(account: str, policy: str, findings: Iterable[Finding], owner: str, on: str) -> str:
    """The text of a new baseline."""
    entries = [f"  - {in_line(entry_of(one, owner, on))}\n" for one in in_order(findings)]
    head = f"version: {VERSION}\naccount: {in_line(account)}\npolicy: {in_line(policy)}\n"
    return f"{_HEADER}{head}findings:{'' if entries else ' []'}\n{''.join(entries)}"


def changed_text(text: str, file: str, gone: Iterable[BaselineEntry], more: list[dict[str, str]]) -> str:
    """The text of a baseline without some entries, and with others after the last.

    Raises PolicyLintError where it is laid out so that this cannot be done without touching what stays.
    """
    before = baseline_of(text.removeprefix("\ufeff"), file)
    over = {one.fingerprint for one in gone}
    left = [one.fingerprint for one in before.entries if one.fingerprint not in over]
    new: str | None = text
    if over:
        indexes = {index for index, one in enumerate(before.entries) if one.fingerprint in over}
        new = without_items(text, "findings", indexes, lambda one: _holds(one, file, left))
    if more and new is not None:
        wanted = [*left, *(one["fingerprint"] for one in more)]
        new = next((one for one in with_items(new, "findings", more, _ANY_LENGTH) if _holds(one, file, wanted)), None)
    if new is None:
        message = f"{file} cannot be changed without touching what stays in it."
        raise PolicyLintError(message, "Write “findings” as a list with one “- {…}” a line, or name a new file.")
    return new


def _holds(text: str, file: str, wanted: list[str]) -> bool:
    try:
        return [one.fingerprint for one in baseline_of(text.removeprefix("\ufeff"), file).entries] == wanted
    except ProblemsError:
        return False
