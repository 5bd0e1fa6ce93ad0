"""Examples that do not lead where they say, and those that nobody could judge."""

from collections.abc import Iterator

from zoom_policy_lint.lint.subject import LintFinding, Subject

NOT_TRIED, WRONG_EXAMPLE = "not-tried", "wrong-example"


def not_tried(subject: Subject) -> Iterator[LintFinding]:
    """Examples that cannot be judged, because a parameter is missing or its value does not suit the rule."""
    total = len(subject.rule.examples)
    for names, examples in subject.proof.lacking.items():
        lacking = ", ".join(f"“{name}”" for name in names)
        of_them = "no example" if len(examples) == total else f"{total - len(examples)} of {total} examples"
        sentence = f"{of_them} could be tried: the policy gives no fitting {lacking}"
        hint = "give it in the policy, or under “parameters” in the examples"
        yield subject.found(NOT_TRIED, subject.path_of_example(examples[0]), sentence, hint)


def wrong_example(subject: Subject) -> Iterator[LintFinding]:
    """An example that leads to another status than the one under which it stands; “rules test” says why."""
    for setup in subject.proof.setups:
        for example, status in zip(setup.examples, setup.statuses, strict=True):
            if status is not example.status:
                sentence = f"this example of “{example.status}” leads to “{status}”"
                hint = f"“rules test {subject.rule.id}” says why: change the rule or the example"
                yield subject.found(WRONG_EXAMPLE, subject.path_of_example(example), sentence, hint)
