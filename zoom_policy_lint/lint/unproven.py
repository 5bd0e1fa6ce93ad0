"""Conditions of which the examples do not show that they are as they should be."""

from collections.abc import Iterator

from zoom_policy_lint.lint.proof import Survivor
from zoom_policy_lint.lint.subject import LintFinding, Subject
from zoom_policy_lint.lint.suggest import suggestion

UNPROVEN = "unproven-condition"
_NONE_FOUND = "add an example that leads to another status then; if there is none, take out what makes no difference"


def unproven_condition(subject: Subject) -> Iterator[LintFinding]:
    """One finding for every small change of a condition, or of a parameter in it, that no example notices.

    Never changed are: the roles of a count, the dates of a register, the phrases of a text, who may stand in for a
    host, questions to a person, and the kind of evidence, since no example says anything of these.
    """
    for survivor in subject.proof.survivors:
        yield _finding(subject, survivor)


def _finding(subject: Subject, survivor: Survivor) -> LintFinding:
    place = survivor.mutant.place
    sentence = f"“{place.key}”: no example notices when {survivor.mutant.change}"
    hint = str(suggestion(survivor) or _NONE_FOUND)
    return subject.found(UNPROVEN, subject.path_of(place.part, place.key), sentence, hint)
