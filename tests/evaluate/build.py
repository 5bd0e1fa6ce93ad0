"""Accounts in memory on which everything is right, built from the catalogue and the rules; and ways to spoil them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from tests.evaluate import right_facts as facts
from tests.evaluate.right_facts import FIRST, TAKEN_AT, parameters_for
from zoom_policy_lint.catalogue import Role, Setting, endpoint, endpoints, fits, setting
from zoom_policy_lint.catalogue.fields import Field
from zoom_policy_lint.evaluate import Options, evaluate, needed_questions
from zoom_policy_lint.evaluate.coverage import is_inactive
from zoom_policy_lint.evaluate.examples import put
from zoom_policy_lint.evaluate.field_judge import bound
from zoom_policy_lint.evaluate.memory import MemorySnapshot
from zoom_policy_lint.evaluate.remedy import right_value
from zoom_policy_lint.evaluate.run import findings
from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.resource import ACCOUNT_ID, Header, Listing, Read, Resource, Unread
from zoom_policy_lint.model.run import Run
from zoom_policy_lint.model.words import Level, Reason
from zoom_policy_lint.policy import Clause, Policy, load_policy
from zoom_policy_lint.ruleset import Condition, CountBody, FieldBody, Rule, SettingBody, TextBody
from zoom_policy_lint.ruleset.demand import endpoint_at, reads

TODAY = date(2026, 9, 3)
GROUPS = {"g1": "Teachers", "g2": "Office"}
MEMBERSHIP = {"u1": ["g1"], "u2": ["g1", "g2"], "u3": []}
REFUSALS = (Reason.SCOPE, Reason.PLAN, Reason.ERROR, Reason.VANISHED)

LISTS = tuple(row.id for row in endpoints() if row.role is Role.LIST)
"""Every list of an account."""

WRONG_TYPES: tuple[Any, ...] = (True, False, 0, 1, 1.5, "", "true", "on", [], [None], ["on"], [1], {}, {"enable": True})


@cache
def st_joseph() -> Policy:
    """The shipped policy."""
    return load_policy("st_joseph")


def all_rules(policy: Policy | None = None) -> list[Rule]:
    """Every rule that ships with a policy, advisory ones too."""
    policy = policy or st_joseph()
    return [*policy.rules.values(), *policy.advisory.values()]


def named(rules: Iterable[Rule]) -> dict[str, Any]:
    """Arguments for parametrize: rules, shown by their ids."""
    listed = list(rules)
    return {"argvalues": listed, "ids": [rule.id for rule in listed]}


def setting_rules() -> list[Rule]:
    return [rule for rule in all_rules() if isinstance(rule.body, SettingBody)]


def field_rules() -> list[Rule]:
    return [rule for rule in all_rules() if isinstance(rule.body, FieldBody)]


def count_rules() -> list[Rule]:
    return [rule for rule in all_rules() if isinstance(rule.body, CountBody)]


def text_rules() -> list[Rule]:
    return [rule for rule in all_rules() if isinstance(rule.body, TextBody)]


def alone(rule: Rule, policy: Policy | None = None) -> Policy:
    """The policy reduced to one rule in one clause, with nothing accepted and nothing stated.

    It gives the rule what it needs to be judged at all.
    """
    policy = policy or st_joseph()
    parameters = parameters_for(rule, policy)
    return replace(
        policy,
        parameters=parameters,
        training=facts.training() if parameters.get("training_register") else None,
        clauses=(Clause("only", rule.title, tuple(sorted(rule.kinds)), (rule.id,), (), ""),),
        attest={},
        attestations=(),
        waivers=(),
        off={},
        rules={rule.id: replace(rule, advisory=False)},
        advisory={},
    )


def run_of(snapshot: MemorySnapshot, policy: Policy, **options: Any) -> Run:
    """The run on the day the snapshot was taken."""
    return evaluate(snapshot, policy, Options(**({"as_of": TODAY} | options)))


def findings_of(snapshot: MemorySnapshot, policy: Policy, **options: Any) -> list[Finding]:
    """The findings of that run."""
    return list(findings(snapshot, policy, Options(**({"as_of": TODAY} | options))))


# Right values


def right_values(rules: Iterable[Rule], parameters: Mapping[str, Any]) -> dict[str, Any]:
    """A value for every setting that the rules read, on which everything they expect of it holds.

    The switches above rules are on, unless another rule wants them off.
    """
    bodies = [rule.body for rule in rules if isinstance(rule.body, SettingBody)]
    expected, upper = {}, {}
    for body in bodies:
        for table, pairs in ((expected, body.settings), (upper, body.when)):
            for key, condition in bound(pairs, parameters):
                table.setdefault(key, []).append(condition)
    return {key: _right(key, expected.get(key, []), upper.get(key, [])) for key in {**upper, **expected}}


def _right(key: str, expected: list[Condition], upper: list[Condition]) -> Any:
    row = setting(key)
    assert row is not None
    both = right(row, [*expected, *upper])
    return right(row, expected) if both is None else both


def candidates(row: Setting, conditions: Iterable[Condition]) -> Iterator[Any]:
    """Values of the setting's type and known to the catalogue, the likeliest first."""
    wanted = [value for condition in conditions for value in _suggested(row, condition)]
    for value in [*wanted, *row.known, True, False, 0, 1, 2, 7, 8, 30, 60, "", "wrong", [], ["wrong"], *_lists(row)]:
        known = not row.known or all(one in row.known for one in (value if isinstance(value, list) else [value]))
        if fits(row.type, value) and known:
            yield value


