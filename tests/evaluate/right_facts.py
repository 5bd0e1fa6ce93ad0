"""What Zoom tells of people, meetings and recordings on which everything is right."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from zoom_policy_lint.model.resource import ACCOUNT_ID
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.policy import Policy
from zoom_policy_lint.policy.registers import Register, RegisterLine
from zoom_policy_lint.ruleset import FieldBody, RegisterBody, Rule
from zoom_policy_lint.texts import normal_phrase

TAKEN_AT = "2026-09-03T02:00:00Z"
AHEAD = "2026-09-10T08:00:00Z"
LATELY = "2026-09-01T09:30:00Z"
LONG_AGO = "2024-03-01T09:30:00Z"
DOMAIN = "stjosephs.example.sch.uk"
HOST, COLLEAGUE, THIRD, LEAVER = (f"{name}@{DOMAIN}" for name in ("u1", "u2", "u3", "u9"))
LEAVER_ID = "u9"

FIRST = {
    Level.ACCOUNT: ACCOUNT_ID,
    Level.GROUP: "g1",
    Level.USER: "u1",
    Level.ROLE: "owner",
    Level.DOMAIN: DOMAIN,
    Level.MEETING: "91234567890",
    Level.RECORDING: "aDYlohsHRtCd4ii1uC2+hA==",
}
"""The resource of each level that is spoilt."""

GIVEN: Mapping[str, Any] = {
    "pupil_facing_hosts": [HOST],
    "pupil_accounts": ["Pupils"],
    "training_register": "training.csv",
}
"""Parameters without which some rules have nothing to judge by, as a school sets them."""


def target(rule: Rule, level: Level) -> str:
    """The resource that is spoilt for a rule: the first of the level to which it applies."""
    where = rule.body.where if isinstance(rule.body, FieldBody) else ()
    return LEAVER_ID if level is Level.USER and any(name == "status" for name, _ in where) else FIRST[level]


def parameters_for(rule: Rule, policy: Policy) -> dict[str, Any]:
    """The policy's parameters, with those that the rule needs to be judged at all."""
    needed = {rule.given.name} if rule.given else set()
    needed |= {rule.body.register.name} if isinstance(rule.body, RegisterBody) else set()
    return dict(policy.parameters) | {name: GIVEN[name] for name in needed}


def training(addresses: Iterable[str] = (HOST, COLLEAGUE, THIRD), day: date = date(2026, 1, 15)) -> Register:
    """A register in which these people were trained on that day."""
    lines = {address: (RegisterLine(line, day, None),) for line, address in enumerate(addresses, start=2)}
    return Register("training.csv", "training.csv", lines, (), {})


def user(id_: str, groups: list[str], policy: Policy) -> dict[str, Any]:
    """The fields of an active user, who holds a role."""
    return {
        "id": id_,
        "email": f"{id_}@{policy.parameters['school_domains'][0]}",
        "type": 2,
        "status": "active",
        "role_id": "1",
        "last_login_time": LATELY,
        "login_types": [100],
        "groups": groups,
        "verified": 1,
        "assistants": [{"id": "u2" if id_ != "u2" else "u1"}],
        "acting_assistants": ["u2" if id_ != "u2" else "u1"],
    }


LEAVER_FIELDS: Mapping[str, Any] = {"id": LEAVER_ID, "email": LEAVER, "type": 1, "status": "inactive", "role_id": "2"}

MEETING_FIELDS: Mapping[str, Any] = {
    "type": 2,
    "start_time": AHEAD,
    "timezone": "Europe/London",
    "host_id": "u1",
    "host": HOST,
    "host_licence": 2,
    "host_groups": ["Teachers"],
    "personal_room": False,
    "who_waits": "everyone",
    "alternative_hosts": [COLLEAGUE],
    "outside_alternative_hosts": [],
    "stand_ins": [COLLEAGUE],
}

RECORDING_FIELDS: Mapping[str, Any] = {
    "id": 91234567890,
    "start_time": LATELY,
    "host": HOST,
    "host_status": "active",
    "recording_files": [{"file_type": "MP4"}, {"file_type": "TRANSCRIPT"}],
}

_PASSCODE = {"set": True, "length": 10, "classes": ["letters", "digits"]}


def meeting_bodies(policy: Policy) -> dict[str, dict[str, Any]]:
    """The answers about a meeting whose description says all that the policy looks for."""
    said = {"filled": True, "placeholder": False, "says": phrases(policy)}
    detail = {
        "type": 2,
        "start_time": AHEAD,
        "timezone": "Europe/London",
        "topic": {"filled": True, "placeholder": False, "matches": []},
        "agenda": said,
        "password": dict(_PASSCODE),
        "pmi": {"set": False},
        "settings": {"waiting_room": True},
    }
    invitation = {"invitation": {"filled": True, "placeholder": False, "says": []}}
    return {"meetings.id": detail, "meetings.id.invitation": invitation}


def recording_bodies() -> dict[str, dict[str, Any]]:
    """The answers about a recording."""
    return {"meetings.id.recordings.settings": {"password": dict(_PASSCODE)}}


def phrases(policy: Policy) -> list[str]:
    """Every phrase that the policy looks for, in its normal form."""
    by_part = policy.parameters["joining_instruction_phrases"].values()
    return sorted({normal_phrase(phrase) for listed in by_part for phrase in listed})
