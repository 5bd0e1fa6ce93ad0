"""Findings of every status, check and level, with names that try to break a report."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from zoom_policy_lint.model.finding import AppliedWaiver, Finding, Remediation, Request, ResourceRef
from zoom_policy_lint.model.run import RuleSummary
from zoom_policy_lint.model.words import (
    Check,
    DecidedBy,
    Evidence,
    Kind,
    Level,
    Reason,
    Severity,
    Status,
)

ACCOUNT = ResourceRef(Level.ACCOUNT, "account", "the account")
WAITING = "meeting_security.waiting_room"
CHAT = "in_meeting.allow_participants_chat_with"
BREAKOUT = "in_meeting.breakout_room"
STREAMING = "in_meeting.allow_live_streaming"

HOSTILE = (
    "<script>alert(1)</script>",
    "a|b",
    "`x`",
    "line\nbreak",
    "right\u202eto-left",
    "\x1b[31mred\x1b[0m",
    "[click](https://evil.example)",
    "https://evil.example/\ud800",
    "# @everyone **bold** $x$ &amp;",
    "very-long-" * 20,
)

RULES = {
    rule.id: rule
    for rule in (
        RuleSummary(
            "waiting-room",
            "A waiting room holds everyone until the host admits them",
            Severity.CRITICAL,
            False,
            "Only the people the school invited may be in a room with children.",
        ),
        RuleSummary(
            "host-only-chat",
            "Pupils chat with the host and co-hosts only",
            Severity.HIGH,
            False,
            "A private conversation between pupils, or with a stranger, cannot be supervised.",
        ),
        RuleSummary("no-breakout-rooms", "Breakout rooms are off", Severity.HIGH, False, "One adult-led group."),
        RuleSummary(
            "school-addresses",
            "Everyone signs in with a school address",
            Severity.HIGH,
            False,
            "A personal address is outside the school's control.",
        ),
        RuleSummary(
            "two-administrators",
            "At least two people can act as administrator",
            Severity.MEDIUM,
            False,
            "One person alone cannot be overseen.",
        ),
        RuleSummary(
            "no-live-streaming",
            "Meetings cannot be streamed",
            Severity.MEDIUM,
            True,
            "A stream can be watched by anybody.",
        ),
        RuleSummary(
            "attest-g6",
            "Have parents been told how to join?",
            Severity.MEDIUM,
            False,
            "",
            by_role="Headteacher",
        ),
    )
}


def user(name: str) -> ResourceRef:
    return ResourceRef(Level.USER, f"id-{name[:12]}", name)


def finding(rule: str, resource: ResourceRef, status: Status, **changes: Any) -> Finding:
    """A finding of one of the RULES with what is usual for its status."""
    summary = RULES.get(rule)
    usual: dict[str, Any] = {
        "rule": rule,
        "oldest_id": rule,
        "check": Check.VALUE,
        "kind": Kind.SETTINGS,
        "clauses": (),
        "advisory": bool(summary and summary.advisory),
        "severity": summary.severity if summary else Severity.MEDIUM,
        "status": status,
        "evidence": Evidence.NONE if status in {Status.UNKNOWN, Status.MANUAL} else Evidence.MEASURED,
        "reason": None,
        "resource": resource,
        "setting": None,
        "expected": None,
        "actual": None,
        "message": f"{rule} is {status.value} for {resource.name}",
    }
    return Finding(**(usual | changes))


def switch(rule: str, key: str, clauses: tuple[str, ...], resource: ResourceRef, on: Any, **changes: Any) -> Finding:
    """A finding about a setting; right when `on` is what the rule expects."""
    expected = changes.pop("expected", True)
    status = changes.pop("status", Status.PASS if on == expected else Status.FAIL)
    usual: dict[str, Any] = {
        "setting": key,
        "clauses": clauses,
        "expected": expected,
        "actual": on,
        "locked": False,
        "decided_by": DecidedBy.UNLOCKED,
        "remediation": None if status is Status.PASS else remedy(key, resource, expected),
    }
    return finding(rule, resource, status, **(usual | changes))


def remedy(key: str, resource: ResourceRef, expected: Any) -> Remediation:
    section, _, control = key.partition(".")
    view = "?option=meeting_security" if section == "meeting_security" else ""
    if resource.level is Level.USER:
        path, pages = f"/users/{resource.id}/settings{view}", f"User Management > Users > {resource.name} > Settings"
    else:
        path, pages = f"/accounts/me/settings{view}", "Account Management > Account Settings"
    control_name = control.replace("_", " ").capitalize()
    return Remediation(
        f"Set {control_name} right, then lock it.",
        f"Admin portal > {pages} > Meeting > {control_name}",
        (Request("PATCH", path, {section: {control: 2 if isinstance(expected, dict) else expected}}),),
    )


def _waiting_room() -> Iterator[Finding]:
    clauses = ("C1", "C10")
    yield switch("waiting-room", WAITING, clauses, ACCOUNT, False)
    yield finding(
        "waiting-room",
        ACCOUNT,
        Status.FAIL,
        check=Check.LOCK,
        setting=WAITING,
        clauses=clauses,
        expected=True,
        actual=False,
        locked=False,
        message="nothing locks the waiting room for 31 of 31 active users",
        remediation=Remediation(
            "Lock the waiting room for the account.",
            "Admin portal > Account Management > Account Settings > Meeting > Security > Waiting Room: lock",
            (
                Request(
                    "PATCH",
                    "/accounts/me/lock_settings?option=meeting_security",
                    {"meeting_security": {"waiting_room": True}},
                ),
            ),
        ),
    )
    for number in range(31):
        yield switch(
            "waiting-room",
            WAITING,
            clauses,
            user(f"teacher{number:02}@stjosephs.example.sch.uk"),
            number not in {3, 7, 20},
        )


def _chat() -> Iterator[Finding]:
    wanted = {"one_of": [1, 2]}
    yield switch(
        "host-only-chat", CHAT, ("C6b",), ACCOUNT, 2, expected=2, locked=True, decided_by=DecidedBy.ACCOUNT_LOCK
    )
    yield switch(
        "host-only-chat",
        CHAT,
        ("C6b",),
        user("office@stjosephs.example.sch.uk"),
        4,
        expected=wanted,
        decided_by=DecidedBy.ACCOUNT_LOCK,
    )
    for number, name in enumerate(HOSTILE):
        yield switch(
            "host-only-chat",
            CHAT,
            ("C6b",),
            replace(user(name), id=f"hostile{number}"),
            4,
            expected=wanted,
            decided_by=DecidedBy.UNKNOWN,
            locked=None,
            baselined=True,
        )
    yield finding(
        "host-only-chat",
        user("gone@stjosephs.example.sch.uk"),
        Status.UNKNOWN,
        setting=CHAT,
        clauses=("C6b",),
        reason=Reason.ERROR,
        expected=wanted,
        decided_by=DecidedBy.UNKNOWN,
    )


def _others() -> Iterator[Finding]:
    group = ResourceRef(Level.GROUP, "g1", "Year 6")
    senco = user("senco@stjosephs.example.sch.uk")
    waiver = AppliedWaiver("1:2 SEN support", "A. Head", "2026-12-31", Status.FAIL)
    yield switch("no-breakout-rooms", BREAKOUT, ("C7",), ACCOUNT, False, expected=False)
    yield finding(
        "no-breakout-rooms",
        ACCOUNT,
        Status.UNKNOWN,
        check=Check.LOCK,
        setting=BREAKOUT,
        clauses=("C7",),
        reason=Reason.SCOPE,
        expected=True,
        message="the lock state could not be read",
    )
    yield finding(
        "no-breakout-rooms",
        group,
        Status.UNKNOWN,
        setting=BREAKOUT,
        clauses=("C7",),
        expected=False,
        reason=Reason.ABSENT,
        decided_by=DecidedBy.UNKNOWN,
    )
    yield switch(
        "no-breakout-rooms", BREAKOUT, ("C7",), senco, True, expected=False, status=Status.WAIVED, waiver=waiver
    )
    yield finding(
        "school-addresses",
        user("j.smith@mail.example"),
        Status.FAIL,
        kind=Kind.USERS,
        clauses=("G2",),
        expected={"email": {"domain_in": ["stjosephs.example.sch.uk"]}},
        actual={"email": "j.smith@mail.example"},
        message="j.smith@mail.example is not an address at stjosephs.example.sch.uk",
        remediation=Remediation(
            "Give j.smith@mail.example a school address.", "Admin portal > User Management > Users"
        ),
    )
    yield finding(
        "school-addresses",
        ResourceRef(Level.DOMAIN, "d", "stjosephs.example.sch.uk"),
        Status.NOT_APPLICABLE,
        kind=Kind.USERS,
        clauses=("G2",),
        reason=Reason.NOT_OFFERED,
    )
    yield finding(
        "two-administrators",
        ACCOUNT,
        Status.PASS,
        kind=Kind.USERS,
        clauses=("G2a",),
        expected={"at_least": 2},
        actual=2,
    )
    yield finding(
        "attest-g6",
        ACCOUNT,
        Status.MANUAL,
        check=Check.ATTESTATION,
        kind=Kind.ATTESTATION,
        clauses=("G6",),
        message="The last statement ran out on 2026-09-01. Have parents been told how to join?",
    )
    yield switch("no-live-streaming", STREAMING, (), ACCOUNT, True, expected=False)


def findings() -> tuple[Finding, ...]:
    """Every finding of the sample, in canonical order."""
    return (*_waiting_room(), *_chat(), *_others())
