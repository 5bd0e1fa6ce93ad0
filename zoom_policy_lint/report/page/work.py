"""What is left to do: safeguards to put right, questions to answer, what could not be read, what is accepted."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zoom_policy_lint.catalogue import setting
from zoom_policy_lint.model.run import RollUp, Run
from zoom_policy_lint.model.words import Check, Severity
from zoom_policy_lint.report import wording
from zoom_policy_lint.report.guide import to_click
from zoom_policy_lint.report.outline import Outline, Safeguard, Unjudged
from zoom_policy_lint.report.page import duties
from zoom_policy_lint.report.page.counts import baselined, concerned
from zoom_policy_lint.report.page.duties import Duty
from zoom_policy_lint.report.page.reasons import lock_sentence, title_of
from zoom_policy_lint.report.page.words import SEVERITIES, Look
from zoom_policy_lint.report.questions import Question
from zoom_policy_lint.report.style import plural
from zoom_policy_lint.report.values import value
from zoom_policy_lint.report.wording import sentence

_TITLES = 8
"""How many safeguards are named before the rest is only counted."""


@dataclass(frozen=True, slots=True)
class Task:
    """One failing safeguard: for how many, what was found, why it matters, how and by whom it is put right."""

    look: Look
    title: str
    whom: tuple[str, ...]
    found: tuple[str, ...]
    rationale: str
    steps: tuple[str, ...]
    clauses: tuple[tuple[str, str], ...]
    duty: Duty


@dataclass(frozen=True, slots=True)
class Gap:
    """What could not be read for one reason: how much, which safeguards miss it, what to do about it."""

    reason: str
    amount: str
    missed: str
    step: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that waits for a person, with the clauses (id, anchor) that it answers."""

    clauses: tuple[tuple[str, str], ...]
    by_role: str
    question: str


def tasks(run: Run, safeguards: Iterable[Safeguard], anchors: Mapping[str, str]) -> tuple[Task, ...]:
    """The safeguards in their order: the worst first."""
    return tuple(_task(run, one, anchors) for one in safeguards)


def _task(run: Run, safeguard: Safeguard, anchors: Mapping[str, str]) -> Task:
    rule = run.rules.get(safeguard.rule)
    return Task(
        look=SEVERITIES[safeguard.severity],
        title=safeguard.title,
        whom=tuple(_whom(safeguard.rollups)),
        found=tuple(dict.fromkeys(filter(None, map(_seen, safeguard.rollups)))),
        rationale=sentence(rule.rationale.strip()) if rule else "",
        steps=to_click(safeguard),
        clauses=linked(safeguard.clauses, anchors),
        duty=duties.repair(run, safeguard.rule, safeguard.severity, safeguard.rollups),
    )


def _whom(rollups: Iterable[RollUp]) -> Iterator[str]:
    kept = list(rollups)
    if whom := concerned(kept):
        yield f"This is not so for {whom}."
    yield from (lock_sentence(rollup) for rollup in kept if rollup.check is Check.LOCK)


def linked(clauses: Iterable[str], anchors: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The ids of clauses with their anchors; those that the page does not show have none."""
    return tuple((id_, anchors.get(id_, "")) for id_ in clauses)


def _seen(rollup: RollUp) -> str:
    """What was set and what must be; nothing where the title says it, or where a value could name somebody."""
    finding = rollup.worst
    seen = [actual for actual, _ in rollup.values]
    if rollup.check is not Check.VALUE or not seen or not harmless([*seen, finding.expected], rollup.setting):
        return ""
    if all(isinstance(actual, bool | None) for actual in seen):
        return ""
    found = " or ".join(value(actual, rollup.setting) for actual in seen)
    return f"Set to {found}; it must be {value(finding.expected, rollup.setting)}."


def harmless(seen: Any, key: str | None) -> bool:
    """Whether a value consists of numbers and of words that the catalogue explains: it can name nobody."""
    known = setting(key) if key else None
    if known is None:
        return False
    if isinstance(seen, Mapping):
        return all(harmless(item, key) for item in seen.values())
    if isinstance(seen, list | tuple):
        return all(harmless(item, key) for item in seen)
    return isinstance(seen, bool | int | float | None) or known.meaning(seen) is not None


def questions(asked: Iterable[Question], anchors: Mapping[str, str]) -> tuple[Asked, ...]:
    """The questions, with why an earlier statement does not count, and how to answer where that is not usual."""
    return tuple(
        Asked(linked(one.clauses, anchors), one.by_role, f"{one.why} {one.question} {one.answer}".strip())
        for one in asked
    )


def gaps(run: Run, groups: Iterable[Unjudged]) -> tuple[Gap, ...]:
    """What could not be read, reason by reason."""
    return tuple(_gap(run, group) for group in groups)


def _gap(run: Run, group: Unjudged) -> Gap:
    rules = dict.fromkeys([*(rollup.rule for rollup in group.missed), *([] if group.missed else group.rules)])
    titles = [title_of(run, rule) for rule in rules]
    more = len(titles) - _TITLES
    also = f"; and {more} more" if more > 0 else ""
    missed = f"{'; '.join(titles[:_TITLES])}{also}"
    return Gap(
        sentence(wording.reason(group.reason)), _amount(group), sentence(missed), wording.next_step(group.reason)
    )


def _amount(group: Unjudged) -> str:
    findings = f"{plural(group.findings, 'check')} could not be made." if group.findings else ""
    unread = len(group.endpoints)
    answers = f"{plural(unread, 'part')} of Zoom's answers {'is' if unread == 1 else 'are'} missing." if unread else ""
    return " ".join(filter(None, [findings, answers]))


def known(run: Run, shape: Outline) -> tuple[str, ...]:
    """What the baseline accepts, a sentence a safeguard."""
    return tuple(
        sentence(f"{title_of(run, one.rule)}: known and accepted for {baselined(one.rollups)}")
        for one in shape.baselined
    )


def extras(shape: Outline) -> tuple[str, ...]:
    """What fails of the recommendations beyond the policy, a sentence a safeguard."""
    return tuple(" ".join([sentence(one.title), *_whom(one.rollups)]) for one in shape.recommended)


def unlocked(run: Run) -> tuple[str, ...]:
    """The safeguards that are right while nothing locks them."""
    return tuple(title_of(run, rule) for rule in run.unlocked)


def by_severity(found: Iterable[Task]) -> Mapping[str, int]:
    """How many tasks there are of each severity, the worst first."""
    looks = [task.look for task in found]
    return {
        SEVERITIES[severity].word.lower(): count
        for severity in reversed(Severity)
        if (count := looks.count(SEVERITIES[severity]))
    }
