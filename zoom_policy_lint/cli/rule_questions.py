"""What `rules new` needs to know beside the setting and what it must be: the questions, and the draft made of them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import click

from zoom_policy_lint.catalogue import Setting
from zoom_policy_lint.cli import asking
from zoom_policy_lint.cli.asking import Question
from zoom_policy_lint.cli.rule_ids import Ids
from zoom_policy_lint.model.words import Lock, Severity
from zoom_policy_lint.policy import Policy
from zoom_policy_lint.ruleset import Condition
from zoom_policy_lint.ruleset.draft import Draft, lock_misfit, usual_lock
from zoom_policy_lint.ruleset.draft_words import LONGEST_TITLE, PLACEHOLDER_WHY, usual_id, usual_title
from zoom_policy_lint.ruleset.yaml_text import one_line

PEOPLE = ("pupils", "parents", "staff", "school")


def parameters_of(condition: Condition, policy: Policy) -> Mapping[str, Any]:
    """The policy's values for the parameters that a condition names. Raises UsageError when it lacks one."""
    values = {name: policy.parameters.get(name) for name in sorted(condition.parameters())}
    for name, value in values.items():
        if value is None:
            message = f"--expect: the policy “{policy.identity.id}” gives no parameter “{name}”;"
            raise click.UsageError(f"{message} name a policy that does by --policy.")
    return values


def draft_of(
    row: Setting,
    condition: Condition,
    policy: Policy,
    ids: Ids,
    said: Mapping[str, Any],
    *,
    ask: bool,
) -> Draft:
    """The draft, from what options said, what the person answers where `ask`, and what is usual.

    Raises UsageError for a bad option, and for a lock that Zoom does not offer.
    """
    parameters = parameters_of(condition, policy)
    questions = tuple(_questions(row, condition, parameters, ids, lock_said=said["lock"] is not None))
    found = asking.answers(questions, said, ask=ask)
    return Draft(
        id=found["rule_id"],
        title=found["title"],
        setting=row,
        condition=condition,
        severity=found["severity"],
        lock=found.get("lock", Lock.NONE),
        why=found["why"] or PLACEHOLDER_WHY,
        protects=found["protects"],
        parameters=parameters,
        advisory=said["group"] is not None,
    )


def _questions(
    row: Setting, condition: Condition, parameters: Mapping[str, Any], ids: Ids, *, lock_said: bool
) -> Iterable[Question]:
    free = ids.free(usual_id(row, condition))
    title = usual_title(row, condition, parameters)
    severities = ", ".join(Severity)
    yield Question("rule_id", "--id", "Id of the rule", lambda text: _id(text, ids), "", free)
    yield Question("title", "--title", "Title: what is so when all is right", _title, "", title)
    yield Question("severity", "--severity", f"How bad is it otherwise ({severities})", _one_of(Severity), "", "medium")
    people = f"Whom it protects, the most important first ({', '.join(PEOPLE)})"
    yield Question("protects", "--protects", people, _people, "", "pupils", many=True)
    if usual_lock(row) is not Lock.NONE or lock_said:
        words = "Must a lock hold it (required: else it fails; preferred: else it passes and is counted; none)"
        yield Question("lock", "--lock", words, lambda text: _lock(text, row), "", usual_lock(row).value)
    yield Question(
        "why", "--why", "Why: what could happen otherwise, and to whom (empty: to be written later)", one_line, "", ""
    )


def _id(text: str, ids: Ids) -> str:
    if sentence := ids.refusal(text):
        raise click.UsageError(sentence)
    return text


def _title(text: str) -> str:
    if not (title := one_line(text)):
        raise click.UsageError("The title is empty.")
    if len(title) > LONGEST_TITLE:
        message = f"The title has {len(title)} characters, and {LONGEST_TITLE} at most fit a report."
        raise click.UsageError(f"{message} Say details in the reason.")
    return title


def _one_of(words: type[Severity] | type[Lock]) -> Callable[[str], Any]:
    def check(text: str) -> Any:
        if text.strip() not in set(words):
            raise click.UsageError(f"“{text}” is none of {', '.join(words)}.")
        return words(text.strip())

    return check


def _people(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    for name in names or (text,):
        if name not in PEOPLE:
            raise click.UsageError(f"“{name}” is none of {', '.join(PEOPLE)}.")
    return names


def _lock(text: str, row: Setting) -> Lock:
    lock: Lock = _one_of(Lock)(text)
    if sentence := lock_misfit(row, lock):
        raise click.UsageError(sentence)
    return lock
