"""The words that the readable formats share: the run as a whole, reasons, names, counts."""

from collections.abc import Iterable, Mapping

from zoom_policy_lint.model.finding import AppliedWaiver
from zoom_policy_lint.model.run import Run
from zoom_policy_lint.model.words import (
    ClauseVerdict,
    DecidedBy,
    Kind,
    Level,
    Reason,
    Severity,
    Status,
    Verdict,
)
from zoom_policy_lint.report.outline import Outline, Safeguard
from zoom_policy_lint.report.plain import shorten
from zoom_policy_lint.report.style import SEVERITIES, plural

NAME_WIDTH = 88
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
    Reason.NOT_OFFERED: "it cannot be read here",
    Reason.NONE_EXIST: "there is none to judge",
}
"""Why something is unknown or does not apply, in plain words."""

_BY_HAND = "Look at it in the admin portal; if it is right there, record a waiver that says who looked."
_AGAIN = "Run the audit again."
_NEWER = "Zoom may have changed its API: look for a newer version of this program."

NEXT: Mapping[Reason, str] = {
    Reason.ABSENT: _BY_HAND,
    Reason.NULL: _BY_HAND,
    Reason.TYPE: f"{_BY_HAND} {_NEWER}",
    Reason.NEW_VALUE: f"{_BY_HAND} {_NEWER}",
    Reason.SCOPE: "Add the scope to the app in the Zoom App Marketplace; zoom-policy-lint doctor says which.",
    Reason.PLAN: _BY_HAND,
    Reason.ERROR: f"{_AGAIN} If it stays, zoom-policy-lint doctor shows what can be read.",
    Reason.VANISHED: _AGAIN,
    Reason.LIST_INCOMPLETE: f"{_AGAIN} Best at a time when nobody adds or removes users.",
    Reason.NOT_PULLED: "Read the account again with zoom-policy-lint pull and this policy.",
    Reason.NOT_OFFERED: _BY_HAND,
    Reason.PSEUDONYMISED: "Judge a snapshot that was taken without --pseudonymise.",
    Reason.NONE_EXIST: "Correct the name in the policy, or make in Zoom what it names.",
}
"""What to do about something unknown, by its reason."""

HELD: Mapping[DecidedBy, str] = {
    DecidedBy.ACCOUNT_LOCK: "held by the account's lock",
    DecidedBy.GROUP_LOCK: "held by a group's lock",
    DecidedBy.UNLOCKED: "no lock holds it",
    DecidedBy.UNKNOWN: "whether a lock holds it is not known",
}
"""What decided a value, in plain words."""

KINDS: Mapping[Kind, str] = {
    Kind.SETTINGS: "settings and locks",
    Kind.MEETINGS: "scheduled meetings",
    Kind.RECORDINGS: "recordings",
    Kind.PAST: "past meetings",
    Kind.USERS: "users, roles and domains",
    Kind.ATTESTATION: "a person's statement",
}
"""Kinds of evidence, in plain words."""

COUNTED: Mapping[Status, str] = {
    Status.FAIL: "fail",
    Status.UNKNOWN: "unknown",
    Status.MANUAL: "to attest",
    Status.WAIVED: "waived",
}
"""How a count of safeguards is labelled under a clause."""


def origin(run: Run) -> str:
    """Policy, source and time of a run, in a line."""
    source = SOURCES.get(run.source.kind, run.source.kind)
    policy = f"Policy {run.policy.id} {run.policy.version}"
    return f"{policy} · {source} {run.source.account_id} · read {when(run.source.taken_at)} · as of {run.as_of}"


def when(taken_at: str) -> str:
    """An ISO 8601 time in UTC, to the minute, as people write it; anything else as it stands."""
    day, separator, time = taken_at.partition("T")
    return f"{day} {time[:5]} UTC" if separator and time.endswith("Z") else taken_at


def level(kind: Level, count: int) -> str:
    """`1 user`, `2 past meetings`."""
    return plural(count, kind.value.replace("_", " "))


