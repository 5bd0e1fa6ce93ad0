"""Which rules of a policy are judged, and what must be read for them."""

from dataclasses import dataclass

from zoom_policy_lint.evaluate.options import Options
from zoom_policy_lint.evaluate.scopes import scope_reads
from zoom_policy_lint.evaluate.settling import settling_reads
from zoom_policy_lint.model.resource import Read
from zoom_policy_lint.model.words import Level, Lock
from zoom_policy_lint.policy import Policy
from zoom_policy_lint.ruleset import CountBody, Rule, SettingBody, StandInBody
from zoom_policy_lint.ruleset.demand import reads

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
        return any(looks_at(rule, levels) for rule in self.judged if rule.id not in self.advisory)

    def reads(self, policy: Policy, levels: frozenset[Level]) -> frozenset[Read]:
        """Everything that must be read for the rules that are judged, and to know for whom they are meant."""
        scopes = {scope for rule in self.judged for scope in policy.scopes_of(rule.id)}
        scopes |= {scope for rule in self.judged for scope in policy.scoped_clauses(rule.id).values()}
        wanted = frozenset().union(*(reads(rule, levels) for rule in self.judged))
        settled = [one.settled for one in policy.attest.values() if one.settled]
        return (wanted | scope_reads(scopes, levels)).union(*(settling_reads(one, levels) for one in settled))


TOGETHER: dict[type, frozenset[Level]] = {CountBody: _COUNTED, StandInBody: _HOSTING}
"""Rules that need all of several levels, and are left out whole where one of them is."""


def looks_at(rule: Rule, levels: frozenset[Level]) -> bool:
    """Whether a rule judges anything where these levels are looked at."""
    together = TOGETHER.get(type(rule.body))
    return levels >= together if together else bool(levels & set(rule.levels))


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
