"""One finding in full: what was seen level by level, what holds it, whom it concerns, what to do."""

import textwrap
from collections.abc import Callable, Iterator

from tabulate import tabulate

from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.memory import Age
from zoom_policy_lint.model.run import RollUp, Run
from zoom_policy_lint.model.words import Check, Level
from zoom_policy_lint.report import wording
from zoom_policy_lint.report.conflicts import says
from zoom_policy_lint.report.guide import clicks, request_text
from zoom_policy_lint.report.plain import plain
from zoom_policy_lint.report.questions import how_to_answer, why_a_person
from zoom_policy_lint.report.style import STATUS, Style, plural
from zoom_policy_lint.report.values import value

_LABELS = 16
"""Columns that the widest label and the gap behind it take."""

_GROUPS = 10
"""How many groups are listed before the rest is only counted."""


def render_finding(
    finding: Finding, run: Run, write: Callable[[str], object], style: Style, age: Age | None = None
) -> None:
    """Write one finding of a run for a terminal, with its age where a history knows it.

    The findings of the run are passed over once, to show the same setting at the account and its groups.
    """
    look = STATUS[finding.status]
    write(f"{style.look(look, f', {finding.severity.value}')}: {style.bold(plain(_title(finding, run)))}\n")
    write(f"{plain(finding.message)}\n\n")
    rows = [(label, _cell(words, style)) for label, words in (*_facts(finding, run), *_aged(run, age)) if words]
    for line in tabulate(rows, tablefmt="plain", disable_numparse=True).splitlines():
        write(f"{line.rstrip()}\n")
    for line in _requests(finding, style):
        write(f"{line}\n")


def _cell(words: str, style: Style) -> str:
    return "\n".join(textwrap.wrap(plain(words), style.columns - _LABELS, break_on_hyphens=False))


def _title(finding: Finding, run: Run) -> str:
    rule = run.rules.get(finding.rule)
    return f"{rule.title} [{finding.rule}]" if rule else finding.rule


def _facts(finding: Finding, run: Run) -> Iterator[tuple[str, str]]:
    yield "finding", finding.fingerprint
    yield "who", _who(finding)
    yield "setting", finding.setting or ""
    yield from _values(finding)
    yield from _levels(finding, run)
    yield "reason", wording.REASONS[finding.reason] if finding.reason else ""
    yield "why a person", why_a_person(finding, run)
    yield "how to answer", how_to_answer(finding)
    yield "waived", wording.waiver(finding.waiver) if finding.waiver else ""
    yield "baseline", "known and accepted: it does not change the exit code" if finding.baselined else ""
    yield "evidence", finding.evidence.value
    yield from _clauses(finding, run)
    rule = run.rules.get(finding.rule)
    yield "why it matters", rule.rationale if rule else ""
    for place, sentence in enumerate(clicks(finding)):
        yield "" if place else "what to do", sentence


def _aged(run: Run, age: Age | None) -> Iterator[tuple[str, str]]:
    """How long it has been so, as far as the history knows."""
    if age is not None:
        yield "first seen", wording.when(age.first_seen)
        yield "open since", f"{wording.when(age.open_since)} ({plural(age.days_open(run.as_of), 'day')})"
        yield "last changed", wording.when(age.last_changed)


def _who(finding: Finding) -> str:
    resource = finding.resource
    if resource.level is Level.ACCOUNT:
        return "the account"
    return f"{resource.name} ({resource.level.value.replace('_', ' ')} {resource.id})"


def _values(finding: Finding) -> Iterator[tuple[str, str]]:
    """What was expected and seen; nothing where the finding is not about a value (a person's statement)."""
    if finding.expected is None and finding.actual is None:
        return
    yield "expected", value(finding.expected, finding.setting)
    yield "seen", value(finding.actual, finding.setting)
    yield "lock", wording.HELD[finding.decided_by] if finding.decided_by else _locked(finding.locked)


def _locked(locked: bool | None) -> str:  # noqa: FBT001
    return {True: "locked", False: "not locked", None: ""}[locked]


def _levels(finding: Finding, run: Run) -> Iterator[tuple[str, str]]:
    """The same rule and setting elsewhere: the account's and the groups' values, then everybody by count."""
    if finding.setting is None:
        return
    groups = 0
    for other in run.findings():
        if (other.rule, other.setting) != (finding.rule, finding.setting) or _same(other, finding):
            continue
        if other.check is Check.LOCK:
            yield "account's lock", f"{STATUS[other.status]}: {other.message}"
        elif other.resource.level is Level.ACCOUNT:
            yield "at the account", _elsewhere(other)
        elif other.resource.level is Level.GROUP:
            groups += 1
            if groups <= _GROUPS:
                yield "in a group", f"{other.resource.name}: {_elsewhere(other)}"
    if groups > _GROUPS:
        yield "", f"and {groups - _GROUPS} more groups"
    yield from (("in all", _counted(rollup)) for rollup in run.rollups if _alike(rollup, finding))


def _same(other: Finding, finding: Finding) -> bool:
    return (other.check, other.resource) == (finding.check, finding.resource)


def _elsewhere(other: Finding) -> str:
    seen = wording.REASONS[other.reason] if other.reason else value(other.actual, other.setting)
    held = f"; {wording.HELD[other.decided_by]}" if other.decided_by else ""
    return f"{STATUS[other.status]}: {seen}{held}"


def _alike(rollup: RollUp, finding: Finding) -> bool:
    same = (rollup.rule, rollup.check, rollup.setting) == (finding.rule, Check.VALUE, finding.setting)
    return same and rollup.level is not Level.ACCOUNT


def _counted(rollup: RollUp) -> str:
    counts = [f"{count} {look.word}" for status, look in STATUS.items() if (count := rollup.counts.get(status, 0))]
    return f"{wording.level(rollup.level, rollup.total)}: {', '.join(counts)}"


def _clauses(finding: Finding, run: Run) -> Iterator[tuple[str, str]]:
    known = {clause.id: clause for clause in run.clauses}
    for id_ in finding.clauses:
        yield "clause", f"{id_}: {known[id_].text if id_ in known else ''}"
        yield "conflict", says(known[id_], run) if id_ in known else ""
    if finding.advisory:
        yield "clause", "none: it is recommended beyond the policy"


def _requests(finding: Finding, style: Style) -> Iterator[str]:
    requests = finding.remediation.requests if finding.remediation else ()
    if requests:
        yield ""
        yield style.bold("The same through Zoom's API")
    for request in requests:
        yield from (f"  {line}".rstrip() for line in request_text(request).split("\n"))
