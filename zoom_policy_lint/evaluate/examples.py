"""Proving a rule by its own examples: each is made into a small snapshot and judged by the real engine."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from zoom_policy_lint.catalogue import Role, endpoint, setting
from zoom_policy_lint.catalogue.fields import fields
from zoom_policy_lint.evaluate.memory import MemorySnapshot
from zoom_policy_lint.evaluate.options import Options
from zoom_policy_lint.evaluate.run import evaluate
from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.resource import ACCOUNT_ID, Header, Listing, Read, Resource
from zoom_policy_lint.model.words import Check, Level, Status
from zoom_policy_lint.policy import Clause, Policy
from zoom_policy_lint.ruleset import CountBody, Example, FieldBody, Rule, SettingBody
from zoom_policy_lint.ruleset.demand import endpoint_at, reads

_WORST_FIRST = (Status.FAIL, Status.UNKNOWN, Status.MANUAL, Status.PASS, Status.NOT_APPLICABLE)


SOMEBODY = Resource(Level.USER, "somebody", "somebody", {"groups": []})
"""Every account has a user; this one is of no interest."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an example led to."""

    rule: Rule
    example: Example
    status: Status | None
    message: str

    @property
    def right(self) -> bool:
        """Whether the rule says of its example what the example says of the rule."""
        return self.status is self.example.status


def try_examples(rule: Rule, policy: Policy) -> Iterator[Outcome]:
    """Judge every example of a rule, with the policy's parameters where the example gives none."""
    for example in rule.examples:
        findings = list(_judge(rule, example, policy))
        worst = next((f for status in _WORST_FIRST for f in findings if f.status is status), None)
        yield Outcome(rule, example, worst.status if worst else None, worst.message if worst else "It judged nothing.")


def _judge(rule: Rule, example: Example, policy: Policy) -> Iterator[Finding]:
    alone = replace(
        policy,
        parameters=dict(policy.parameters) | dict(example.given.get("parameters", {})),
        clauses=(Clause("example", rule.title, (rule.kind,), (rule.id,), (), ""),),
        attest={},
        attestations=(),
        waivers=(),
        off={},
        rules={rule.id: rule},
        advisory={},
    )
    run = evaluate(_snapshot(rule, example, alone.parameters), alone, Options(as_of=date(2026, 1, 1)))
    given = {Level(name) for name in example.given if name in set(Level)}
    for finding in run.findings():
        named = isinstance(rule.body, CountBody) or finding.resource.level in given
        if named and (finding.check is not Check.LOCK or "locked" in example.given or Level.ACCOUNT in given):
            yield finding


def _snapshot(rule: Rule, example: Example, parameters: Mapping[str, Any]) -> MemorySnapshot:
    wanted = reads(rule)
    header = Header("example", "2026-01-01T00:00:00Z", "example", tuple(Level), tuple(sorted(map(str, wanted))))
    match rule.body:
        case SettingBody() as body:
            resources, lists = _settings(body, example.given), ["users", "groups"]
        case FieldBody() as body:
            resources, lists = _fields(body, example.given, parameters)
        case CountBody() as body:
            resources, lists = _count(body, example.given, parameters)
    counts = {name: sum(1 for one in resources if one.level is endpoint(name).level) for name in lists}
    listings = tuple(Listing(Read(name), count=count) for name, count in counts.items())
    return MemorySnapshot(header, listings, tuple(sorted(resources, key=lambda one: (one.level.rank, one.id))))


def _settings(body: SettingBody, given: Mapping[str, Any]) -> list[Resource]:
    """The account and somebody in it always exist, so that a lock can be told; others where the example has them."""
    keys = [key for key, _ in (*body.settings, *body.when)]
    found = [_with_bodies(Level.ACCOUNT, ACCOUNT_ID, given.get("account", {}), keys, given.get("locked"))]
    others = [level for level in (Level.GROUP, Level.USER) if level in given]
    found += [_with_bodies(level, "an-example", given[level], keys, None) for level in others]
    return found if Level.USER in given else [*found, SOMEBODY]


def _with_bodies(level: Level, id_: str, values: Mapping[str, Any], keys: list[str], locked: Any) -> Resource:
    bodies: dict[str, dict[str, Any]] = {}
    for key in keys:
        row = setting(key)
        place = row.levels.get(level) if row else None
        for path in place.paths if place else ():
            answers = [str(Read(endpoint_at(level, Role.SETTINGS), view)) for view in path.views]
            body, *_ = (bodies.setdefault(answer, {}) for answer in answers)
            if key in values:
                put(body, path.keys, values[key])
        for lock in place.locks if place and locked is not None else ():
            put(bodies.setdefault(str(Read(endpoint_at(level, Role.LOCKS), lock.view)), {}), lock.keys, locked)
    name = "the account" if level is Level.ACCOUNT else f"a {level}"
    return Resource(level, id_, name, {"groups": []}, bodies)


def put(body: dict[str, Any], keys: tuple[str, ...], value: Any) -> None:
    """Set the value at a path; a step `name[]` takes a list, one item for every entry of the value."""
    for depth, key in enumerate(keys[:-1]):
        if key.endswith("[]"):
            items = body.setdefault(key[:-2], [{} for _ in value])
            for item, one in zip(items, value, strict=False):
                put(item, keys[depth + 1 :], one)
            return
        body = body.setdefault(key, {})
    body[keys[-1]] = value


def _fields(
    body: FieldBody, given: Mapping[str, Any], parameters: Mapping[str, Any]
) -> tuple[list[Resource], list[str]]:
    values = given.get(body.level, {})
    if body.level is not Level.DOMAIN:
        name = str(values.get("email") or values.get("name") or "an example")
        return [Resource(body.level, "an-example", name, values)], [endpoint_at(body.level, Role.LIST)]
    name = str(parameters[body.names.name][0]) if body.names else str(values.get("domain", "example.org"))
    table = fields(Level.DOMAIN)
    return [Resource(Level.DOMAIN, name, name, values)], sorted({table[key].endpoint for key in values})


def _count(
    body: CountBody, given: Mapping[str, Any], parameters: Mapping[str, Any]
) -> tuple[list[Resource], list[str]]:
    if "count" not in given:
        return [], []
    people = [f"person-{number:03}" for number in range(given["count"])]
    name = str(body.roles.bind(parameters).argument[0])
    role = Resource(Level.ROLE, "a-role", name, {"name": name, "members": people})
    return [role, *(Resource(Level.USER, person, person) for person in people), SOMEBODY], ["roles", "users"]