def right(row: Setting, conditions: list[Condition]) -> Any | None:
    """A value on which every condition holds, or None."""
    return next((value for value in candidates(row, conditions) if all(c.holds(value) for c in conditions)), None)


def wrong(row: Setting, condition: Condition) -> Any:
    """A value of the right type, known, on which the condition does not hold."""
    return next(value for value in candidates(row, [condition]) if not condition.holds(value))


def _lists(row: Setting) -> Iterator[Any]:
    if row.type.startswith("array<"):
        yield from ([value] for value in row.known)


def _suggested(row: Setting, condition: Condition) -> Iterator[Any]:
    value = right_value(condition, row)
    if value is not None:
        yield value
    if isinstance(condition.argument, tuple) and not isinstance(condition.argument[0], Condition):
        yield list(condition.argument)
    if condition.operator == "same_parts":
        yield condition.argument
    if condition.operator in ("parts_in", "parts_contain"):
        yield ";".join(condition.argument)
    if condition.operator in ("at_least", "at_most"):
        yield from (condition.argument + step for step in (-1, 1))


# Right accounts


def right_snapshot(policy: Policy, *, account_lock: bool = True, group_lock: bool = True) -> MemorySnapshot:
    """An account with people, a meeting and a recording on which every rule of the policy passes.

    Locks hold on the account and in the groups unless said otherwise; u3 is in no group, u9 has left.
    """
    rules = all_rules(policy)
    values = right_values(rules, policy.parameters)
    locks = {Level.ACCOUNT: account_lock, Level.GROUP: group_lock}
    content = [
        _resource(Level.ACCOUNT, ACCOUNT_ID, "the account", {}, values, locks),
        *_roles(policy),
        *_domains(policy),
        *(_resource(Level.GROUP, id_, name, {"name": name}, values, locks) for id_, name in GROUPS.items()),
        *(_user(policy, id_, groups, values, locks) for id_, groups in MEMBERSHIP.items()),
        Resource(Level.USER, facts.LEAVER_ID, facts.LEAVER, facts.LEAVER_FIELDS),
        _meeting(policy, values),
        _recording(values),
    ]
    asked = sorted({str(read) for rule in rules for read in reads(rule)})
    header = Header("acc-1", TAKEN_AT, "live", tuple(Level), tuple(asked), questions=needed_questions(policy))
    return MemorySnapshot(header, _listings(content), tuple(content))


