"""What a policy says, on one line each, to compare it with what another says."""

import json
from collections.abc import Mapping
from typing import Any

from zoom_policy_lint.model.words import Level, Status
from zoom_policy_lint.policy.policy import Attest, Attestation, Clause, Waiver
from zoom_policy_lint.ruleset import Condition, Parameter


def clause_words(clause: Clause | None) -> str | None:
    """A clause that only one of the two has: its words, and what answers it, as far as it goes."""
    if clause is None:
        return None
    parts = (
        ("Wants", ", ".join(clause.wants)),
        ("Rules", ", ".join(clause.rules)),
        ("Parts", ", ".join(clause.parts)),
        ("Scope", clause.scope),
        ("Limits", clause.limits.strip().rstrip(".")),
        ("Section", clause.section),
        ("Profile", clause.profile),
        ("Conflict", conflict_words(clause).rstrip(".")),
    )
    return " ".join([clause.text.strip(), *(f"{name}: {text}." for name, text in parts if text)])


def conflict_words(clause: Clause) -> str:
    """What a clause pulls against, how strongly and why; empty where nothing is known of it."""
    if (conflict := clause.conflict) is None:
        return ""
    others = (f"{policy} {', '.join(ids)}" for policy, ids in conflict.against.items())
    return f"{conflict.strength}, with {'; '.join([*conflict.kinds, *others])}: {conflict.because}"


def question_words(wanted: Attest) -> str:
    """What is asked, of whom and how often, what makes the answer void, and what may stand in its place."""
    who = f" ({wanted.by_role})" if wanted.by_role else ""
    months = wanted.every_months
    often = "" if months is None else " Every 1 month." if months == 1 else f" Every {months} months."
    void = f" Void when one of these fails: {', '.join(wanted.contradicted_by)}." if wanted.contradicted_by else ""
    register = f" The parameter {wanted.register} may answer it." if wanted.register else ""
    return f"{wanted.question}{who}{often}{void}{register}{_settled(wanted)}"


_SETTLED = {Status.PASS: "met", Status.FAIL: "not met", Status.NOT_APPLICABLE: "not applicable"}
"""What settings say in a person's place, as the policy writes it."""


def _settled(wanted: Attest) -> str:
    """Settings that answer in a person's place."""
    if wanted.settled is None:
        return ""
    holding = ", ".join(f"{key}: {as_json(condition)}" for key, condition in wanted.settled.settings)
    left_out = f" Zoom may leave out: {', '.join(sorted(wanted.settled.optional))}." if wanted.settled.optional else ""
    return f" Settled ({_SETTLED[wanted.settled.status]}) by {holding}.{left_out}"


def statement_words(one: Attestation) -> str:
    """A person's statement, with its days."""
    about = f", findings {', '.join(one.findings)}" if one.findings else ""
    until = f"{one.on.isoformat()} to {one.valid_until.isoformat()}"
    return f"{one.clause}{about}: {one.statement} ({one.by_name}, {one.by_role}; {until})"


def waiver_words(one: Waiver) -> str:
    """An accepted exception: of what, for whom, until when, and why."""
    narrow = "".join(f", {word}" for word in (one.check, one.status) if word)
    start = f" from {one.start.isoformat()}" if one.start.year > 1 else ""
    dates = f"{start} until {one.expires.isoformat()}"
    return f"{one.rule}{narrow} for {_resource(one)}{dates}: {one.reason} ({one.approver})"


def _resource(one: Waiver) -> str:
    """Whom or what it is about; a meeting or recording by the last digits of its id alone."""
    if one.level is Level.ACCOUNT:
        return "the account"
    name = f"…{one.resource[-4:]}" if one.level in (Level.MEETING, Level.RECORDING) else one.resource
    return f"{one.level.words} {name}"


def value_words(value: Any) -> str:
    """What a part of a rule says, on one line."""
    return value if isinstance(value, str) else as_json(value)


def as_json(value: Any) -> str:
    """The value so written that equal ones are written alike; true is not 1, nor is either the text of it."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True)


def _plain(value: Any) -> Any:
    match value:
        case Condition():
            return value.as_data()
        case Parameter(name):
            return {"parameter": name}
        case frozenset():
            return sorted(value)
        case tuple() | list():
            return [_plain(item) for item in value]
        case Mapping():
            return {key: _plain(item) for key, item in value.items()}
        case _:
            return value
