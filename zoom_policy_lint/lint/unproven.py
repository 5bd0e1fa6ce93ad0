"""Conditions of which the examples do not show that they are as they should be."""

from collections.abc import Iterator

from zoom_policy_lint.lint.proof import Survivor
from zoom_policy_lint.lint.subject import LintFinding, Subject
from zoom_policy_lint.lint.suggest import suggestion

UNPROVEN = "unproven-condition"


def unproven_condition(subject: Subject) -> Iterator[LintFinding]:
    """One finding for every small change of a condition that no example notices."""
    for survivor in subject.proof.survivors:
        yield _finding(subject, survivor)


def _finding(subject: Subject, survivor: Survivor) -> LintFinding:
    place = survivor.mutant.place
    sentence = f"“{place.key}”: no example notices when {survivor.mutant.change}"
    hint = str(suggestion(survivor) or "add an example that leads to another status then")
    return subject.found(UNPROVEN, subject.path_of(place.part, place.key), sentence, hint)
