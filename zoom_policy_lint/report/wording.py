"""The sentences that the readable formats share: who, what was seen, what holds it, what to do."""

from collections.abc import Iterable, Mapping

from zoom_policy_lint.model.clause import Summary
from zoom_policy_lint.model.finding import AppliedWaiver, Finding
from zoom_policy_lint.model.resource import ACCOUNT_ID
from zoom_policy_lint.model.run import RollUp, Run
from zoom_policy_lint.model.words import (
    Check,
    ClauseVerdict,
    DecidedBy,
    Level,
    Reason,
    Severity,
    Status,
    Verdict,
)
from zoom_policy_lint.report.outline import UnreadGroup
from zoom_policy_lint.report.plain import shorten
from zoom_policy_lint.report.style import SEVERITIES, STATUS, plural
from zoom_policy_lint.report.values import value

NAME_WIDTH = 48
"""Characters of one name where several stand on a line."""

NAMED = 3
"""How many names stand on a line before the rest is only counted."""

SOURCES = {"live": "live account", "snapshot": "snapshot", "demo": "demo account"}

REASONS: Mapping[Reason, str] = {
    Reason.ABSENT: "Zoom did not return it",
    Reason.NULL: "Zoom returned it without a value",
    Reason.TYPE: "Zoom returned a value of an unexpected kind",
    Reason.NEW_VALUE: "Zoom returned a value whose meaning is not known",
    Reason.SCOPE: "the app was not granted the scope to read it",
    Reason.PLAN: "the account's plan does not allow reading it",
    Reason.ERROR: "reading it failed",
    Reason.VANISHED: "it was listed, but could not be read",
    Reason.LIST_INCOMPLETE: "the list could not be read to its end",
    Reason.NOT_PULLED: "it was not read",
    Reason.DESELECTED: "it was left out of this run",
    Reason.PSEUDONYMISED: "its text was replaced by a pseudonym",
    Reason.NOT_OFFERED: "Zoom does not offer it here",
    Reason.NONE_EXIST: "there is none to judge",
}
"""Why something is unknown or does not apply, in plain words."""

_REASON_WORDS = {reason.value: words for reason, words in REASONS.items()}

HELD: Mapping[DecidedBy, str] = {
    DecidedBy.ACCOUNT_LOCK: "held by the account's lock",
    DecidedBy.GROUP_LOCK: "held by a group's lock",
    DecidedBy.UNLOCKED: "nothing locks it",
    DecidedBy.UNKNOWN: "whether a lock holds it is not known",
}
"""What decided a value, in plain words."""


def title(run: Run, width: int | None = None) -> str:
    """The run in a line: policy, source, when it was read; a long policy title is cut to fit `width`."""
    source = SOURCES.get(run.source.kind, run.source.kind)
    tail = f" {run.policy.version} · {source} · read {when(run.source.taken_at)}"
    return f"{shorten(run.policy.title, width - len(tail)) if width else run.policy.title}{tail}"


def when(taken_at: str) -> str:
    """An ISO 8601 time in UTC, to the minute, as people write it; anything else as it stands."""
    day, separator, time = taken_at.partition("T")
    return f"{day} {time[:5]} UTC" if separator and time.endswith("Z") else taken_at


def who(rollup: RollUp) -> str:
    """Whom a roll-up concerns: `the account`, `3 of 31 users`."""
    if rollup.level is Level.ACCOUNT and rollup.total == 1:
        return "the account"
    return f"{rollup.counts.get(rollup.worst.status, 0)} of {level(rollup.level, rollup.total)}"


def level(kind: Level, count: int) -> str:
    """`1 user`, `2 past meetings`."""
    return plural(count, kind.value.replace("_", " "))


def names(shown: Iterable[str], total: int, width: int = NAME_WIDTH) -> str:
    """The first few names, shortened, and how many more there are."""
    short = [shorten(name, width) for name in shown]
    more = total - len(short)
    if more > 0:
        return f"{', '.join(short)} and {more} more"
    return " and ".join(filter(None, [", ".join(short[:-1]), *short[-1:]]))


def affected(rollup: RollUp) -> str:
    """The names that a roll-up gives, empty for the account."""
    if rollup.level is Level.ACCOUNT and set(rollup.names) <= {ACCOUNT_ID, "the account"}:
        return ""
    return names(rollup.names, rollup.counts.get(rollup.worst.status, 0))


def subject(rollup: RollUp) -> str:
    """Whom a roll-up concerns, with the first few names; `lock` for a finding about the lock."""
    if rollup.check is Check.LOCK:
        return "lock"
    named = affected(rollup)
    return f"{who(rollup)} ({named})" if named else who(rollup)


