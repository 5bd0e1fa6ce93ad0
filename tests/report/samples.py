"""A small, varied run made by hand: every status, check and level that a report must be able to say."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from zoom_policy_lint.model.clause import ClauseResult, Summary, UnreadEntry
from zoom_policy_lint.model.finding import AppliedWaiver, Finding, Remediation, Request, ResourceRef
from zoom_policy_lint.model.run import PolicyIdentity, RollUp, RuleSummary, Run, Source
from zoom_policy_lint.model.words import (
    Check,
    ClauseVerdict,
    DecidedBy,
    Evidence,
    Kind,
    KindState,
    Level,
    Reason,
    Severity,
    Status,
    Verdict,
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

_WORST = (Status.FAIL, Status.UNKNOWN, Status.MANUAL, Status.WAIVED, Status.NOT_APPLICABLE, Status.PASS)

RULES = {
    rule.id: rule
    for rule in (
        RuleSummary("waiting-room", "A waiting room holds everyone until the host admits them", Severity.CRITICAL,
                    False, "Only the people the school invited may be in a room with children."),
        RuleSummary("host-only-chat", "Pupils chat with the host and co-hosts only", Severity.HIGH, False,
                    "A private conversation between pupils, or with a stranger, cannot be supervised."),
        RuleSummary("no-breakout-rooms", "Breakout rooms are off", Severity.HIGH, False, "One adult-led group."),
        RuleSummary("school-addresses", "Everyone signs in with a school address", Severity.HIGH, False,
                    "A personal address is outside the school's control."),
        RuleSummary("two-administrators", "At least two people can act as administrator", Severity.MEDIUM, False,
                    "One person alone cannot be overseen."),
        RuleSummary("no-live-streaming", "Meetings cannot be streamed", Severity.MEDIUM, True,
                    "A stream can be watched by anybody."),
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
        "setting": key, "clauses": clauses, "expected": expected, "actual": on, "locked": False,
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
    yield finding("waiting-room", ACCOUNT, Status.FAIL, check=Check.LOCK, setting=WAITING, clauses=clauses, expected=True,
                  actual=False, locked=False, message="nothing locks the waiting room for 31 of 31 active users",
                  remediation=Remediation("Lock the waiting room for the account.", "Admin portal > Account Management "
                                          "> Account Settings > Meeting > Security > Waiting Room: lock",
                                          (Request("PATCH", "/accounts/me/lock_settings?option=meeting_security",
                                                   {"meeting_security": {"waiting_room": True}}),)))
    for number in range(31):
        yield switch("waiting-room", WAITING, clauses, user(f"teacher{number:02}@stjosephs.example.sch.uk"),
                     number not in {3, 7, 20})


def _chat() -> Iterator[Finding]:
    wanted = {"one_of": [1, 2]}
    yield switch("host-only-chat", CHAT, ("C6b",), ACCOUNT, 2, expected=2, locked=True,
                 decided_by=DecidedBy.ACCOUNT_LOCK)
    yield switch("host-only-chat", CHAT, ("C6b",), user("office@stjosephs.example.sch.uk"), 4, expected=wanted,
                 decided_by=DecidedBy.ACCOUNT_LOCK)
    for number, name in enumerate(HOSTILE):
        yield switch("host-only-chat", CHAT, ("C6b",), replace(user(name), id=f"hostile{number}"), 4,
                     expected=wanted, decided_by=DecidedBy.UNKNOWN, locked=None, baselined=True)
    yield finding("host-only-chat", user("gone@stjosephs.example.sch.uk"), Status.UNKNOWN, setting=CHAT,
                  clauses=("C6b",), reason=Reason.ERROR, expected=wanted, decided_by=DecidedBy.UNKNOWN)


def _others() -> Iterator[Finding]:
    group = ResourceRef(Level.GROUP, "g1", "Year 6")
    senco = user("senco@stjosephs.example.sch.uk")
    waiver = AppliedWaiver("1:2 SEN support", "A. Head", "2026-12-31", Status.FAIL)
    yield switch("no-breakout-rooms", BREAKOUT, ("C7",), ACCOUNT, False, expected=False)
    yield finding("no-breakout-rooms", ACCOUNT, Status.UNKNOWN, check=Check.LOCK, setting=BREAKOUT, clauses=("C7",),
                  reason=Reason.SCOPE, expected=True, message="the lock state could not be read")
    yield finding("no-breakout-rooms", group, Status.UNKNOWN, setting=BREAKOUT, clauses=("C7",), expected=False,
                  reason=Reason.ABSENT, decided_by=DecidedBy.UNKNOWN)
    yield switch("no-breakout-rooms", BREAKOUT, ("C7",), senco, True, expected=False, status=Status.WAIVED,
                 waiver=waiver)
    yield finding("school-addresses", user("j.smith@mail.example"), Status.FAIL, kind=Kind.USERS, clauses=("G2",),
                  expected={"email": {"domain_in": ["stjosephs.example.sch.uk"]}},
                  actual={"email": "j.smith@mail.example"},
                  message="j.smith@mail.example is not an address at stjosephs.example.sch.uk",
                  remediation=Remediation("Give j.smith@mail.example a school address.",
                                          "Admin portal > User Management > Users"))
    yield finding("school-addresses", ResourceRef(Level.DOMAIN, "d", "stjosephs.example.sch.uk"),
                  Status.NOT_APPLICABLE, kind=Kind.USERS, clauses=("G2",), reason=Reason.NOT_OFFERED)
    yield finding("two-administrators", ACCOUNT, Status.PASS, kind=Kind.USERS, clauses=("G2a",),
                  expected={"at_least": 2}, actual=2)
    yield finding("attestation-g6", ACCOUNT, Status.MANUAL, check=Check.ATTESTATION, kind=Kind.ATTESTATION,
                  clauses=("G6",), message="Have parents been told how to join? The Headteacher has not said so yet.")
    yield switch("no-live-streaming", STREAMING, (), ACCOUNT, True, expected=False)


def findings() -> tuple[Finding, ...]:
    """Every finding of the sample, in canonical order."""
    return (*_waiting_room(), *_chat(), *_others())


def rollups(found: Iterable[Finding]) -> tuple[RollUp, ...]:
    """The findings rolled up, with the first three names."""
    grouped: dict[tuple[Any, ...], list[Finding]] = {}
    for each in found:
        grouped.setdefault((each.rule, each.check, each.setting, each.resource.level), []).append(each)
    return tuple(_rollup(group) for group in grouped.values())


def _rollup(group: list[Finding]) -> RollUp:
    statuses = [each.status for each in group]
    worst = min(group, key=lambda each: _WORST.index(each.status))
    named = [each.resource.name for each in group if each.status is worst.status]
    counts = {status: statuses.count(status) for status in _WORST if status in statuses}
    return RollUp(worst.rule, worst.check, worst.setting, worst.resource.level, counts, tuple(named[:3]), worst)


def _clause(id_: str, text: str, verdict: ClauseVerdict, kinds: dict[Kind, KindState], **more: Any) -> ClauseResult:
    usual: dict[str, Any] = {"rules": (), "reasons": (), "exceptions": (), "limits": ""}
    return ClauseResult(id_, text, verdict, kinds, **(usual | more))


CLAUSES = (
    _clause("G2", "always communicate via a school account", ClauseVerdict.NOT_MET, {Kind.USERS: KindState.FAILED},
            rules=("school-addresses",), reasons=("1 user fails school-addresses",),
            limits="Zoom offers this account no list of managed domains"),
    _clause("G2a", "a generic e-mail or telephone number accessible to more than one person", ClauseVerdict.MET,
            {Kind.USERS: KindState.SHOWN}, rules=("two-administrators",)),
    _clause("G6", "circulate information about the platform to parents and carers", ClauseVerdict.UNANSWERED,
            {Kind.ATTESTATION: KindState.OPEN}, reasons=("nobody has attested this yet",)),
    _clause("C1", "have a waiting room: the host chooses when to admit, and entry is only for those who were invited to "
            "the meeting by the school", ClauseVerdict.NOT_MET,
            {Kind.SETTINGS: KindState.FAILED, Kind.MEETINGS: KindState.OPEN, Kind.PAST: KindState.OPEN},
            rules=("waiting-room",), reasons=("waiting-room fails", "M: nothing judges it yet")),
    _clause("C6b", "limit chat to the host only, with no separate conversations", ClauseVerdict.NOT_MET,
            {Kind.SETTINGS: KindState.FAILED}, rules=("host-only-chat",), reasons=("host-only-chat fails",)),
    _clause("C7", "not use breakout rooms: a single, adult-led group", ClauseVerdict.PARTLY,
            {Kind.SETTINGS: KindState.OPEN, Kind.MEETINGS: KindState.EMPTY}, rules=("no-breakout-rooms",),
            reasons=("the lock state could not be read",),
            exceptions=("no-breakout-rooms for senco@stjosephs.example.sch.uk until 2026-12-31: 1:2 SEN support",)),
    _clause("C10", "close the meeting to all at the end", ClauseVerdict.NOT_MET, {Kind.SETTINGS: KindState.FAILED},
            rules=("waiting-room",)),
)


def summary(found: Iterable[Finding], verdict: Verdict, right_but_unlocked: int = 1) -> Summary:
    kept = list(found)
    counted = [each for each in kept if not each.advisory]
    failed = [each.severity for each in counted if each.status is Status.FAIL]
    return Summary(
        verdict,
        {status: sum(each.status is status for each in counted) for status in Status},
        {status: sum(each.status is status and each.advisory for each in kept) for status in Status},
        {severity: failed.count(severity) for severity in Severity},
        right_but_unlocked,
    )


def make_run(verdict: Verdict = Verdict.FAIL, **changes: Any) -> Run:
    """The sample run; `changes` replace parts of it."""
    found = findings()
    run = Run(
        tool_version="0.1.0",
        policy=PolicyIdentity("st_joseph", "St Joseph's safeguarding policy for Zoom", "1.0", "ab" * 32),
        source=Source("demo", "AbCdEfGhIjKlMnOpQrStUv", "2026-09-14T06:30:00Z"),
        as_of=date(2026, 9, 14),
        summary=summary(found, verdict),
        exit_code=verdict.exit_code,
        clauses=CLAUSES,
        rules=RULES,
        rollups=rollups(found),
        unread=(
            UnreadEntry("the account", "/accounts/me/lock_settings", "scope", ("no-breakout-rooms",)),
            UnreadEntry("gone@stjosephs.example.sch.uk", "/users/{userId}/settings", "error",
                        ("host-only-chat", "waiting-room")),
            UnreadEntry("head@stjosephs.example.sch.uk", "/users/{userId}/settings", "error", ("host-only-chat",)),
        ),
        notes=("The recommended rules that only Zoom Phone needs were not looked at.",),
        not_looked_at=("webinars", "instant meetings", "personal rooms"),
        findings=lambda: iter(found),
    )
    return replace(run, **changes)


def empty_run(verdict: Verdict) -> Run:
    """A run that found nothing at all."""
    return make_run(verdict, summary=summary((), verdict, 0), clauses=(), rules={}, rollups=(), unread=(), notes=(),
                    not_looked_at=(), findings=lambda: iter(()))
