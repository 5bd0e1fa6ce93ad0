"""How the findings of several settings of a resource answer together: one is enough, or the newest decides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.words import Evidence, Reason, Status
from zoom_policy_lint.ruleset import Match


@dataclass(frozen=True, slots=True)
class Answer:
    """What one setting says by itself. `needed` is what is said of it where Zoom must return it and did not."""

    finding: Finding
    needed: Finding | None = None

    @property
    def absent(self) -> bool:
        """Whether Zoom does not return it, and need not."""
        return self.finding.status is Status.NOT_APPLICABLE and self.finding.reason is Reason.ABSENT

    @property
    def unread(self) -> bool:
        """Whether it was not read or not understood."""
        return self.finding.status is Status.UNKNOWN


def together(match: Match, answers: Sequence[Answer], *, right: Status) -> Iterator[Finding]:
    """One finding for every setting, in their order; `right` is the status of what is as it should be."""
    if all(answer.absent for answer in answers):
        yield from _nothing(answers)
    else:
        yield from _newest(answers) if match is Match.NEWEST else _any(answers, right)


def _nothing(answers: Sequence[Answer]) -> Iterator[Finding]:
    """Where Zoom returns none of them, the first had to be there, whichever may be left out beside it."""
    for at, answer in enumerate(answers):
        yield answer.needed if answer.needed and not at else answer.finding


def _newest(answers: Sequence[Answer]) -> Iterator[Finding]:
    """The first that Zoom returns decides; what an older name says otherwise is told beside it."""
    at = next(index for index, answer in enumerate(answers) if not answer.absent)
    decides = answers[at].finding
    older = [one for one in answers[at + 1 :] if not one.absent]
    otherwise = [one.finding.setting for one in older if one.finding.status is not decides.status]
    yield from (one.finding for one in answers[:at])
    yield _with_doubt(decides, otherwise)
    for answer in answers[at + 1 :]:
        why = f"Zoom also answers under a newer name, “{decides.setting}”, which decides."
        yield answer.finding if answer.absent else _set_aside(answer.finding, why)


def _with_doubt(finding: Finding, otherwise: list[str | None]) -> Finding:
    if not otherwise:
        return finding
    names = " and ".join(f"“{name}”" for name in otherwise)
    return replace(finding, message=f"{finding.message} An older name of it, {names}, says otherwise.")


def _any(answers: Sequence[Answer], right: Status) -> Iterator[Finding]:
    """The first is enough where it is right, and open where it is unread; where it is wrong, another one may be right.

    While one of the others is unread then, nothing fails yet.
    """
    first, *others = answers
    if first.unread or first.finding.status is right:
        yield first.finding
        yield from (_set_aside(one.finding, _NOT_NEEDED[first.unread]) for one in others)
        return
    enough = [one for one in others if one.finding.status is right and not one.absent]
    kept = enough or [one for one in others if one.unread]
    why = (
        "Another setting of the rule is right instead."
        if enough
        else "Another setting could be right, but is not read."
    )
    for answer in answers:
        aside = kept and answer not in kept and not answer.absent
        yield _set_aside(answer.finding, f"{answer.finding.message} {why}") if aside else answer.finding


_NOT_NEEDED = {
    False: "It is not needed: the first setting of the rule is right.",
    True: "It does not decide while the first setting of the rule is not read.",
}


def _set_aside(finding: Finding, why: str) -> Finding:
    return replace(
        finding,
        status=Status.NOT_APPLICABLE,
        evidence=Evidence.NONE,
        reason=Reason.NONE_EXIST,
        message=why,
        remediation=None,
    )