def line(rollup: RollUp, *, name_setting: bool = False) -> str:
    """A roll-up in one sentence: whom it concerns, what was found, which setting where that is not clear."""
    tail = f" [{rollup.setting}]" if name_setting and rollup.setting else ""
    return f"{subject(rollup)}: {found(rollup)}{tail}"


def marked(rollup: RollUp, status: Status) -> str:
    """Glyph and word of a roll-up where they differ from the `status` above it, otherwise nothing."""
    own = rollup.worst.status
    return "" if own is status else f"{STATUS[own]}: "


def found(rollup: RollUp) -> str:
    """What a roll-up says of those whom it concerns."""
    finding = rollup.worst
    several = rollup.counts.get(finding.status, 0) > 1
    parts = [_said(finding, several=several), *_others(rollup)]
    if finding.baselined:
        parts.append("some of them in the baseline" if several else "in the baseline")
    return "; ".join(parts)


def _said(finding: Finding, *, several: bool) -> str:
    if finding.waiver:
        return waiver(finding.waiver)
    if finding.reason and finding.check is Check.VALUE:
        return REASONS[finding.reason]
    if finding.check is Check.VALUE and finding.setting is not None and finding.status is Status.FAIL:
        return _difference(finding, several=several)
    return f"the first: {finding.message}" if several else finding.message


def _difference(finding: Finding, *, several: bool) -> str:
    """What was expected and seen; where it holds of the first of several only, that is said."""
    expected, seen = value(finding.expected, finding.setting), value(finding.actual, finding.setting)
    held = HELD[finding.decided_by] if finding.decided_by else ""
    if several and not isinstance(finding.expected, bool):
        return f"expected {expected}; the first has {', '.join(filter(None, [seen, held]))}"
    of_first = " for the first" if several else ""
    return f"expected {expected}, seen {seen}" + (f"; {held}{of_first}" if held else "")


def _others(rollup: RollUp) -> list[str]:
    also = (Status.UNKNOWN, Status.MANUAL, Status.WAIVED)
    worst = rollup.worst.status
    counts = {status: rollup.counts.get(status, 0) for status in also if status is not worst}
    return [f"{count} more {status.value}" for status, count in counts.items() if count]


def waiver(applied: AppliedWaiver) -> str:
    """An accepted exception: until when, by whom, why."""
    was = f"otherwise {applied.original.value}"
    return f"accepted by {applied.approver} until {applied.expires}: {applied.reason} ({was})"


def severities(counts: Mapping[Severity, int]) -> str:
    """`3 critical, 1 low`; empty when all counts are 0."""
    found = {severity: counts.get(severity, 0) for severity in SEVERITIES}
    return ", ".join(f"{count} {severity.value}" for severity, count in found.items() if count)


def verdict_sentence(run: Run) -> str:
    """The whole run in a sentence, without its verdict word."""
    counts = run.summary.findings
    failed, unknown = counts.get(Status.FAIL, 0), counts.get(Status.UNKNOWN, 0)
    met = sum(clause.verdict is ClauseVerdict.MET for clause in run.clauses)
    standing = f"{met} of {plural(len(run.clauses), 'clause')} met"
    said = {
        Verdict.FAIL: _failed(run.summary, failed),
        Verdict.INCOMPLETE: _incomplete(failed, unknown),
        Verdict.PASS: _passed(failed, unknown),
    }
    return f"{said[run.summary.verdict]}; {standing} (exit code {run.exit_code})."


def _failed(summary: Summary, failed: int) -> str:
    fails = "finding fails" if failed == 1 else "findings fail"
    return f"{failed} {fails} ({severities(summary.failed_by_severity)})"


def _incomplete(failed: int, unknown: int) -> str:
    """Incomplete may also mean that Zoom was out of reach or the snapshot too old: the notes then say so."""
    accepted = f"{plural(failed, 'failure')} below the threshold or in the baseline, " if failed else ""
    if not unknown:
        return f"{accepted}the audit is not complete, see the notes"
    return f"{accepted}{plural(unknown, 'finding')} could not be judged"


def _passed(failed: int, unknown: int) -> str:
    if not failed and not unknown:
        return "nothing fails and nothing is unknown"
    aside = [plural(failed, "failure")] if failed else []
    aside += [f"{unknown} unknown"] if unknown else []
    return f"{' and '.join(aside)}, all below the threshold or in the baseline"


def unlocked(count: int) -> str:
    """How many rules are right today, yet can be undone by anybody."""
    return f"right, but can be changed back: {plural(count, 'rule')}"


def unread(group: UnreadGroup) -> str:
    """What an endpoint did not give, and what misses it."""
    reason = _REASON_WORDS.get(group.reason, group.reason)
    missed = f"; missed by {names(group.rules[:NAMED], len(group.rules))}" if group.rules else ""
    return f"{group.endpoint} for {names(group.resources[:NAMED], len(group.resources))}: {reason}{missed}"