def _user(
    policy: Policy, id_: str, groups: list[str], values: Mapping[str, Any], locks: Mapping[Level, bool]
) -> Resource:
    known = facts.user(id_, groups, policy)
    return _resource(Level.USER, id_, known["email"], known, values, locks)


def _meeting(policy: Policy, values: Mapping[str, Any]) -> Resource:
    id_, bodies = FIRST[Level.MEETING], facts.meeting_bodies(policy)
    name = f"{facts.HOST}, Thu 10 Sep 2026 09:00 Europe/London, …7890"
    return _resource(Level.MEETING, id_, name, facts.MEETING_FIELDS, values, {}, bodies)


def _recording(values: Mapping[str, Any]) -> Resource:
    id_, name = FIRST[Level.RECORDING], f"{facts.HOST}, Tue 1 Sep 2026 09:30 UTC, …7890"
    return _resource(Level.RECORDING, id_, name, facts.RECORDING_FIELDS, values, {}, facts.recording_bodies())


def _roles(policy: Policy) -> Iterator[Resource]:
    privileges = list(policy.parameters["oversight_privileges"])
    members = {"Owner": ["u1"], "Admin": ["u2", "u3"]}
    for name in sorted(policy.parameters["oversight_roles"]):
        known = {"name": name, "privileges": privileges, "members": members.get(name, [])}
        yield Resource(Level.ROLE, name.lower(), name, known)


def _domains(policy: Policy) -> Iterator[Resource]:
    for name in sorted(policy.parameters["school_domains"]):
        yield Resource(Level.DOMAIN, name, name, {"managed": True, "status": "verified", "trusted": True})


def _listings(content: Iterable[Resource]) -> tuple[Listing, ...]:
    counts = Counter((one.level, is_inactive(one)) for one in content)
    return tuple(Listing(Read(name), count=counts[endpoint(name).level, name == "users.inactive"]) for name in LISTS)


def _resource(
    level: Level,
    id_: str,
    name: str,
    known: Mapping[str, Any],
    values: Mapping[str, Any],
    locks: Mapping[Level, bool],
    bodies: dict[str, dict[str, Any]] | None = None,
) -> Resource:
    bodies = {} if bodies is None else bodies
    for key, value in values.items():
        row = setting(key)
        place = row.levels.get(level) if row else None
        for view, path in ((view, one) for one in (place.paths if place else ()) for view in one.views):
            put(bodies.setdefault(body_of(level, view), {}), path.keys, deepcopy(value))
        for lock in place.locks if place else ():
            put(bodies.setdefault(body_of(level, lock.view, Role.LOCKS), {}), lock.keys, locks[level])
    return Resource(level, id_, name, known, bodies)


def body_of(level: Level, view: str, role: Role = Role.SETTINGS) -> str:
    """The key of an answer in a resource's bodies."""
    return str(Read(endpoint_at(level, role), view))


# Spoiling


@dataclass(frozen=True)
class Spoilt:
    """One way to spoil a resource; `how` names it.

    `key_only`: an answer came with the section that should hold the key, and the key is not in it. `answered`: an
    answer came, with or without the section.
    """

    how: str
    change: Callable[[Resource], Resource]
    key_only: bool = False
    answered: bool = False


def changed(
    snapshot: MemorySnapshot, level: Level, change: Callable[[Resource], Resource], *ids: str
) -> MemorySnapshot:
    """The snapshot with some resources of a level changed (none named: the first)."""
    whom = ids or (FIRST[level],)
    content = tuple(change(one) if one.level is level and one.id in whom else one for one in snapshot.content)
    return replace(snapshot, content=content)


