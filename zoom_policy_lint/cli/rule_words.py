"""A rule in the words of `rules show`: label and text, fact by fact."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from zoom_policy_lint.catalogue import Setting, setting
from zoom_policy_lint.cli.rule_sets import shown_file
from zoom_policy_lint.evaluate.wording import setting_shown, shown
from zoom_policy_lint.model.words import Level, Lock, Status
from zoom_policy_lint.policy import Policy
from zoom_policy_lint.policy.parameters import missing_parameters
from zoom_policy_lint.report.style import STATUS
from zoom_policy_lint.ruleset import (
    AskBody,
    Condition,
    CountBody,
    Example,
    FieldBody,
    RegisterBody,
    Rule,
    SettingBody,
    StandInBody,
    TextBody,
)
from zoom_policy_lint.ruleset.draft_words import portal_way
from zoom_policy_lint.ruleset.yaml_text import flow

Facts = Iterator[tuple[str, str]]
"""Labels and texts; an empty label goes on with the one before."""

_LOCKS = {
    Lock.REQUIRED: "required: without a lock on the account, or on groups that hold everybody, the rule fails",
    Lock.PREFERRED: "preferred: right without a lock passes, and is counted as “right, but can be changed back”",
    Lock.NONE: "not asked for",
}

_LEVELS = {
    Level.ACCOUNT: "the account's own value",
    Level.GROUP: "the value of every group",
    Level.USER: "the value that Zoom gives for every active user",
    Level.MEETING: "every meeting ahead of an active user, but for those of staff only",
    Level.RECORDING: "every cloud recording of active and former users, as far back as the policy looks",
}
"""What is looked at for a rule on settings, level by level."""

_PEOPLE = frozenset({Level.USER, Level.ROLE, Level.DOMAIN})
"""Levels of which a rule that is not on settings says itself which are meant."""

_MOST_VALUES, _MOST_ITEMS = 16, 6
"""How many known values of a setting, and items of a parameter, are shown."""


def facts(rule: Rule, policy: Policy) -> Facts:
    """Everything that is said of a rule under this policy, in the order in which people ask."""
    yield "rule", rule.id + (f" (formerly {', '.join(rule.aliases)})" if rule.aliases else "")
    yield "why", rule.rationale
    yield "protects", ", ".join(rule.protects)
    yield "severity", _severity(rule, policy)
    yield from _labelled("clauses", _clauses(rule, policy))
    yield from _labelled("only for", (scope.describe() for scope in policy.scopes_of(rule.id)))
    yield "switched off", policy.off.get(rule.id, "")
    yield "only where", f"the policy gives the parameter {rule.given.name}" if rule.given else ""
    yield from _body(rule, policy)
    yield from _labelled("judged", _judged(rule))
    yield from _labelled("verdicts", _verdicts(rule))
    yield from _labelled("parameters", _parameters(rule, policy))
    yield "to put right", rule.remediation
    yield "references", ", ".join(rule.references) or "none"
    yield from _labelled("accepted", (f"{check}: {reason}" for check, reason in rule.accepted.items()))
    yield from _labelled("examples", map(_example, rule.examples))
    yield "file", shown_file(rule)


def _labelled(label: str, texts: Iterable[str]) -> Facts:
    return (("" if at else label, text) for at, text in enumerate(texts))


def _severity(rule: Rule, policy: Policy) -> str:
    severity = policy.severity(rule)
    return severity.value if severity is rule.severity else f"{severity} (the rule itself says {rule.severity})"


def _clauses(rule: Rule, policy: Policy) -> Iterator[str]:
    named = [clause for clause in policy.clauses if rule.id in clause.rules]
    yield from (f"{clause.id}: {clause.text}" for clause in named)
    if rule.advisory:
        yield "none: it is recommended beyond the policy, and changes no verdict"
    elif not named:
        yield f"none: no clause of the policy “{policy.identity.id}” names it, so no audit judges it"


def _body(rule: Rule, policy: Policy) -> Facts:
    match rule.body:
        case SettingBody() as body:
            yield from _settings(body, policy)
        case FieldBody(level=level, where=where, expect=expect, names=names):
            listed = f" that the parameter {names.name} lists" if names else ""
            yield "about", f"every {level.words}{listed}{_where(where, policy)}"
            yield from _labelled("must be", (f"{name}: {_words(one, policy)}" for name, one in expect))
        case CountBody(roles=roles, expect=expect):
            yield "must be", f"{_words(expect, policy)} active users in a role that is {_words(roles, policy)}"
        case RegisterBody(where=where, register=register):
            yield "about", f"every active user{_where(where, policy)}"
            yield "must be", f"in the register that the parameter {register.name} names, and not out of date in it"
        case TextBody() as body:
            yield "about", "what the description or the invitation of a meeting says"
            yield "must say", f"one of the phrases for {body.part} in the parameter {body.phrases.name}"
            yield "", f"a text to paste: the parameter {body.template.name}" if body.template else ""
        case StandInBody(hosts=hosts):
            yield "about", f"the mailboxes in the parameter {hosts.name}; where it is empty, the host of every meeting"
            yield "must be", "a second active user who can act: an assistant, or an alternative host of each meeting"
        case AskBody(question=question):
            yield "a person says", question


def _settings(body: SettingBody, policy: Policy) -> Facts:
    for key, condition in body.settings:
        row = _row(key)
        optional = " (Zoom may leave it out)" if key in body.optional else ""
        yield "setting", f"{key}{optional}: {row.summary}"
        yield "must be", _words(condition, policy, row)
        yield from _meanings(row)
        yield "in the portal", portal_way(row) if row.portal else ""
        yield "kept for", ", ".join(level.words for level in row.levels)
    for key, condition in body.when:
        yield "only when", f"{key} is {_words(condition, policy, _row(key))}"
    yield "lock", _LOCKS[body.lock] if _offers_lock(body) else "Zoom offers none for this setting"


def _row(key: str) -> Setting:
    row = setting(key)
    if row is None:
        raise KeyError(key)
    return row


def _offers_lock(body: SettingBody) -> bool:
    return any(place.locks for place in _row(body.settings[0][0]).levels.values())


def _meanings(row: Setting) -> Facts:
    words = [f"{value} {meaning}" if meaning else str(value) for value, meaning in row.values[:_MOST_VALUES]]
    more = len(row.values) - len(words)
    if more > 0:
        words.append(f"and {more} more, see: zoom-policy-lint settings show {row.key}")
    yield "known values", "; ".join(words)


def _where(where: tuple[tuple[str, Condition], ...], policy: Policy) -> str:
    said = [f"{name} is {_words(condition, policy)}" for name, condition in where]
    return f" whose {' and '.join(said)}" if said else ""


def _words(condition: Condition, policy: Policy, row: Setting | None = None) -> str:
    """A condition in words, with the policy's values; where it gives none, as the rule file has it."""
    names = sorted(condition.parameters())
    if any(policy.parameters.get(name) is None for name in names):
        return json.dumps(condition.as_data(), ensure_ascii=False)
    said = condition.bind(policy.parameters).describe(setting_shown(row) if row else shown)
    return f"{said} (parameter {', '.join(names)})" if names else said


