"""Users, groups, roles and domains as Zoom writes them in its answers."""

from collections.abc import Iterable
from typing import Any

from zoom_policy_lint.simulate.account import Group, Role, SimulatedAccount, User
from zoom_policy_lint.simulate.ids import digits

Json = dict[str, Any]
MOST_SCHEDULERS = 30
CREATED = "2020-09-01T08:30:00Z"


def user_row(user: User) -> Json:
    """A row of `/users`. Pending users have hardly anything yet."""
    row: Json = {
        "id": user.id,
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "display_name": f"{user.first_name} {user.last_name}".strip(),
        "type": user.type,
        "status": user.status,
        "role_id": user.role_id,
        "created_at": CREATED,
        "user_created_at": CREATED,
    }
    if user.status == "pending":
        return row
    return row | {
        "pmi": int(digits(f"pmi {user.id}", 10)),
        "timezone": "Europe/London",
        "verified": 1,
        "dept": user.dept,
        "group_ids": list(user.groups),
        "last_login_time": user.last_login,
        "last_client_version": "6.6.1.60612(win)",
    }


def user_profile(user: User, account: SimulatedAccount) -> Json:
    """The body of `/users/{id}`: the row and what only the single answer has, its personal link among it."""
    role = account.role(user.role_id)
    profile = user_row(user) | {
        "account_id": account.id,
        "account_number": int(digits(f"account {account.id}", 9)),
        "role_name": role.name if role else "",
        "language": "en-GB",
        "job_title": user.job_title,
        "login_types": list(user.login_types),
        "use_pmi": user.use_pmi,
    }
    if user.status != "pending":
        code = digits(f"link {user.id}", 8)
        profile["personal_meeting_url"] = f"https://us02web.zoom.us/j/{profile['pmi']}?pwd={code}"
    return profile


def member_row(user: User) -> Json:
    """A row of `/groups/{id}/members` and, with the department, of `/roles/{id}/members`."""
    return {
        "id": user.id,
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "type": user.type,
    }


def role_member_row(user: User) -> Json:
    """A row of `/roles/{id}/members`."""
    return member_row(user) | {"department": user.dept}


def assistants(user: User, account: SimulatedAccount) -> Json:
    """The body of `/users/{id}/assistants`."""
    found = (account.user(email) for email in user.assistants)
    rows = [{"id": a.id, "email": a.email, "can_manage_host_private_event": False} for a in found if a]
    return {"assistants": rows}


def schedulers(user: User, account: SimulatedAccount) -> Json:
    """The body of `/users/{id}/schedulers`: those who have this user as an assistant, 30 at the most."""
    helped = [other for other in account.users if user.email in other.assistants][:MOST_SCHEDULERS]
    rows = [{"id": u.id, "email": u.email, "pmi": int(digits(f"pmi {u.id}", 10))} for u in helped]
    return {"schedulers": rows}


def group_row(group: Group, account: SimulatedAccount) -> Json:
    """A row of `/groups` and the body of `/groups/{id}`."""
    return {"id": group.id, "name": group.name, "total_members": len(account.members_of(group))}


def role_row(role: Role, account: SimulatedAccount) -> Json:
    """A row of `/roles`."""
    return {
        "id": role.id,
        "name": role.name,
        "description": role.description,
        "type": "common",
        "total_members": len(account.with_role(role)),
    }


def role_detail(role: Role, account: SimulatedAccount) -> Json:
    """The body of `/roles/{id}`, with the privileges."""
    return role_row(role, account) | {"privileges": list(role.privileges)}


def managed_domains(account: SimulatedAccount) -> Json:
    """The body of `/accounts/{id}/managed_domains`."""
    rows = [{"domain": domain, "status": status} for domain, status in account.managed_domains.items()]
    return {"domains": rows, "total_records": len(rows)}


def only_fields(body: Any, names: Iterable[str]) -> Any:
    """What `custom_query_fields` leaves of a body: the named fields, nested in their sections."""
    wanted = frozenset(names)
    kept: Json = {}
    for key, value in body.items():
        if key in wanted:
            kept[key] = value
        elif isinstance(value, dict):
            inner = only_fields(value, wanted)
            if inner:
                kept[key] = inner
    return kept
