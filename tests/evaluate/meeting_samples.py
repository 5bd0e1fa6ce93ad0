"""Meetings in memory, and runs of single rules on them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from zoom_policy_lint.evaluate import Options, evaluate, needed_questions
from zoom_policy_lint.evaluate.memory import MemorySnapshot
from zoom_policy_lint.model.resource import Header, Listing, Read, Resource
from zoom_policy_lint.model.run import Run
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.policy import Clause, Policy, load_policy
from zoom_policy_lint.ruleset.demand import reads

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
LATER = "2026-12-01T09:00:00Z"
HOST = "year1@stjosephs.example.sch.uk"


def meeting(id_: str = "91234567890", *, body: Mapping[str, Any] | None = None, **fields: Any) -> Resource:
    """A meeting that lies ahead; `body` is Zoom's answer about it."""
    known = {"type": 2, "start_time": LATER, "timezone": "Europe/London", "host": HOST, "host_groups": []}
    detail = {"type": 2, "start_time": LATER, "timezone": "Europe/London"} | dict(body or {})
    return Resource(Level.MEETING, id_, f"{HOST}, …{id_[-4:]}", known | fields, {"meetings.id": detail})


def user(id_: str, email: str, **fields: Any) -> Resource:
    known = {"email": email, "status": "active", "type": 2, "role_id": "2", "groups": []}
    return Resource(Level.USER, id_, email, known | fields)


def only(rule_id: str, **parameters: Any) -> Policy:
    """St Joseph's policy reduced to one rule in one clause."""
    policy = load_policy("st_joseph")
    rule = policy.rules[rule_id]
    return replace(
        policy,
        parameters=dict(policy.parameters) | parameters,
        clauses=(Clause("only", rule.title, tuple(sorted(rule.kinds)), (rule.id,), (), ""),),
        attest={},
        rules={rule.id: rule},
        advisory={},
    )


def judged(policy: Policy, *resources: Resource, listings: tuple[Listing, ...] | None = None) -> Run:
    """A run on an account that was read whole unless `listings` says otherwise."""
    everybody = [*resources, *([] if any(one.level is Level.USER for one in resources) else [user("u0", HOST)])]
    wanted = frozenset().union(*(reads(rule) for rule in policy.rules.values()))
    header = Header(
        "account",
        NOW.isoformat(),
        "example",
        tuple(Level),
        tuple(sorted(map(str, wanted))),
        questions=needed_questions(policy),
    )
    counts = {
        "users": sum(one.level is Level.USER and one.fields.get("status") != "inactive" for one in everybody),
        "users.inactive": sum(one.fields.get("status") == "inactive" for one in everybody),
        "users.id.meetings": sum(one.level is Level.MEETING for one in everybody),
        "users.id.recordings": sum(one.level is Level.RECORDING for one in everybody),
        "groups": 0,
    }
    lists = listings or tuple(Listing(Read(name), count=count) for name, count in counts.items())
    ordered = tuple(sorted(everybody, key=lambda one: (one.level.rank, one.id)))
    return evaluate(MemorySnapshot(header, lists, ordered), policy, Options(as_of=date(2026, 11, 24)))


def statuses(run: Run) -> list[str]:
    return [str(finding.status) for finding in run.findings()]