def _judged(rule: Rule) -> Iterator[str]:
    """Each level that is judged, and those that keep the setting and are not."""
    if isinstance(rule.body, CountBody):
        yield "account: the members of its roles, counted"
        return
    of_settings = isinstance(rule.body, SettingBody)
    for level in rule.levels:
        usual = f"every {level.words} that the rule is about"
        yield f"{level.words}: {usual if level in _PEOPLE and not of_settings else _LEVELS[level]}"
    if isinstance(rule.body, SettingBody):
        kept = {level for key, _ in rule.body.settings for level in _row(key).levels}
        yield from (f"{level.words}: left out by this rule" for level in Level if level in kept - set(rule.levels))


def _verdicts(rule: Rule) -> Iterator[str]:
    if rule.right is not Status.PASS:
        yield f"right is {STATUS[rule.right].word}: it proves nothing"
    if rule.wrong is not Status.FAIL:
        yield f"wrong is {STATUS[rule.wrong].word}: it proves nothing by itself"


def _parameters(rule: Rule, policy: Policy) -> Iterator[str]:
    missing = missing_parameters(rule, policy.parameters)
    for name in sorted(rule.uses()):
        part = rule.body.part if isinstance(rule.body, TextBody) else None
        value = policy.parameters.get(name)
        if isinstance(value, Mapping) and part in value:
            name, value = f"{name}.{part}", value[part]  # noqa: PLW2901 - the part that this rule is about
        needed = ": the policy must give it" if name in missing else ""
        yield f"{name}: {_value(value)}{needed}"


def _value(value: Any) -> str:
    if value is None:
        return "not set"
    if isinstance(value, list) and len(value) > _MOST_ITEMS:
        return f"{', '.join(map(str, value[:_MOST_ITEMS]))} and {len(value) - _MOST_ITEMS} more"
    return ", ".join(map(str, value)) or "none" if isinstance(value, list) else str(value)


def _example(example: Example) -> str:
    return f"{STATUS[example.status]}: {flow(example.given)}"
