"""What changed between two runs: findings by rule, then clauses, then how much stayed as it was."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.memory import ChangeKind, ClauseChange, FindingChange
from zoom_policy_lint.model.resource import ACCOUNT_ID
from zoom_policy_lint.model.run import Run
from zoom_policy_lint.model.words import Check, Severity
from zoom_policy_lint.report.changes import NOTHING, Line, Page, Section, named
from zoom_policy_lint.report.plain import plain
from zoom_policy_lint.report.style import CLAUSE, STATUS, plural
from zoom_policy_lint.report.values import value
from zoom_policy_lint.report.wording import level, reason, when
from zoom_policy_lint.resolve.changes_values import canonical

CLAUSES = "Clauses with another verdict"
KINDS: Mapping[ChangeKind, str] = {
    ChangeKind.NEW: "new",
    ChangeKind.CHANGED: "changed",
    ChangeKind.FIXED: "fixed",
    ChangeKind.SETTLED: "settled",
    ChangeKind.GONE: "gone",
    ChangeKind.UNSEEN: "unseen",
}
"""Every kind of change, the worst first."""

_MEANINGS: Mapping[ChangeKind, str] = {
    ChangeKind.SETTLED: (
        "Settled: right in B without a repair. It could not be read, waited for a person, or the policy asks less now."
    ),
    ChangeKind.UNSEEN: "Unseen: not judged this time, so nobody knows whether it is still as it was.",
}
"""What kinds of change mean whose names do not say it."""

_NAMED = 20
"""Names that stand on a line."""


@dataclass(frozen=True, slots=True)
class RunChanges:
    """Two runs that were compared: what became of the findings that are open in one of them.

    `names` are what the runs are called; `unchanged` counts the findings that are open in the same way in both.
    `in_order` is false where B was recorded or read before A, so that not everything was looked up in it.
    """

    runs: tuple[Run, Run]
    names: tuple[str, str]
    changes: tuple[FindingChange, ...]
    unchanged: int
    in_order: bool = True

    @property
    def clauses(self) -> tuple[ClauseChange, ...]:
        """The clauses of the later run whose verdict is another."""
        before = {clause.id: clause.verdict for clause in self.runs[0].clauses}
        return tuple(
            ClauseChange(clause.id, before.get(clause.id), clause.verdict)
            for clause in self.runs[1].clauses
            if before.get(clause.id) is not clause.verdict
        )

    @property
    def differs(self) -> bool:
        """Whether anything changed."""
        return bool(self.changes or self.clauses or self._dropped())

    def _dropped(self) -> tuple[str, ...]:
        now = {clause.id for clause in self.runs[1].clauses}
        return tuple(clause.id for clause in self.runs[0].clauses if clause.id not in now)

    def counts(self) -> Mapping[ChangeKind, int]:
        """How many findings changed in which way."""
        return {kind: sum(change.kind is kind for change in self.changes) for kind in KINDS}

    def sections(self) -> Iterator[Section]:
        """The changes by rule, the worst first; then the clauses."""
        by_rule: dict[str, list[FindingChange]] = {}
        for change in self.changes:
            by_rule.setdefault(change.finding.rule, []).append(change)
        for rule in sorted(by_rule, key=lambda one: (-_worst(by_rule[one]), one)):
            yield Section(self._title(rule), tuple(_lines(by_rule[rule])))
        if self.clauses or self._dropped():
            yield Section(CLAUSES, tuple(self._clause_lines()))

    def _title(self, rule: str) -> str:
        known = self.runs[1].rules.get(rule) or self.runs[0].rules.get(rule)
        return f"{known.title} [{rule}]" if known else rule

    def _clause_lines(self) -> Iterator[Line]:
        texts = {clause.id: clause.text for clause in self.runs[1].clauses}
        for change in self.clauses:
            before = CLAUSE[change.before].word if change.before else "not in the policy"
            yield Line(f"{change.clause}: {before} → {CLAUSE[change.after].word}", texts[change.clause])
        yield from (Line(f"{clause}: no longer in the policy") for clause in self._dropped())

    def notices(self) -> Iterator[str]:
        """What to know before reading."""
        before, after = self.runs
        if before.policy.id != after.policy.id:
            yield f"They were judged by two policies: A by {before.policy.id}, B by {after.policy.id}."
        elif before.policy.sha256 != after.policy.sha256:
            yield "The policy's files changed between the two, so what is new or fixed may be so by that alone."
        if before.part != after.part:
            told = " and ".join(run.part or "everything" for run in self.runs)
            yield f"Not the same was judged in both (A and B: {told}): what was left out counts as unseen."
        if before.as_of != after.as_of:
            yield f"Waivers and statements were judged on two days: {before.as_of} and {after.as_of}."
        if not self.in_order:
            yield "B was recorded before A, or not after it: what was open in A only may be unseen in B by that alone."
        yield from (_MEANINGS[kind] for kind in _MEANINGS if self.counts()[kind])

    def summary(self) -> str:
        """How much changed, and how much stayed as it was."""
        counts = self.counts()
        told = ", ".join(f"{counts[kind]} {word}" for kind, word in KINDS.items() if counts[kind])
        as_before = f"{plural(self.unchanged, 'finding')} {'is' if self.unchanged == 1 else 'are'} open as before"
        return f"Open findings: {told or 'none became another'}; {as_before}."


def run_page(found: RunChanges) -> Page:
    """The whole comparison of two runs."""
    sides = [
        f"{plain(name)} · policy {run.policy.id} {run.policy.version} · read {when(run.source.taken_at)}"
        for name, run in zip(found.names, found.runs, strict=True)
    ]
    notices = (*found.notices(), found.summary())
    return Page("What changed between two runs", (sides[0], sides[1]), notices, tuple(found.sections()), NOTHING)


def _worst(changes: Iterable[FindingChange]) -> int:
    return max(Severity(change.finding.severity).rank for change in changes)


def _lines(changes: Iterable[FindingChange]) -> Iterator[Line]:
    """Equal changes on one line each, with whom they concern."""
    groups: dict[tuple[Any, ...], list[FindingChange]] = {}
    for change in changes:
        kind = list(KINDS).index(change.kind)
        groups.setdefault(
            (kind, *map(_key, (change.before, change.after)), change.finding.resource.level.rank), []
        ).append(change)
    for _, equal in sorted(groups.items(), key=lambda item: item[0]):
        yield Line(_text(equal[0]), _who(equal), equal[0].finding.setting or "")


def _key(finding: Finding | None) -> tuple[str, str, str]:
    if finding is None:
        return "", "", ""
    return str(finding.status), str(finding.check), f"{canonical(finding.actual)} {finding.locked} {finding.setting}"


def _text(change: FindingChange) -> str:
    if change.kind is ChangeKind.CHANGED:
        return f"Changed: {_state(change.before)} → {_state(change.after)}"
    if change.kind is ChangeKind.NEW:
        was = f", was {_state(change.before)}" if change.before else ""
        return f"New: {_state(change.after)}{was}"
    now = f", now {_state(change.after)}" if change.after else ""
    return f"{KINDS[change.kind].capitalize()}: was {_state(change.before)}{now}"


def _state(finding: Finding | None) -> str:
    """`fail, off`, `unknown (Zoom did not return it)`."""
    if finding is None:
        return "not judged"
    word = STATUS[finding.status].word
    if finding.reason is not None:
        return f"{word} ({reason(finding.reason)})"
    lock = "" if finding.locked is None else ", locked" if finding.locked else ", not locked"
    told = finding.actual is not None and finding.check is not Check.LOCK
    return f"{word}{f', {value(finding.actual, finding.setting)}' if told else ''}{lock}"


def _who(equal: list[FindingChange]) -> str:
    resource = equal[0].finding.resource
    if resource.id == ACCOUNT_ID:
        return "the account"
    names = named((change.finding.resource.name for change in equal[:_NAMED]), len(equal))
    return names if len(equal) == 1 else f"{level(resource.level, len(equal))}: {names}"