def everywhere(snapshot: MemorySnapshot, level: Level, change: Callable[[Resource], Resource]) -> MemorySnapshot:
    """The snapshot with every resource of a level changed; people who have left stay as they are."""
    whom = (one.id for one in snapshot.content if one.level is level and not is_inactive(one))
    return changed(snapshot, level, change, *whom)


def where_possible(change: Callable[[Resource], Resource]) -> Callable[[Resource], Resource]:
    """The change, or nothing where an earlier one left nothing to change."""

    def attempt(resource: Resource) -> Resource:
        try:
            return change(resource)
        except (KeyError, TypeError, AttributeError):
            return resource

    return attempt


def with_body(read: str, edit: Callable[[dict[str, Any]], None]) -> Callable[[Resource], Resource]:
    """Edits a copy of one answer."""

    def change(resource: Resource) -> Resource:
        body = deepcopy(dict(resource.bodies[read]))
        edit(body)
        return replace(resource, bodies=dict(resource.bodies) | {read: body})

    return change


def with_value(level: Level, key: str, value: Any) -> Callable[[Resource], Resource]:
    """Sets a setting at all its paths."""
    row = setting(key)
    assert row is not None

    def change(resource: Resource) -> Resource:
        for view, path in ((view, one) for one in row.levels[level].paths for view in one.views):
            resource = with_body(body_of(level, view), lambda body, p=path: put(body, p.keys, value))(resource)
        return resource

    return change


def with_fields(**values: Any) -> Callable[[Resource], Resource]:
    return lambda resource: replace(resource, fields=dict(resource.fields) | values)


def without_field(name: str, gap: tuple[str, Reason] | None = None) -> Callable[[Resource], Resource]:
    """Drops a field; `gap` says at which endpoint and why it was not read."""

    def change(resource: Resource) -> Resource:
        kept = {key: value for key, value in resource.fields.items() if key != name}
        unread = {gap[0]: Unread(gap[1], "refused")} if gap else {}
        return replace(resource, fields=kept, unread=dict(resource.unread) | unread)

    return change


def with_lock(level: Level, key: str, value: Any) -> Callable[[Resource], Resource]:
    """Sets a lock flag at all its paths."""
    row = setting(key)
    assert row is not None

    def change(resource: Resource) -> Resource:
        for lock in row.levels[level].locks:
            read = body_of(level, lock.view, Role.LOCKS)
            resource = with_body(read, lambda body, p=lock: put(body, p.keys, value))(resource)
        return resource

    return change


