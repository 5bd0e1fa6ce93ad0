"""What the clauses of a policy rest on, so that those of another policy can be laid beside them.

Two clauses rest on the same evidence when they share one of these:

* a rule;
* a setting that their rules judge, by its canonical key (`only.PATH` is the setting that has this path). Switches under
  `when` do not count: they only say where a rule applies;
* a field of users, roles, domains, meetings or recordings that their rules judge (`expect`, not `where`), which is the
  setting itself where Zoom tells both in the same place;
* how many people hold some roles; who may stand in for a host; a register that the school keeps; what the joining
  instructions say on one part;
* a question that both ask a person in the same words.

A clause rests on what its parts rest on, too.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from zoom_policy_lint.catalogue import Role, control_of, setting, settings
from zoom_policy_lint.catalogue.fields import fields
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.policy import Clause, Policy
from zoom_policy_lint.ruleset import Body, CountBody, FieldBody, RegisterBody, Rule, SettingBody, StandInBody, TextBody
from zoom_policy_lint.ruleset.demand import endpoint_at

Spot = tuple[str, str]
"""Something that can be looked at: of which kind it is, and which one: `setting` and a key, `user` and a field."""

SETTING = "setting"
"""The kind of spot whose name is a key of the catalogue."""


def spot_of_setting(key: str) -> Spot:
    """The setting of a key, under whichever of its names the key speaks of it."""
    return SETTING, control_of(key)


def spot_of_field(level: Level, name: str) -> Spot:
    """A field of a resource; a setting where Zoom tells that in the same place."""
    key = _settings_by_place().get((level, fields(level)[name].endpoint, name))
    return spot_of_setting(key) if key else (level.words, name)


def evidence(policy: Policy) -> Mapping[str, frozenset[Spot]]:
    """What each clause rests on, by its id, in the policy's order."""
    own = {clause.id: frozenset(_own(clause, policy)) for clause in policy.clauses}
    parts = {clause.id: clause.parts for clause in policy.clauses}
    return {id_: frozenset().union(*(own[one] for one in _with_parts(id_, parts))) for id_ in own}


def _with_parts(id_: str, parts: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """A clause and all that it is made of; parts are never in a circle."""
    yield id_
    for part in parts[id_]:
        yield from _with_parts(part, parts)


def _own(clause: Clause, policy: Policy) -> Iterator[Spot]:
    known = {**policy.advisory, **policy.rules}
    for rule in (known[name] for name in clause.rules if name in known):
        yield from _of_rule(rule)
    if clause.id in policy.attest:
        yield "question", " ".join(policy.attest[clause.id].question.casefold().split())


def _of_rule(rule: Rule) -> Iterator[Spot]:
    yield "rule", rule.oldest_id
    yield from _of_body(rule.body)


def _of_body(body: Body) -> Iterator[Spot]:
    match body:
        case SettingBody():
            yield from (spot_of_setting(key) for key, _ in body.settings)
        case FieldBody(level=level):
            yield from (spot_of_field(level, name) for name, _ in body.expect)
        case CountBody():
            yield "people", "roles"
        case StandInBody():
            yield "people", "stand-ins"
        case RegisterBody(register=register):
            yield "register", register.name
        case TextBody(part=part):
            yield "joining instructions", part
        case _:
            return


@cache
def _settings_by_place() -> Mapping[tuple[Level, str, str], str]:
    """The settings of meetings and recordings by level, endpoint and path: a field of these may be one of them."""
    rows = [row for row in map(setting, settings()) if row is not None]
    return {
        (level, endpoint_at(level, Role.SETTINGS), path.path): row.key
        for row in rows
        for level in (Level.MEETING, Level.RECORDING)
        if level in row.levels
        for path in row.levels[level].paths
    }
