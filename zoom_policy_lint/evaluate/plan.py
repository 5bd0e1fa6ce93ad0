"""From policy and options to the judges of one pass."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zoom_policy_lint.catalogue import setting
from zoom_policy_lint.evaluate.coverage import Coverage
from zoom_policy_lint.evaluate.judge import Judge
from zoom_policy_lint.evaluate.lock_judge import LockJudge
from zoom_policy_lint.evaluate.locks import LockBook
from zoom_policy_lint.evaluate.maker import Maker
from zoom_policy_lint.evaluate.options import Options
from zoom_policy_lint.evaluate.people import CountJudge, DomainJudge, FieldJudge, bound
from zoom_policy_lint.evaluate.settings import SettingJudge
from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.resource import Read, Resource
from zoom_policy_lint.model.words import Level, Lock
from zoom_policy_lint.policy import Policy
from zoom_policy_lint.ruleset import CountBody, FieldBody, Rule, SettingBody
from zoom_policy_lint.ruleset.demand import reads

_COUNTED = frozenset({Level.ACCOUNT, Level.ROLE, Level.USER})
"""Who must be looked at before anybody is counted."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The rules of one evaluation: those judged, and those left out with the sentence why."""

    judged: tuple[Rule, ...]
    left_out: tuple[tuple[Rule, str], ...]

    @classmethod
    def of(cls, policy: Policy, options: Options, available: frozenset[str] | None) -> "Plan":
        """`available` are the reads of a snapshot; recommended rules that need others are not looked at by default."""
        judged, out = [], []
        for rule in policy.rules.values():
            why = _left_out(rule, policy, options)
            if why is None:
                judged.append(rule)
            else:
                out.append((rule, why))
        for rule in policy.advisory.values():
            chosen = _left_out(rule, policy, options) is None
            if chosen and (options.recommended or (available is not None and _covered(rule, options, available))):
                judged.append(rule)
        return cls(tuple(judged), tuple(out))

    def judges_something(self, levels: frozenset[Level]) -> bool:
        """Whether a rule of the policy looks at one of these levels at all."""
        return any(not rule.advisory and _looks_at(rule, levels) for rule in self.judged)

    def reads(self, levels: frozenset[Level]) -> frozenset[Read]:
        """Everything that must be read for the rules that are judged."""
        return frozenset().union(*(reads(rule, levels) for rule in self.judged))


def _looks_at(rule: Rule, levels: frozenset[Level]) -> bool:
    return levels >= _COUNTED if isinstance(rule.body, CountBody) else bool(levels & set(rule.levels))


def judges(plan: Plan, policy: Policy, options: Options, locks: LockBook) -> list[Judge]:
    """A fresh judge for every rule, sorted by rule."""
    found: list[Judge] = []
    for rule in plan.judged:
        found += _judges_of(rule, policy, options, locks)
    found += [_LeftOut(rule, why, policy) for rule, why in plan.left_out]
    return found


def lock_keys(plan: Plan) -> frozenset[str]:
    """The settings whose locks matter."""
    return frozenset(
        key
        for rule in plan.judged
        if isinstance(rule.body, SettingBody) and rule.body.lock is not Lock.NONE
        for key, _ in rule.body.settings
    )


def _judges_of(rule: Rule, policy: Policy, options: Options, locks: LockBook) -> Iterator[Judge]:
    maker = Maker.of(rule, policy)
    values = policy.parameters
    skipped = [] if isinstance(rule.body, CountBody) else [one for one in rule.levels if one not in options.levels]
    match rule.body:
        case SettingBody() as body:
            levels = tuple(level for level in body.levels if level in options.levels)
            yield SettingJudge(rule, _bind(body, values), maker, locks, levels)
            row = setting(body.settings[0][0])
            whole = Level.ACCOUNT in options.levels  # where the one lock finding stands
            if body.lock is Lock.REQUIRED and whole and row is not None and locks.offered(row.key):
                yield LockJudge(rule, row, maker, locks)
        case FieldBody() as body if body.level in options.levels:
            yield from _field_judges(rule, body, maker, values)
        case CountBody() as body if options.levels >= _COUNTED:
            yield CountJudge(rule, CountBody(body.roles.bind(values), body.expect.bind(values)), maker)
        case CountBody():
            yield _LeftOut(rule, "A level whose people it counts was left out of this audit.", policy)
        case _:
            pass
    yield from (_LeftOut(rule, f"The {level} level was left out of this audit.", policy, level) for level in skipped)


def _field_judges(rule: Rule, body: FieldBody, maker: Maker, values: Mapping[str, Any]) -> Iterator[Judge]:
    filled = FieldBody(body.level, bound(body.where, values), bound(body.expect, values), body.names)
    if body.level is Level.DOMAIN:
        names = tuple(values[body.names.name]) if body.names else None
        yield DomainJudge(rule, filled, maker, names)
    else:
        yield FieldJudge(rule, filled, maker)


def _bind(body: SettingBody, values: Mapping[str, Any]) -> SettingBody:
    return SettingBody(bound(body.settings, values), body.optional, body.lock, body.levels, bound(body.when, values))


def _left_out(rule: Rule, policy: Policy, options: Options) -> str | None:
    if rule.id in policy.off:
        return f"The policy switches this rule off: {policy.off[rule.id]}"
    if rule.id in options.ignore or (options.select and rule.id not in options.select):
        return "This rule was left out of this audit."
    return None


def _covered(rule: Rule, options: Options, available: frozenset[str]) -> bool:
    return {str(read) for read in reads(rule, options.levels)} <= available


class _LeftOut:
    """Says once that a rule, or one level of it, was left out on purpose."""

    levels: tuple[Level, ...] = ()

    def __init__(self, rule: Rule, why: str, policy: Policy, level: Level | None = None) -> None:
        self._maker, self._why = Maker.of(rule, policy), why
        self._level = level or rule.levels[0]

    def see(self, resource: Resource) -> Iterator[Finding]:  # noqa: ARG002 - nothing is looked at
        yield from ()

    def close(self, coverage: Coverage) -> Iterator[Finding]:  # noqa: ARG002 - as above
        yield self._maker.deselected(self._level, self._why)
