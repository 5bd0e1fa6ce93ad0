"""Accounts as flat tables of Zoom's answers: read from files, and made into snapshots."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.evaluate.build import LISTS, TODAY, body_of
from tests.evaluate.right_facts import TAKEN_AT
from zoom_policy_lint.catalogue import Role, endpoint, setting, settings
from zoom_policy_lint.evaluate import Options, evaluate
from zoom_policy_lint.evaluate.coverage import is_inactive
from zoom_policy_lint.evaluate.examples import put
from zoom_policy_lint.evaluate.memory import MemorySnapshot
from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.resource import ACCOUNT_ID, Header, Listing, Read, Resource
from zoom_policy_lint.model.run import Run
from zoom_policy_lint.model.words import ClauseVerdict, Level, Status
from zoom_policy_lint.policy import Policy, load_policy

HERE = Path(__file__).parent

_SETTINGS_AT = (Level.ACCOUNT, Level.GROUP, Level.USER, Level.MEETING)

_WORST_FIRST = {
    Status.FAIL: "not_met",
    Status.UNKNOWN: "unknown",
    Status.MANUAL: "manual",
    Status.PASS: "met",
}


@dataclass(frozen=True)
class Account:
    """What Zoom answered of an account, what the school says of itself, and the right answer by clause."""

    what: str
    account: Mapping[str, Any]
    locks: Mapping[str, Any]
    parameters: Mapping[str, Any]
    answers: Mapping[str, str]


@cache
def pack() -> Policy:
    return load_policy("cis-zoom-1.0")


def read(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(
        path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )
    return loaded


@cache
def account_named(name: str) -> Account:
    """One file; what it does not say is as in the account that it is `like`."""
    said = read(HERE / "cis_accounts" / f"{name}.yaml")
    base = account_named(said["like"]) if "like" in said else Account("", {}, {}, {}, {})
    return Account(
        said["what"],
        _changed(base.account, said.get("account", {}), said.get("absent", [])),
        _changed(base.locks, said.get("locks", {}), said.get("absent_locks", [])),
        _changed(base.parameters, said.get("parameters", {}), []),
        _changed(base.answers, said["answers"], []),
    )


def _changed(table: Mapping[str, Any], by: Mapping[str, Any], absent: Iterable[str]) -> dict[str, Any]:
    merged = dict(table) | dict(by)
    for key in absent:
        del merged[key]
    return merged


# Snapshots


@cache
def _views(level: Level) -> dict[str, tuple[str, ...]]:
    """Which answers hold a path, by the path's name in Zoom's answers."""
    places = (row.levels[level] for row in map(setting, settings()) if row and level in row.levels)
    return {one.path: one.views for place in places for one in place.paths}


@cache
def _lock_views(level: Level) -> dict[str, str]:
    places = (row.levels[level] for row in map(setting, settings()) if row and level in row.levels)
    return {lock.path: lock.view for place in places for lock in place.locks}


def resource(
    level: Level, id_: str, values: Mapping[str, Any], locks: Mapping[str, Any], fields: Mapping[str, Any]
) -> Resource:
    """One resource; every answer that Zoom can give of it came, with these values in it and no others."""
    views, lock_views = _views(level), _lock_views(level)
    bodies: dict[str, dict[str, Any]] = {body_of(level, view): {} for held in views.values() for view in held}
    bodies |= {body_of(level, view, Role.LOCKS): {} for view in lock_views.values()}
    for path, value in values.items():
        for view in views[path]:
            put(bodies[body_of(level, view)], tuple(path.split(".")), value)
    for path, value in locks.items():
        put(bodies[body_of(level, lock_views[path], Role.LOCKS)], tuple(path.split(".")), value)
    return Resource(level, id_, id_, fields, bodies)


def with_somebody(account: Account) -> tuple[Resource, Resource]:
    """The account, and one person who has the account's values: an account without anybody is not believed."""
    kept = {path: value for path, value in account.account.items() if path in _views(Level.USER)}
    return (
        resource(Level.ACCOUNT, ACCOUNT_ID, account.account, account.locks, {}),
        resource(Level.USER, "u1", kept, {}, {"groups": [], "status": "active", "type": 2}),
    )


def judged(content: Iterable[Resource], parameters: Mapping[str, Any]) -> Run:
    """The pack's run on an account that has nothing but these; every list of it was read whole."""
    held = tuple(content)
    listings = tuple(Listing(Read(name), count=sum(1 for one in held if _listed(name, one))) for name in LISTS)
    header = Header("acc-1", TAKEN_AT, "live", tuple(Level), _everything())
    policy = replace(pack(), parameters=dict(pack().parameters) | dict(parameters))
    return evaluate(MemorySnapshot(header, listings, held), policy, Options(as_of=TODAY))


@cache
def _everything() -> tuple[str, ...]:
    """Every answer and list that a snapshot may have asked for."""
    bodies = {name for level in _SETTINGS_AT for name in resource(level, "any", {}, {}, {}).bodies}
    return tuple(sorted({*bodies, *LISTS}))


def of_account(run: Run) -> list[Finding]:
    """The findings on the account: of one resource, a line of the summary is one finding."""
    return [line.worst for line in run.rollups if line.level is Level.ACCOUNT]


def _listed(name: str, one: Resource) -> bool:
    return endpoint(name).level is one.level and is_inactive(one) == (name == "users.inactive")


# Answers


def answer(found: Iterable[Finding]) -> str:
    """What the findings of a clause say together; without any, nothing was there to judge."""
    statuses = {one.status for one in found}
    return next((said for status, said in _WORST_FIRST.items() if status in statuses), "not_applicable")


def differences(expected: Mapping[str, str], found: Iterable[Finding]) -> list[str]:
    """One line for every clause that was answered otherwise, with what was found of it."""
    by_clause: dict[str, list[Finding]] = {}
    for one in found:
        for clause in one.clauses:
            by_clause.setdefault(clause, []).append(one)
    return [
        f"{number} is {got}, should be {wanted}: {_told(by_clause.get(number, []))}"
        for number, wanted in expected.items()
        if (got := answer(by_clause.get(number, []))) != wanted
    ]


def misjudged(expected: Mapping[str, str], run: Run) -> list[str]:
    """One line for every clause that the run calls met though its answer is not, or does not call failed."""
    return [
        f"{one.id} counts as {one.verdict}, and its answer is {expected[one.id]}"
        for one in run.clauses
        if (one.verdict is ClauseVerdict.MET and expected[one.id] != "met")
        or (one.verdict is not ClauseVerdict.NOT_MET and expected[one.id] == "not_met")
    ]


def _told(found: Iterable[Finding]) -> str:
    return "; ".join(f"{one.setting or one.check} {one.status} ({one.message})" for one in found) or "nothing found"