def _holder(body: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    for key in keys[:-1]:
        body = body[key]
    return body


def ways_to_miss(read: str, keys: tuple[str, ...], row: Setting | Field | None) -> Iterator[Spoilt]:
    """Every way in which the value at a path may not be there to be judged; `row` None: a lock flag."""

    def at(how: str, depth: int, value: Any, *, key_only: bool = False) -> Spoilt:
        def edit(body: dict[str, Any]) -> None:
            _holder(body, keys[: depth + 1])[keys[depth]] = value

        return Spoilt(how, with_body(read, edit), key_only)

    def cut(how: str, depth: int, *, key_only: bool) -> Spoilt:
        change = with_body(read, lambda body: _holder(body, keys[: depth + 1]).pop(keys[depth]))
        return Spoilt(how, change, key_only, answered=True)

    last = len(keys) - 1
    yield cut("key absent", last, key_only=True)
    yield at("null", last, None)
    for value in _mistyped(row):
        yield at(f"wrong type: {value!r}", last, value)
    for value in _unheard_of(row):
        yield at(f"unknown value: {value!r}", last, value)
    for depth in range(last):
        yield cut(f"{'section' if depth == 0 else 'object'} {keys[depth]} absent", depth, key_only=depth > 0)
        for value in (None, [], "x", True):
            yield Spoilt(f"{keys[depth]} is {value!r}", at("", depth, value).change, answered=True)
    yield Spoilt("empty answer", with_body(read, dict.clear), answered=True)
    for reason in REFUSALS:
        yield Spoilt(f"refused: {reason}", _refused(read, reason))
    yield Spoilt("not asked for", _refused(read, None))


def _mistyped(row: Setting | Field | None) -> Iterator[Any]:
    kind = row.type if row else "boolean"
    for value in WRONG_TYPES:
        flag_as_text = row is None and value in ("true", "false")
        if not fits(kind, value) and not flag_as_text:
            yield value


def _unheard_of(row: Setting | Field | None) -> Iterator[Any]:
    if row is None or not row.known or row.type == "boolean":
        return
    for value in (-1, 999, "something new", "", ["something new"], [*row.known[:1], "something new"]):
        if fits(row.type, value) and value not in row.known:
            yield value


def _refused(read: str, reason: Reason | None) -> Callable[[Resource], Resource]:
    def change(resource: Resource) -> Resource:
        bodies = {name: body for name, body in resource.bodies.items() if name != read}
        unread = {} if reason is None else {read: Unread(reason, "refused")}
        return replace(resource, bodies=bodies, unread=dict(resource.unread) | unread)

    return change


def with_listing(snapshot: MemorySnapshot, name: str, **values: Any) -> MemorySnapshot:
    """The snapshot with one list read differently."""
    listings = tuple(
        replace(one, **values) if one.read.endpoint == name and not one.parent else one for one in snapshot.listings
    )
    return replace(snapshot, listings=listings)


def without_listing(snapshot: MemorySnapshot, name: str) -> MemorySnapshot:
    return replace(snapshot, listings=tuple(one for one in snapshot.listings if one.read.endpoint != name))


def without_level(snapshot: MemorySnapshot, level: Level) -> MemorySnapshot:
    """The snapshot of a pull that did not ask for a level."""
    gone = {name for name in LISTS if endpoint(name).level is level}
    header = replace(snapshot.header, levels=tuple(one for one in snapshot.header.levels if one is not level))
    return MemorySnapshot(
        header,
        tuple(one for one in snapshot.listings if one.read.endpoint not in gone),
        tuple(one for one in snapshot.content if one.level is not level),
    )


def ways_to_miss_a_list(name: str) -> Iterator[tuple[str, Callable[[MemorySnapshot], MemorySnapshot]]]:
    """Every way in which a list may not be whole."""
    for reason in (Reason.SCOPE, Reason.PLAN, Reason.ERROR, Reason.LIST_INCOMPLETE):
        gap = Unread(reason, "refused")
        yield f"refused: {reason}", lambda s, gap=gap: with_listing(s, name, complete=False, unread=gap)
        yield f"marked unread: {reason}", lambda s, gap=gap: with_listing(s, name, unread=gap)
    yield "incomplete", lambda s: with_listing(s, name, complete=False)
    yield "not read", lambda s: without_listing(s, name)
    yield "cut short", lambda s: replace(s, partial=True)
    yield "level not pulled", lambda s: without_level(s, endpoint(name).level)


def ways_to_miss_a_field(row: Field) -> Iterator[Spoilt]:
    """Every way in which a field may not be there to be judged, wherever it is kept."""
    if row.in_body:
        yield from ways_to_miss(row.endpoint, row.keys, row)
        return
    yield Spoilt("absent", without_field(row.name))
    yield Spoilt("null", with_fields(**{row.name: None}))
    for value in (*_mistyped(row), *_unheard_of(row), *(("", " ") if row.filled else ())):
        yield Spoilt(repr(value), with_fields(**{row.name: value}))
    for reason in REFUSALS:
        yield Spoilt(f"refused: {reason}", without_field(row.name, (row.endpoint, reason)))


def with_field(row: Field, value: Any) -> Callable[[Resource], Resource]:
    """Sets a field, wherever it is kept."""
    if row.in_body:
        return with_body(row.endpoint, lambda body: put(body, row.keys, value))
    return with_fields(**{row.name: value})
