"""From policy and options to the judges of one pass."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from zoom_policy_lint.catalogue import setting
from zoom_policy_lint.evaluate.ask_judge import AskJudge, NotGivenJudge
from zoom_policy_lint.evaluate.clause_scopes import ClauseJudge
from zoom_policy_lint.evaluate.field_judge import FieldJudge, bound
from zoom_policy_lint.evaluate.group_names import GroupNamesJudge, groups_kept_out
from zoom_policy_lint.evaluate.instead import said_instead
from zoom_policy_lint.evaluate.judge import Judge
from zoom_policy_lint.evaluate.left_out import LeftOutJudge
from zoom_policy_lint.evaluate.lock_judge import LockJudge
from zoom_policy_lint.evaluate.locks import LockBook
from zoom_policy_lint.evaluate.maker import Maker
from zoom_policy_lint.evaluate.none_judge import NoneJudge
from zoom_policy_lint.evaluate.options import Options
from zoom_policy_lint.evaluate.people import CountJudge, DomainJudge, RoleJudge
from zoom_policy_lint.evaluate.register import RegisterJudge
from zoom_policy_lint.evaluate.scoped import ScopedJudge, ScopeJudge
from zoom_policy_lint.evaluate.scopes import ScopeBook, scope_reads
from zoom_policy_lint.evaluate.settings import SettingJudge
from zoom_policy_lint.evaluate.settling import settling_reads
from zoom_policy_lint.evaluate.stand_ins import HostJudge, MailboxJudge
from zoom_policy_lint.evaluate.text_judge import TextJudge
from zoom_policy_lint.model.resource import Read
from zoom_policy_lint.model.words import Level, Lock, Status
from zoom_policy_lint.policy import Policy
from zoom_policy_lint.policy.scope_parameters import judged_by_person
from zoom_policy_lint.policy.scopes import Scope
from zoom_policy_lint.ruleset import (
    AskBody,
    CountBody,
    FieldBody,
    RegisterBody,
    Rule,
    SettingBody,
    StandInBody,
    TextBody,
)
from zoom_policy_lint.ruleset.demand import reads
from zoom_policy_lint.ruleset.given import is_given

TRAINING = "training_register"
"""The parameter that names the register of who was trained."""

_COUNTED = frozenset({Level.ACCOUNT, Level.ROLE, Level.USER})
"""Who must be looked at before anybody is counted."""

_HOSTING = frozenset({Level.USER, Level.MEETING})
"""Who must be looked at to say whether somebody can stand in for a host."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The rules of one evaluation: those judged, and those left out with the sentence why.

    `advisory` are the ids of those judged that answer no clause.
    """

    judged: tuple[Rule, ...]
    left_out: tuple[tuple[Rule, str], ...]
    advisory: frozenset[str] = frozenset()

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
        return cls(tuple(judged), tuple(out), frozenset(policy.advisory))

    def judges_something(self, levels: frozenset[Level]) -> bool:
        """Whether a rule of the policy looks at one of these levels at all."""
        return any(_looks_at(rule, levels) for rule in self.judged if rule.id not in self.advisory)

    def reads(self, policy: Policy, levels: frozenset[Level]) -> frozenset[Read]:
        """Everything that must be read for the rules that are judged, and to know for whom they are meant."""
        scopes = {scope for rule in self.judged for scope in policy.scopes_of(rule.id)}
        scopes |= {scope for rule in self.judged for scope in policy.scoped_clauses(rule.id).values()}
        wanted = frozenset().union(*(reads(rule, levels) for rule in self.judged))
        settled = [one.settled for one in policy.attest.values() if one.settled]
        return (wanted | scope_reads(scopes, levels)).union(*(settling_reads(one, levels) for one in settled))


_TOGETHER: dict[type, frozenset[Level]] = {CountBody: _COUNTED, StandInBody: _HOSTING}
"""Rules that need all of several levels, and are left out whole where one of them is."""


def _looks_at(rule: Rule, levels: frozenset[Level]) -> bool:
    together = _TOGETHER.get(type(rule.body))
    return levels >= together if together else bool(levels & set(rule.levels))


@dataclass(frozen=True, slots=True)
class Bench:
    """What the judges of one pass are made from.

    `taken_at` is when the account was read, `asked` what was looked for in texts then.
    """

    policy: Policy
    options: Options
    locks: LockBook
    scopes: ScopeBook
    taken_at: datetime
    asked: frozenset[str]

    def judges(self, plan: Plan) -> list[Judge]:
        """A fresh judge for every rule, sorted by rule."""
        found: list[Judge] = []
        for rule in plan.judged:
            found += self._given(rule)
        return found + [judge for rule, why in plan.left_out for judge in self._left_out(rule, why)]

    def _left_out(self, rule: Rule, why: str) -> Iterator[Judge]:
        """One for each kind of evidence that the rule would have given."""
        firsts = {rule.kind_at(level): level for level in reversed(rule.levels)}
        yield from (LeftOutJudge(rule, why, self.policy, level) for level in firsts.values())

    def _given(self, rule: Rule) -> Iterator[Judge]:
        """The judges of a rule, or the one that says that the policy gives nothing to judge by."""
        if rule.given and not is_given(self.policy.parameters, rule.given) and _looks_at(rule, self.options.levels):
            why = f"The policy gives no {rule.given.name}, so there is nothing to judge."
            maker = Maker.of(rule, self.policy)
            yield NotGivenJudge(maker, rule.levels[0], Status.NOT_APPLICABLE, why)
        else:
            yield from self._judges(rule)

    def _judges(self, rule: Rule) -> Iterator[Judge]:
        levels, together = self.options.levels, _TOGETHER.get(type(rule.body))
        if together and not levels >= together:
            yield from self._left_out(rule, "A level that this rule needs was left out of this audit.")
            return
        yield from self._under_clauses(rule, Maker.of(rule, self.policy))
        for level in () if together else rule.levels:
            if level not in levels:
                yield LeftOutJudge(rule, f"The {level.words} level was left out of this audit.", self.policy, level)

    def _under_clauses(self, rule: Rule, maker: Maker) -> Iterator[Judge]:
        """The judges of a rule; of people whom a clause is not about, nothing counts under that clause."""
        meant, limited = self.policy.scoped_clauses(rule.id), self.policy.scopes_of(rule.id)
        for judge in self._in_scope(rule, maker):
            yield ClauseJudge(judge, rule, meant, self.scopes) if meant else judge
        for scope in {scope.id: scope for scope in meant.values() if scope not in limited}.values():
            clauses = [clause for clause, about in meant.items() if about is scope]
            yield ScopeJudge(maker.only(clauses), rule, scope, self.scopes)

    def _in_scope(self, rule: Rule, maker: Maker) -> Iterator[Judge]:
        """The judges of a rule, limited to the people for whom the policy means it, with the numbers of each."""
        scopes = self.policy.scopes_of(rule.id)
        if not scopes:
            yield from self.looking(rule, maker)
            return
        yield from (ScopeJudge(maker, rule, scope, self.scopes) for scope in scopes)
        before: tuple[Scope, ...] = ()
        for together, own in _by_numbers(rule, scopes):
            policy = replace(self.policy, parameters={**self.policy.parameters, **own}) if own else self.policy
            for judge in replace(self, policy=policy).looking(rule, maker):
                yield ScopedJudge(judge, rule, together, self.scopes, before)
            before += together

    def looking(self, rule: Rule, maker: Maker) -> Iterator[Judge]:
        """The judges of a rule that is meant for everybody."""
        if isinstance(rule.body, SettingBody):
            yield from self._of_settings(rule, rule.body, maker)
        elif set(rule.levels) & self.options.levels:
            yield from self._of_resources(rule, maker)

    def _of_settings(self, rule: Rule, body: SettingBody, maker: Maker) -> Iterator[Judge]:
        levels = tuple(level for level in body.levels if level in self.options.levels)
        values = self.policy.parameters
        instead = said_instead(body, values)
        filled = tuple((key, one if key in instead else one.bind(values)) for key, one in body.settings)
        judged = replace(body, settings=filled, when=bound(body.when, values))
        yield SettingJudge(rule, judged, maker, self.locks, levels, instead)
        row = setting(body.settings[0][0])
        whole = Level.ACCOUNT in self.options.levels  # where the one lock finding stands
        if body.lock is Lock.REQUIRED and whole and row is not None and self.locks.offered(row.key):
            yield LockJudge(rule, row, maker, self.locks, limited=bool(self.policy.scopes_of(rule.id)))

    def _of_resources(self, rule: Rule, maker: Maker) -> Iterator[Judge]:
        values = self.policy.parameters
        match rule.body:
            case FieldBody() as body:
                yield self._of_fields(rule, body, maker)
                if names := groups_kept_out(replace(body, expect=bound(body.expect, values, self.taken_at))):
                    yield GroupNamesJudge(maker, body.level, names)
            case CountBody(roles=roles, expect=expect):
                yield CountJudge(rule, CountBody(roles.bind(values), expect.bind(values)), maker)
            case TextBody() as body:
                yield TextJudge(rule, body, maker, values, self.asked)
            case StandInBody(hosts=hosts):
                named = values[hosts.name]
                yield MailboxJudge(rule, maker, named) if named else HostJudge(rule, maker)
            case RegisterBody() as body:
                yield self._of_register(rule, body, maker)
            case AskBody() as body:
                yield AskJudge(rule, body, maker)

    def _of_register(self, rule: Rule, body: RegisterBody, maker: Maker) -> Judge:
        register = self.policy.training if body.register.name == TRAINING else None
        if register is None:
            why = f"The policy names no file as {body.register.name}, so a person has to say who was trained."
            return NotGivenJudge(maker, Level.ACCOUNT, Status.MANUAL, why)
        return RegisterJudge(rule, body, maker, self.policy, register, self.taken_at)

    def _of_fields(self, rule: Rule, body: FieldBody, maker: Maker) -> Judge:
        values = self.policy.parameters
        where, expect = (bound(part, values, self.taken_at) for part in (body.where, body.expect))
        filled = FieldBody(body.level, where, expect, body.names)
        if body.level is Level.DOMAIN:
            return DomainJudge(rule, filled, maker, tuple(values[body.names.name]) if body.names else None)
        if body.names:
            return RoleJudge(rule, filled, maker, tuple(values[body.names.name]))
        return FieldJudge(rule, filled, maker) if body.expect else NoneJudge(rule, filled, maker)


def _by_numbers(rule: Rule, scopes: tuple[Scope, ...]) -> Iterator[tuple[tuple[Scope, ...], Mapping[str, Any]]]:
    """The scopes of a rule that have numbers of their own, one by one, then all others together."""
    own = [scope for scope in scopes if scope.parameters and judged_by_person(rule)]
    yield from (((scope,), scope.parameters) for scope in own)
    if others := tuple(scope for scope in scopes if scope not in own):
        yield others, {}


def lock_keys(plan: Plan) -> frozenset[str]:
    """The settings whose locks matter."""
    return frozenset(
        key
        for rule in plan.judged
        if isinstance(rule.body, SettingBody) and rule.body.lock is not Lock.NONE
        for key, _ in rule.body.settings
    )


def _left_out(rule: Rule, policy: Policy, options: Options) -> str | None:
    if rule.id in policy.off:
        return f"The policy switches this rule off: {policy.off[rule.id]}"
    if rule.id in options.ignore or (options.select and rule.id not in options.select):
        return "This rule was left out of this audit."
    return None


def _covered(rule: Rule, options: Options, available: frozenset[str]) -> bool:
    return {str(read) for read in reads(rule, options.levels)} <= available
