"""Sentences about clauses to look at again: words that changed, and rules that were taken out."""

from collections.abc import Iterator

from zoom_policy_lint.policy.policy import Clause, Policy
from zoom_policy_lint.policy.words import words_hash


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
    unsaid = [clause.id for clause in policy.clauses if not clause.words]
    if unsaid:
        those = f"{len(unsaid)} clauses do" if len(unsaid) > 1 else "1 clause does"
        yield (
            f"{those} not say for which words the rules were chosen ({', '.join(unsaid)}), so nobody will hear when "
            "they change; “policy validate --words” prints the lines to write."
        )


def dropped_notes(policy: Policy) -> Iterator[str]:
    """The rules that a policy took out of the clauses of those that it stands on."""
    for clause, rules in policy.dropped.items():
        yield (
            f"{clause} is no longer answered by these rules of the policy that this one stands on: {', '.join(rules)}. "
            "Write “add_rules” to keep them and add others."
        )


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
