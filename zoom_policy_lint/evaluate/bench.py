"""The judges of one pass, made from what a policy asks and what is looked at."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from zoom_policy_lint.catalogue import setting
from zoom_policy_lint.evaluate.ask_judge import AskJudge, NotGivenJudge
from zoom_policy_lint.evaluate.clause_scopes import ClauseJudge
from zoom_policy_lint.evaluate.field_judge import FieldJudge, bound
from zoom_policy_lint.evaluate.group_names import GroupNamesJudge, groups_named
from zoom_policy_lint.evaluate.instead import said_instead
from zoom_policy_lint.evaluate.judge import Judge
from zoom_policy_lint.evaluate.left_out import LeftOutJudge
from zoom_policy_lint.evaluate.lock_judge import LockJudge
from zoom_policy_lint.evaluate.locks import LockBook
from zoom_policy_lint.evaluate.maker import Maker
from zoom_policy_lint.evaluate.none_judge import NoneJudge
from zoom_policy_lint.evaluate.options import Options
from zoom_policy_lint.evaluate.people import CountJudge, DomainJudge, RoleJudge
from zoom_policy_lint.evaluate.plan import TOGETHER, Plan, looks_at
from zoom_policy_lint.evaluate.register import RegisterJudge
from zoom_policy_lint.evaluate.scoped import Limits, ScopedJudge, ScopeJudge
from zoom_policy_lint.evaluate.scopes import ScopeBook
from zoom_policy_lint.evaluate.settings import SettingJudge
from zoom_policy_lint.evaluate.stand_ins import HostJudge, MailboxJudge
from zoom_policy_lint.evaluate.text_judge import TextJudge
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
from zoom_policy_lint.ruleset.given import is_given

TRAINING = "training_register"
"""The parameter that names the register of who was trained."""


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
        if rule.given and not is_given(self.policy.parameters, rule.given) and looks_at(rule, self.options.levels):
            why = f"The policy gives no {rule.given.name}, so there is nothing to judge."
            maker = Maker.of(rule, self.policy)
            yield NotGivenJudge(maker, rule.levels[0], Status.NOT_APPLICABLE, why)
        else:
            yield from self._judges(rule)

    def _judges(self, rule: Rule) -> Iterator[Judge]:
        levels, together = self.options.levels, TOGETHER.get(type(rule.body))
        if together and not levels >= together:
            yield from self._left_out(rule, "A level that this rule needs was left out of this audit.")
            return
        maker = Maker.of(rule, self.policy)
        yield from self._under_clauses(rule, maker)
        yield from self._of_names(rule, maker)
        for level in () if together else rule.levels:
            if level not in levels:
                yield LeftOutJudge(rule, f"The {level.words} level was left out of this audit.", self.policy, level)

    def _under_clauses(self, rule: Rule, maker: Maker) -> Iterator[Judge]:
        """The judges of a rule; of people whom a clause is not about, nothing counts under that clause."""
        meant, limited = self.policy.scoped_clauses(rule.id), self.policy.scopes_of(rule.id)
        for judge in self._in_scope(rule, maker):
            yield ClauseJudge(judge, rule, meant, self.scopes) if meant else judge
        for scope in dict.fromkeys(one for one in meant.values() if one not in limited):
            clauses = [clause for clause, about in meant.items() if about is scope]
            yield ScopeJudge(maker.only(clauses), rule, scope, self.scopes)

    def _by_clauses(self, rule: Rule) -> Limits:
        """The people whom all clauses of a rule are about, where each is about some: it shows nothing of others.

        A register is looked through for everybody, since it also stands for a statement that may be about all.
        """
        meant = self.policy.scoped_clauses(rule.id)
        everybody = any(rule.id in clause.rules and clause.id not in meant for clause in self.policy.clauses)
        if not meant or everybody or isinstance(rule.body, RegisterBody):
            return ()
        return (tuple(dict.fromkeys(meant.values())),)

    def _in_scope(self, rule: Rule, maker: Maker) -> Iterator[Judge]:
        """The judges of a rule, limited to the people for whom the policy means it, with the numbers of each."""
        scopes, by_clauses = self.policy.scopes_of(rule.id), self._by_clauses(rule)
        yield from (ScopeJudge(maker, rule, scope, self.scopes) for scope in scopes)
        before: tuple[Scope, ...] = ()
        for together, own in _by_numbers(rule, scopes):
            policy = replace(self.policy, parameters={**self.policy.parameters, **own}) if own else self.policy
            limits = (together, *by_clauses) if together else by_clauses
            for judge in replace(self, policy=policy).looking(rule, maker, limited=bool(limits)):
                yield ScopedJudge(judge, rule, limits, self.scopes, before) if limits else judge
            before += together

    def looking(self, rule: Rule, maker: Maker, *, limited: bool) -> Iterator[Judge]:
        """The judges of a rule, which are shown everybody, or (limited) those for whom it is meant."""
        if isinstance(rule.body, SettingBody):
            yield from self._of_settings(rule, rule.body, maker, limited=limited)
        elif set(rule.levels) & self.options.levels:
            yield from self._of_resources(rule, maker)

    def _of_names(self, rule: Rule, maker: Maker) -> Iterator[Judge]:
        """The judge of the groups that a rule names, under whatever numbers: it looks at all groups of the account."""
        body = rule.body
        if not isinstance(body, FieldBody | RegisterBody) or not set(rule.levels) & self.options.levels:
            return
        given = [{**self.policy.parameters, **own} for _, own in _by_numbers(rule, self.policy.scopes_of(rule.id))]
        names = frozenset(name for values in given for name in groups_named(body, values))
        if names:
            yield GroupNamesJudge(maker, rule.levels[0], names)

    def _of_settings(self, rule: Rule, body: SettingBody, maker: Maker, *, limited: bool) -> Iterator[Judge]:
        levels = tuple(level for level in body.levels if level in self.options.levels)
        values = self.policy.parameters
        instead = said_instead(body, values)
        filled = tuple((key, one if key in instead else one.bind(values)) for key, one in body.settings)
        judged = replace(body, settings=filled, when=bound(body.when, values))
        yield SettingJudge(rule, judged, maker, self.locks, levels, instead)
        row = setting(body.settings[0][0])
        whole = Level.ACCOUNT in self.options.levels  # where the one lock finding stands
        if body.lock is Lock.REQUIRED and whole and row is not None and self.locks.offered(row.key):
            yield LockJudge(rule, row, maker, self.locks, limited=limited)

    def _of_resources(self, rule: Rule, maker: Maker) -> Iterator[Judge]:
        values = self.policy.parameters
        match rule.body:
            case FieldBody() as body:
                yield self._of_fields(rule, body, maker)
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
    """The scopes of a rule that have numbers of their own, one by one, then all others together (perhaps everybody)."""
    own = [scope for scope in scopes if scope.parameters and judged_by_person(rule)]
    yield from (((scope,), scope.parameters) for scope in own)
    others = tuple(scope for scope in scopes if scope not in own)
    if others or not own:
        yield others, {}
