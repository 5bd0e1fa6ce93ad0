"""Where a policy asks for less than those that it stands on: fewer people, no lock, a lower severity, nobody's word."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from zoom_policy_lint.model.words import Lock, Severity
from zoom_policy_lint.policy.by_rule import by_rule, canonical
from zoom_policy_lint.policy.files import Chain, PolicyFile
from zoom_policy_lint.policy.merge import Merged, merge
from zoom_policy_lint.ruleset import Rule, RuleSet, SettingBody
from zoom_policy_lint.ruleset.wording import written


class Ask(StrEnum):
    """What can be asked, and less of it; the value is how a sentence about it begins."""

    LOCK = "the lock of {} is"
    SEVERITY = "the severity of {} is"
    CLAUSE = "the people meant by {} are"
    RULE = "the people judged by {} are"
    QUESTION = "the question on {} is answered by"


@dataclass(frozen=True, slots=True)
class Lessened:
    """What of these rules or clauses is less `now` than `before`, in words; `file` is the policy that asked more."""

    ask: Ask
    names: tuple[str, ...]
    now: str
    before: str
    file: str

    def describe(self) -> str:
        """The same as a sentence, without its end."""
        return f"{self.ask.format(', '.join(self.names))} {self.now}, not {self.before}"


def lessened(chain: Chain, rules: RuleSet, overruled: frozenset[str]) -> tuple[Lessened, ...]:
    """All that the last policy of a chain asks for less than any before it.

    Names of people, and numbers, are each policy's own. `overruled` is told already, as “the lock of RULE”.
    """
    now, found = _view(chain.policies, rules), dict[tuple[Ask, str], Lessened]()
    for policy in chain.policies[:-1]:
        for (ask, name), before in _view(chain.up_to(policy), rules).items():
            value, (is_less, words) = now.get((ask, name)), _KINDS[ask]
            told = (ask, name) in found or f"the {ask.name.lower()} of {name}" in overruled
            if value is not None and not told and is_less(value, before):
                file = Path(policy.document.file).name
                found[ask, name] = Lessened(ask, (name,), words(value), words(before), file)
    return tuple(_together(found.values()))


def _together(found: Any) -> Iterator[Lessened]:
    """One for all names of which the same is to be said."""
    names: dict[tuple[Ask, str, str, str], list[str]] = {}
    for one in found:
        names.setdefault((one.ask, one.now, one.before, one.file), []).extend(one.names)
    yield from (Lessened(ask, tuple(those), now, before, file) for (ask, now, before, file), those in names.items())


View = Mapping[tuple[Ask, str], Any]
"""What policies that are laid over each other ask, each with the name of its rule or clause."""


def _view(policies: tuple[PolicyFile, ...], rules: RuleSet) -> View:
    merged = merge(policies)
    used = [rule for name in merged.rule_names() if (rule := rules.get(name))]
    return {
        **{(Ask.CLAUSE, name): clause.get("scope", "") for name, clause in merged.clauses.items()},
        **{(Ask.QUESTION, name): asked.get("settled_by", {}) for name, asked in merged.attest.items()},
        **{(Ask.LOCK, name): lock for name, lock in _locks(policies, rules, used)},
        **{(Ask.SEVERITY, name): severity for name, severity in _severities(policies, rules, used)},
        **{(Ask.RULE, rule.id): _scopes(merged, rule, rules) for rule in used},
    }


def _locks(policies: tuple[PolicyFile, ...], rules: RuleSet, used: list[Rule]) -> Iterator[tuple[str, Lock]]:
    said = dict(by_rule(policies, "locks", rules))
    for rule in used:
        if isinstance(rule.body, SettingBody):
            yield rule.id, Lock(said.get(rule.id, rule.body.lock))


def _severities(policies: tuple[PolicyFile, ...], rules: RuleSet, used: list[Rule]) -> Iterator[tuple[str, Severity]]:
    said = dict(by_rule(policies, "severities", rules))
    yield from ((rule.id, Severity(said.get(rule.id, rule.severity))) for rule in used)


def _scopes(merged: Merged, rule: Rule, rules: RuleSet) -> frozenset[str]:
    """The scopes for which alone a rule is judged; none: it is judged for everybody."""
    scopes = merged.data.get("scopes", {}).items()
    return frozenset(
        name for name, scope in scopes if rule.id in (canonical(one, rules) for one in scope.get("rules", ()))
    )


def _is_looser(now: Lock, before: Lock) -> bool:
    order = list(Lock)
    return order.index(now) > order.index(before)


def _is_for_fewer(now: frozenset[str], before: frozenset[str]) -> bool:
    return bool(now) and not (before and before <= now)


def _is_settled_anew(now: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
    return now != before and now.get("verdict") in ("met", "not_applicable")


def _people(scopes: frozenset[str]) -> str:
    return f"{', '.join(f'“{name}”' for name in sorted(scopes))} only" if scopes else "everybody"


def _answerer(settled: Mapping[str, Any]) -> str:
    return f"settings alone ({settled['verdict']}: {written(settled['settings'])})" if settled else "a person"


_KINDS: Mapping[Ask, tuple[Callable[[Any, Any], bool], Callable[[Any], str]]] = {
    Ask.LOCK: (_is_looser, str),
    Ask.SEVERITY: (lambda now, before: now.rank < before.rank, str),
    Ask.CLAUSE: (lambda now, before: now not in ("", before), lambda scope: _people(frozenset(filter(None, [scope])))),
    Ask.RULE: (_is_for_fewer, _people),
    Ask.QUESTION: (_is_settled_anew, _answerer),
}
"""How less is told, and how a value is said."""
