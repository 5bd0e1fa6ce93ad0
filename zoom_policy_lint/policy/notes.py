"""Sentences about clauses to look at again: words that changed, and rules that were taken out."""

from collections.abc import Iterator
from pathlib import Path

from zoom_policy_lint.policy.diff_words import value_words
from zoom_policy_lint.policy.policy import Clause, Policy
from zoom_policy_lint.policy.words import words_hash

_MOST_NAMED = 10
"""Clauses that a note names; the others are counted."""


def words_notes(policy: Policy) -> Iterator[str]:
    """What to look at again: changed words, words that stand in no document, clauses for which nobody has said."""
    for clause in policy.clauses:
        if clause.id in policy.reworded:
            yield (
                f"The words of {clause.id} have changed since its rules were chosen. Look again whether these answer "
                f"it: {_answers(clause, policy)}. Then write beside its text: {words_line(clause)}"
            )
    source = policy.source
    for clause in policy.clauses:
        if source is not None and clause.id in source.absent:
            yield (
                f"The words of {clause.id} do not stand in {source.file or 'the document'} (any more). Put its text "
                f"right, and look again whether these answer it: {_answers(clause, policy)}."
            )
    if source is not None and source.elsewhere:
        those = f"{len(source.elsewhere)} clauses come" if len(source.elsewhere) > 1 else "1 clause comes"
        yield (
            f"{those} from a policy that names no document with “source.file”, so nobody looked whether the words "
            "stand in one."
        )
    unsaid = [clause.id for clause in policy.clauses if not clause.words]
    if unsaid:
        more = f" and {len(unsaid) - _MOST_NAMED} more" if len(unsaid) > _MOST_NAMED else ""
        names = f"{', '.join(unsaid[:_MOST_NAMED])}{more}"
        those = f"{len(unsaid)} clauses do" if len(unsaid) > 1 else "1 clause does"
        yield (
            f"{those} not say for which words the rules were chosen ({names}), so nobody will hear when "
            "they change; “policy validate --words” prints the lines to write."
        )


def weaker_notes(policy: Policy) -> Iterator[str]:
    """What a policy asks for less than those that it stands on, or leaves to their order; rules that count nowhere."""
    for value in policy.overruled:
        by, other = Path(value.by).name, Path(value.file).name
        yield (
            f"{value.name} is {value_words(value.value)}, as {by} has it; {other}, which comes before it, says "
            "otherwise. Say it in this policy to settle it."
        )
    for one in policy.weaker:
        than = "than in the policy that this one stands on"
        if one.rules:
            without = ", ".join(one.rules)
            yield f"{one.clause} has fewer rules {than}: without {without}. Write “add_rules” to keep them."
        if one.wants:
            yield f"{one.clause} wants fewer kinds of evidence {than}: not {', '.join(one.wants)}."
        if one.asked:
            yield f"The question on {one.clause} says less {than}: not {', '.join(one.asked)}."
    yield from (f"This policy asks for less than {one.file}: {one.describe()}." for one in policy.lessened)
    for rule in policy.rules.values():
        lost = sorted(kind for kind in rule.kinds if not policy.clauses_of(rule.id, kind))
        if lost and policy.all_clauses_of(rule):
            kinds = " or ".join(lost)
            yield f"No clause of the rule {rule.id} wants {kinds}: what it finds there counts under no clause."
    if policy.idle:
        named = ", ".join(policy.idle)
        yield f"No clause names these rules of the policy's own folders, so they are never judged: {named}."


def reworded_note(policy: Policy) -> str | None:
    """The same in one sentence for a report; None where no words have changed."""
    if not policy.reworded:
        return None
    names, their = ", ".join(policy.reworded), "their" if len(policy.reworded) > 1 else "its"
    return f"The words of {names} have changed since {their} rules were chosen; see “policy validate”."


def words_line(clause: Clause) -> str:
    """The line of a policy file that says for which words the rules of a clause were chosen."""
    return f"words: {words_hash(clause.text)}"


def _answers(clause: Clause, policy: Policy) -> str:
    """What answers a clause: rules, parts and the question."""
    asked = ["the question on it"] if clause.id in policy.attest else []
    parts = [f"its parts {', '.join(clause.parts)}"] if clause.parts else []
    return ", ".join([*clause.rules, *parts, *asked])
