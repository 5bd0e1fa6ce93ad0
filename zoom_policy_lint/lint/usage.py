"""Rules that no policy uses."""

from collections.abc import Iterator

from zoom_policy_lint.lint.subject import LintFinding, Subject

UNUSED = "unused"


def unused(subject: Subject) -> Iterator[LintFinding]:
    """A rule that is not advisory, and that no policy names in a clause or as what contradicts a statement."""
    if not subject.rule.advisory and subject.rule.id not in subject.library.named:
        sentence = "no clause of the policy names this rule, so it is never judged"
        yield subject.found(UNUSED, ["id"], sentence, "name it in a clause, or write “group: recommended”")
