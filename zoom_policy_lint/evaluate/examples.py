"""Proving a rule by its own examples: each is made into a small snapshot and judged by the real engine."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from zoom_policy_lint.catalogue import Role, endpoint, setting
from zoom_policy_lint.catalogue.fields import fields
from zoom_policy_lint.evaluate.coverage import is_inactive
from zoom_policy_lint.evaluate.group_names import NAMED_GROUP
from zoom_policy_lint.evaluate.memory import MemorySnapshot
from zoom_policy_lint.evaluate.options import Options
from zoom_policy_lint.evaluate.run import findings, needed_questions
from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.resource import ACCOUNT_ID, Header, Listing, Read, Resource, TextQuestions
from zoom_policy_lint.model.words import Check, Level, Status
from zoom_policy_lint.policy import Clause, Policy
from zoom_policy_lint.policy.parameters import missing_parameters
from zoom_policy_lint.policy.registers import BadLine, Register, RegisterLine, RegisterState
from zoom_policy_lint.ruleset import NOTHING, CountBody, Example, FieldBody, Rule, SettingBody, TextBody
from zoom_policy_lint.ruleset.demand import endpoint_at, reads
from zoom_policy_lint.ruleset.parameters import parameter_misfits
from zoom_policy_lint.texts import normal_phrase, text_facts

_WORST_FIRST = (Status.FAIL, Status.UNKNOWN, Status.MANUAL, Status.PASS, Status.NOT_APPLICABLE)


READ_AT = datetime(2026, 1, 1, tzinfo=UTC)
"""When the accounts of all examples were read: ages are counted from here, and later meetings lie ahead."""

_KNOWN: Mapping[Level, Mapping[str, Any]] = {
    Level.GROUP: {"groups": []},
    Level.USER: {"groups": []},
    Level.MEETING: {"type": 2, "start_time": "2026-06-01T09:00:00Z"},
}
"""What is known of every example."""

_TEXT_PLACES = {"description": ("meetings.id", "agenda"), "invitation": ("meetings.id.invitation", "invitation")}

SOMEBODY = Resource(Level.USER, "somebody", "somebody", {"groups": [], "status": "active"})
"""Every account has a user; this one is of no interest."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an example led to. `tried`: its parameters suit the rule, so that it could be judged."""

    rule: Rule
    example: Example
    status: Status | None
    message: str
    tried: bool = True

    @property
    def right(self) -> bool:
        """Whether the rule says of its example what the example says of the rule.

        A rule says nothing of what it is not meant for; an example of that is one of what is not applicable.
        """
        return self.tried and (self.status or Status.NOT_APPLICABLE) is self.example.status


def try_examples(rule: Rule, policy: Policy) -> Iterator[Outcome]:
    """Judge every example of a rule, with the policy's parameters where the example gives none."""
    for example in rule.examples:
        if unsuited := _unsuited(rule, {**policy.parameters, **example.given.get("parameters", {})}):
            yield Outcome(rule, example, None, f"It could not be tried: {unsuited}.", tried=False)
            continue
        findings = list(_judge(rule, example, policy))
        worst = next((f for status in _WORST_FIRST for f in findings if f.status is status), None)
        yield Outcome(rule, example, worst.status if worst else None, worst.message if worst else "It judged nothing.")


def _unsuited(rule: Rule, parameters: Mapping[str, Any]) -> str:
    """Why a rule cannot be judged with these parameters; empty where it can."""
    if missing := missing_parameters(rule, parameters):
        return f"the parameter “{missing[0]}” is not given"
    found = next(parameter_misfits(rule, parameters), None)
    return f"the parameter “{found[0]}” does not suit the rule: {found[1]}" if found else ""


def _judge(rule: Rule, example: Example, policy: Policy) -> Iterator[Finding]:
    alone = replace(
        policy,
        parameters=dict(policy.parameters) | dict(example.given.get("parameters", {})),
        clauses=(Clause("example", rule.title, tuple(rule.kinds), (rule.id,), (), ""),),
        attest={},
        attestations=(),
        waivers=(),
        off={},
        rules={rule.id: rule},
        advisory={},
        scopes=(),
        training=_register(example.given["register"]) if "register" in example.given else None,
    )
    given = {Level(name) for name in example.given if name in set(Level)}
    for finding in findings(_snapshot(rule, example, alone), alone, Options(as_of=READ_AT.date())):
        aside = finding.resource.id == SOMEBODY.id or finding.resource.id.startswith(NAMED_GROUP)
        of_example = finding.resource.level in given and not aside
        named = isinstance(rule.body, CountBody) or of_example
        if named and (finding.check is not Check.LOCK or "locked" in example.given or Level.ACCOUNT in given):
            yield finding


def _register(states: Mapping[str, str]) -> Register:
    """A register that says of each address, on the day of the examples, what the example says."""
    long_ago, recent = date(1990, 1, 1), READ_AT.date()
    began = {RegisterState.CURRENT: recent, RegisterState.EXPIRED: long_ago}
    lines = {
        one: (RegisterLine(2, began[RegisterState(state)], None),) for one, state in states.items() if state in began
    }
    spoilt = {one: BadLine(2, "no date") for one, state in states.items() if state == RegisterState.UNREADABLE}
    return Register("register.csv", "register.csv", lines, (), spoilt)


