"""Ready-made accounts: the demo school, the same put right, a new account, and a big one for measuring."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from zoom_policy_lint.simulate.account import Group, Plan, Role, SimulatedAccount, User, zoom_id
from zoom_policy_lint.simulate.skeleton import skeleton

DOMAIN = "stjosephs.example.sch.uk"


@dataclass(frozen=True, slots=True)
class SchoolFault:
    """One thing that has slipped at the demo school: how it came about, and what it changed."""

    id: str
    why: str
    changes: Sequence[Mapping[str, Any]]


def demo_school() -> SimulatedAccount:
    """St Joseph's as it is: the compliant school with every fault of `demo_faults`."""
    school = compliant_school()
    for fault in demo_faults():
        school = with_fault(school, fault)
    return school


def compliant_school() -> SimulatedAccount:
    """St Joseph's as its policy wants it: every safeguard right, and locked wherever Zoom has a lock."""
    plan = _plan()
    right: Mapping[str, Any] = plan["right"]
    roles = tuple(Role(**row | {"privileges": tuple(row["privileges"])}) for row in plan["roles"])
    groups = tuple(
        Group(id=zoom_id(f"group {name}"), name=name, locks=_locks_of(right, "group")) for name in plan["groups"]
    )
    return SimulatedAccount(
        id=plan["account"]["id"],
        plan=Plan(plan["account"]["plan"]),
        users=tuple(_user(row, roles, groups) for row in plan["users"]),
        groups=groups,
        roles=roles,
        managed_domains=plan["managed_domains"],
        trusted_domains=tuple(plan["trusted_domains"]),
        settings=right,
        locks=_locks_of(right, "account"),
    )


def demo_faults() -> tuple[SchoolFault, ...]:
    """What has slipped at the demo school, in the order of its data file."""
    return tuple(SchoolFault(row["id"], row["why"], row["changes"]) for row in _plan()["faults"])


def with_fault(school: SimulatedAccount, fault: SchoolFault) -> SimulatedAccount:
    """The school with one more fault."""
    for change in fault.changes:
        school = _changed(school, change)
    return school


def untouched_account() -> SimulatedAccount:
    """A new account as Zoom hands it over: three users, no groups, nothing changed, nothing locked."""
    people = (
        ("head", "Harriet", "Lowe", "0"),
        ("office", "School", "Office", "2"),
        ("year1", "Year 1", "Class", "2"),
    )
    return SimulatedAccount(
        id="N7wQ2xLkS4ep9TzVbC1uYA",
        plan=Plan.PRO,
        users=tuple(
            User(
                id=zoom_id(f"untouched {mail}"),
                email=f"{mail}@newschool.example.sch.uk",
                first_name=first,
                last_name=last,
                role_id=role,
                type=2 if role == "0" else 1,
                login_types=(100,),
            )
            for mail, first, last, role in people
        ),
        roles=compliant_school().roles[:3],
    )


def big_school(users: int) -> SimulatedAccount:
    """The demo school with so many users in all, the same ones every time; one in forty has a fault."""
    school = demo_school()
    groups = [group.id for group in school.groups]
    more = tuple(
        User(
            id=zoom_id(f"big {number}"),
            email=f"staff{number:06d}@{DOMAIN}",
            first_name="Staff",
            last_name=f"Number {number}",
            groups=(groups[number % len(groups)],),
            dept="Teaching",
            settings={} if number % 40 else {"in_meeting.who_can_share_screen": "all"},
        )
        for number in range(len(school.users), users)
    )
    return replace(school, users=school.users[:users] + more)


@cache
def _plan() -> Mapping[str, Any]:
    text = files(__package__).joinpath("data", "demo_school.yaml").read_text(encoding="utf-8")
    plan: Mapping[str, Any] = yaml.safe_load(text)
    return plan


def _locks_of(values: Mapping[str, Any], level: str) -> frozenset[str]:
    """Every lock of the level that holds one of these values."""
    parts = skeleton()
    found = (parts.lock_of(parts.control(path), level) for path in values)
    return frozenset(lock for lock in found if lock)


def _user(row: Mapping[str, Any], roles: Sequence[Role], groups: Sequence[Group]) -> User:
    """A user of the data file; the id stays with the person when the address changes."""
    first, last = row["name"]
    fields = {"groups": ["Teachers"], "role": "Member", "assistants": ["office"]} | dict(row)
    del fields["mail"], fields["name"]
    return User(
        id=zoom_id(f"user {row['mail']}"),
        email=_address(row["mail"]),
        first_name=first,
        last_name=last,
        **_user_fields(fields, roles, groups),
    )


def _user_fields(fields: Mapping[str, Any], roles: Sequence[Role], groups: Sequence[Group]) -> dict[str, Any]:
    """Fields as the data file writes them, turned into those of `User`."""
    role_ids, group_ids = {role.name: role.id for role in roles}, {group.name: group.id for group in groups}
    turned = dict(fields)
    if "role" in fields:
        turned["role_id"] = role_ids[turned.pop("role")]
    if "job" in fields:
        turned["job_title"] = turned.pop("job")
    if "groups" in fields:
        turned["groups"] = tuple(group_ids[name] for name in fields["groups"])
    if "assistants" in fields:
        turned["assistants"] = tuple(_address(mail) for mail in fields["assistants"])
    if "login_types" in fields:
        turned["login_types"] = tuple(fields["login_types"])
    return turned


def _address(mail: str) -> str:
    return mail if "@" in mail else f"{mail}@{DOMAIN}"


def _changed(school: SimulatedAccount, change: Mapping[str, Any]) -> SimulatedAccount:
    kind, _, name = change["at"].partition(" ")
    if kind == "account":
        return replace(school, **_new_state(school, change), **change.get("change", {}))
    if kind == "group":
        return replace(school, groups=tuple(_if_named(group, name, change) for group in school.groups))
    if kind == "role":
        privileges = tuple(change["change"]["privileges"])
        roles = (replace(role, privileges=privileges) if role.name == name else role for role in school.roles)
        return replace(school, roles=tuple(roles))
    return replace(school, users=tuple(_if_theirs(user, name, change, school) for user in school.users))


def _if_named(group: Group, name: str, change: Mapping[str, Any]) -> Group:
    return replace(group, **_new_state(group, change)) if group.name == name else group


def _if_theirs(user: User, mail: str, change: Mapping[str, Any], school: SimulatedAccount) -> User:
    if user.id != zoom_id(f"user {mail}"):
        return user
    settings = dict(user.settings) | change.get("set", {})
    fields = _user_fields(change.get("change", {}), school.roles, school.groups)
    return replace(user, settings=settings, **fields)


def _new_state(owner: SimulatedAccount | Group, change: Mapping[str, Any]) -> dict[str, Any]:
    """The settings and locks of an account or group after a change."""
    control = skeleton().control
    unlocked = {control(lock) for lock in change.get("unlock", ())}
    locks = {lock for lock in owner.locks if control(lock) not in unlocked} | set(change.get("lock", ()))
    return {"settings": dict(owner.settings) | change.get("set", {}), "locks": frozenset(locks)}
