"""What is left to do: safeguards to put right, what could not be read, what is accepted."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zoom_policy_lint.catalogue import setting
from zoom_policy_lint.model.run import RollUp, Run
from zoom_policy_lint.model.words import Check, Severity
from zoom_policy_lint.report import wording
from zoom_policy_lint.report.outline import Outline, Safeguard, Unjudged
from zoom_policy_lint.report.page import duties
from zoom_policy_lint.report.page.counts import baselined, concerned
from zoom_policy_lint.report.page.reasons import lock_sentence, title_of
from zoom_policy_lint.report.page.words import SEVERITIES, Look
from zoom_policy_lint.report.style import plural
from zoom_policy_lint.report.wording import sentence

_TITLES = 8
"""How many safeguards are named before the rest is only counted."""

_NEXT_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[“A-Z])")


KNOWN = "Known, accepted in the baseline."


@dataclass(frozen=True, slots=True)
class Task:
    """One failing safeguard: why it matters, for how many, who puts it right by when, and where it is told."""

    look: Look
    title: str
    why: str
    whom: str
    clauses: tuple[tuple[str, str], ...]
    annex: tuple[str, str]
    who: str
    by: str
    late: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """What could not be read for one reason: how much, which safeguards miss it, what to do about it."""

    reason: str
    amount: str
    missed: str
    step: str


def tasks(
    run: Run, safeguards: Iterable[Safeguard], anchors: Mapping[str, str], places: Mapping[str, tuple[str, str]]
) -> tuple[Task, ...]:
    """The safeguards in their order: the worst first; `places` are those in the annex (name, anchor), by rule."""
    ordered = sorted(safeguards, key=lambda one: -one.severity.rank)
    return tuple(_task(run, one, anchors, places) for one in ordered)


def _task(run: Run, safeguard: Safeguard, anchors: Mapping[str, str], places: Mapping[str, tuple[str, str]]) -> Task:
    rule = run.rules.get(safeguard.rule)
    time = duties.term(run, safeguard.rule, safeguard.severity)
    return Task(
        look=SEVERITIES[safeguard.severity],
        title=safeguard.title,
        why=_first_sentence(rule.rationale) if rule else "",
        whom=" ".join((*_whom(safeguard.rollups), *([KNOWN] if known_only(safeguard) else []))),
        clauses=linked(safeguard.clauses, anchors),
        annex=places[safeguard.rule],
        who=duties.repairer(one.level for one in safeguard.rollups),
        by=f"by {duties.until(time)}" if time.due else duties.until(time),
        late=bool(time.days_late),
    )


def known_only(safeguard: Safeguard) -> bool:
    """Whether all of it that fails stands in the baseline."""
    return all(one.worst.baselined for one in safeguard.rollups)


def _first_sentence(text: str) -> str:
    return sentence(_NEXT_SENTENCE.split(" ".join(text.split()), maxsplit=1)[0])


def _whom(rollups: Iterable[RollUp]) -> Iterator[str]:
    kept = list(rollups)
    if whom := concerned(kept):
        yield sentence(whom)
    yield from (lock_sentence(rollup) for rollup in kept if rollup.check is Check.LOCK)


def linked(clauses: Iterable[str], anchors: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The ids of clauses with their anchors; those that the page does not show have none."""
    return tuple((id_, anchors.get(id_, "")) for id_ in clauses)


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