def _snapshot(rule: Rule, example: Example, policy: Policy) -> MemorySnapshot:
    wanted = reads(rule)
    header = Header(
        account_id="example",
        taken_at=READ_AT.isoformat(),
        source="example",
        levels=tuple(Level),
        reads=tuple(sorted(map(str, wanted))),
        questions=needed_questions(policy),
    )
    resources = _resources(rule, example.given, policy.parameters)
    if not any(one.level is Level.USER and not is_inactive(one) for one in resources):
        # of whom nothing is known, and who may be meant, where the example says that there is nobody
        resources.append(replace(SOMEBODY, gone=example.given.get(Level.USER) == NOTHING))
    told = example.given.get(Level.DOMAIN, {})
    lists = [read for read in wanted if _is_told(read, told)]
    listings = tuple(Listing(read, count=_count_of(read, resources)) for read in sorted(lists))
    return MemorySnapshot(header, listings, tuple(sorted(resources, key=lambda one: (one.level.rank, one.id))))


def _is_told(read: Read, of_domain: Mapping[str, Any]) -> bool:
    """Whether a list was read: every one but those of domains, which an example gives by naming what they tell."""
    row = endpoint(read.endpoint)
    if row.role is not Role.LIST or row.level is not Level.DOMAIN:
        return row.role is Role.LIST
    return any(fields(Level.DOMAIN)[name].endpoint == row.id for name in of_domain)


def _count_of(read: Read, resources: list[Resource]) -> int:
    level, inactive = endpoint(read.endpoint).level, read.endpoint == "users.inactive"
    return sum(1 for one in resources if one.level is level and is_inactive(one) == inactive)


def _resources(rule: Rule, given: Mapping[str, Any], parameters: Mapping[str, Any]) -> list[Resource]:
    match rule.body:
        case SettingBody() as body:
            return _settings(body, given)
        case CountBody() as body:
            return _count(body, given, parameters)
        case FieldBody(level=Level.DOMAIN) as body:
            return _domains(body, given.get(Level.DOMAIN, {}), parameters)
        case TextBody() as body:
            return [_with_texts(given.get(Level.MEETING, {}), body, parameters)]
        case _:
            levels = [level for level in Level if given.get(level, NOTHING) != NOTHING]
            return [_with_fields(level, given[level], rule) for level in levels]


def _settings(body: SettingBody, given: Mapping[str, Any]) -> list[Resource]:
    """The account always exists, so that a lock can be told; others where the example has them."""
    keys = [key for key, _ in (*body.settings, *body.when)]
    found = [_with_bodies(Level.ACCOUNT, ACCOUNT_ID, given.get("account", {}), keys, given.get("locked"))]
    others = [level for level in body.levels if level is not Level.ACCOUNT and level in given]
    return found + [_with_bodies(level, "an-example", given[level], keys, None) for level in others]


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
    return Resource(level, id_, name, _KNOWN.get(level, {}), bodies)


def _with_fields(level: Level, values: Mapping[str, Any], rule: Rule) -> Resource:
    """A resource of which these fields are known; the answers that tell the others came without them."""
    table, told = fields(level), dict(_KNOWN.get(level, {}))
    in_bodies = {read.endpoint for read in reads(rule) if endpoint(read.endpoint).level is level}
    bodies: dict[str, dict[str, Any]] = {
        name: {} for name in sorted(in_bodies) if endpoint(name).role in (Role.SETTINGS, Role.TEXTS)
    }
    for name, value in values.items():
        field = table.get(name)
        holder = bodies.setdefault(field.endpoint, {}) if field and field.in_body else told
        put(holder, tuple(name.split(".")), value)
    name = str(values.get("email") or values.get("name") or f"a {level.words}")
    return Resource(level, "an-example", name, told, bodies)


def _with_texts(texts: Mapping[str, Any], body: TextBody, parameters: Mapping[str, Any]) -> Resource:
    """A meeting with these texts, of which only what the phrases ask is kept, as it is when an account is read."""
    own = parameters[body.phrases.name][body.part]
    asked = TextQuestions(tuple(sorted({normal_phrase(phrase) for phrase in own})))
    bodies: dict[str, dict[str, Any]] = {"meetings.id": {}, "meetings.id.invitation": {}}
    for name, (read, field) in _TEXT_PLACES.items():
        if name in texts:
            bodies[read][field] = text_facts(texts[name], asked)
    return Resource(Level.MEETING, "an-example", "a meeting", _KNOWN[Level.MEETING], bodies)


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


def _domains(body: FieldBody, values: Mapping[str, Any], parameters: Mapping[str, Any]) -> list[Resource]:
    named = parameters[body.names.name] if body.names else [values.get("domain", "example.org")]
    name = str(named[0]) if named else "example.org"
    return [Resource(Level.DOMAIN, name, name, values)]


def _count(body: CountBody, given: Mapping[str, Any], parameters: Mapping[str, Any]) -> list[Resource]:
    if "count" not in given:
        return []
    people = [f"person-{number:03}" for number in range(given["count"])]
    names = map(str, body.roles.bind(parameters).argument)
    roles = [
        Resource(Level.ROLE, f"role-{at}", name, {"name": name, "members": [] if at else people})
        for at, name in enumerate(names)
    ]
    return [*roles, *(Resource(Level.USER, person, person) for person in people), SOMEBODY]