def reason(text: str) -> str:
    """Why something is unknown, by the reason's value, in plain words; anything else as it stands."""
    if text == Reason.NONE_EXIST:
        return "whom or what the policy names was not found in the account"
    return REASONS[Reason(text)] if text in set(Reason) else text


def next_step(text: str) -> str:
    """What to do about what is unknown for a reason; empty where nothing is known to help."""
    return NEXT.get(Reason(text), "") if text in set(Reason) else ""


def listed(parts: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *first, last = parts or [""]
    return f"{', '.join(first)} and {last}" if first else last


def sentence(words: str) -> str:
    """The words with a capital first and a full stop last."""
    end = "" if words.endswith((".", "?", "!", "…")) else "."
    return f"{words[:1].upper()}{words[1:]}{end}" if words else ""


def names(shown: Iterable[str], total: int, width: int = NAME_WIDTH) -> str:
    """The first few names, shortened, and how many more there are."""
    short = [shorten(name, width) for name in shown]
    more = total - len(short)
    if more > 0:
        return f"{', '.join(short)} and {more} more"
    return " and ".join(filter(None, [", ".join(short[:-1]), *short[-1:]]))


def first_names(shown: tuple[str, ...], most: int = NAMED) -> str:
    """All names, or the first few and how many more there are."""
    return names(shown[:most], len(shown))


def counts(found: Mapping[Status, int]) -> str:
    """`3 fail · 2 to attest`; empty when all counts are 0."""
    return " · ".join(f"{found[status]} {word}" for status, word in COUNTED.items() if found.get(status))


def kinds(found: Iterable[Kind]) -> str:
    """Kinds of evidence in a word each: `settings, meetings`."""
    return ", ".join(kind.name.lower() for kind in found)


def left_out(found: Iterable[Kind]) -> str:
    """That something of these kinds was left out of this run; empty where nothing was."""
    told = kinds(found)
    return f"left out: {told}" if told else ""


def waiver(applied: AppliedWaiver) -> str:
    """An accepted exception: until when, by whom, why."""
    was = f"otherwise {applied.original.value}"
    return f"accepted by {applied.approver} until {applied.expires}: {applied.reason} ({was})"


def severities(found: Mapping[Severity, int]) -> str:
    """`3 critical, 1 low`; empty when all counts are 0."""
    shown = {severity: found.get(severity, 0) for severity in SEVERITIES}
    return ", ".join(f"{count} {severity.value}" for severity, count in shown.items() if count)


def verdict_sentence(run: Run, shape: Outline) -> str:
    """The whole run in a sentence, without its verdict word."""
    failed, unknown = run.summary.findings.get(Status.FAIL, 0), run.summary.findings.get(Status.UNKNOWN, 0)
    said = {
        Verdict.FAIL: lambda: _failed(shape.failing, unknown),
        Verdict.INCOMPLETE: lambda: _incomplete(failed, unknown),
        Verdict.PASS: lambda: _passed(failed, unknown),
    }
    met = sum(clause.verdict is ClauseVerdict.MET for clause in run.clauses)
    waiting = len(shape.questions)
    open_ = f", {plural(waiting, 'question')} open" if waiting else ""
    standing = f"{met} of {plural(len(run.clauses), 'clause')} met"
    return f"{said[run.summary.verdict]()}{open_}; {standing} (exit code {run.exit_code})."


def _failed(failing: tuple[Safeguard, ...], unknown: int) -> str:
    fails = "safeguard fails" if len(failing) == 1 else "safeguards fail"
    found = {severity: sum(one.severity is severity for one in failing) for severity in Severity}
    aside = sum(one.undecided for one in failing)
    first = f"; {aside} to decide on first" if aside else ""
    also = f", {plural(unknown, 'finding')} could not be judged" if unknown else ""
    return f"{len(failing)} {fails} ({severities(found)}{first}){also}"


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
