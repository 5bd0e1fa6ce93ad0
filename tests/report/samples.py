"""A small, varied run made by hand, an empty one and a hostile one."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from zoom_policy_lint.evaluate.rollup import RollUps
from zoom_policy_lint.model.clause import Accepted, ClauseResult, Summary, UnreadEntry
from zoom_policy_lint.model.finding import AppliedWaiver, Finding, Remediation, Request, ResourceRef
from zoom_policy_lint.model.run import PolicyIdentity, RollUp, Run, Source
from zoom_policy_lint.model.words import (
    Check,
    ClauseVerdict,
    Kind,
    KindState,
    Level,
    Severity,
    Status,
    Verdict,
)

from .sample_findings import RULES, finding, findings


def rollups(found: Iterable[Finding]) -> tuple[RollUp, ...]:
    """The findings rolled up, as an evaluation does it."""
    lines = RollUps()
    for each in found:
        lines.add(each)
    return lines.rollups()


def _clause(id_: str, text: str, verdict: ClauseVerdict, kinds: dict[Kind, KindState], **more: Any) -> ClauseResult:
    usual: dict[str, Any] = {"rules": (), "reasons": (), "exceptions": (), "limits": ""}
    return ClauseResult(id_, text, verdict, kinds, **(usual | more))


CLAUSES = (
    _clause(
        "G2",
        "always communicate via a school account",
        ClauseVerdict.NOT_MET,
        {Kind.USERS: KindState.FAILED},
        rules=("school-addresses",),
        reasons=("1 user fails school-addresses",),
        limits="Zoom offers this account no list of managed domains",
        parts=("G2a",),
    ),
    _clause(
        "G2a",
        "a generic e-mail or telephone number accessible to more than one person",
        ClauseVerdict.MET,
        {Kind.USERS: KindState.SHOWN},
        rules=("two-administrators",),
    ),
    _clause(
        "G6",
        "circulate information about the platform to parents and carers",
        ClauseVerdict.UNANSWERED,
        {Kind.ATTESTATION: KindState.OPEN},
        reasons=("nobody has attested this yet",),
    ),
    _clause(
        "C1",
        "have a waiting room: the host chooses when to admit, and entry is only for those who were invited to "
        "the meeting by the school",
        ClauseVerdict.NOT_MET,
        {Kind.SETTINGS: KindState.FAILED, Kind.MEETINGS: KindState.OPEN, Kind.PAST: KindState.OPEN},
        rules=("waiting-room",),
        reasons=("waiting-room fails", "M: nothing judges it yet"),
    ),
    _clause(
        "C6b",
        "limit chat to the host only, with no separate conversations",
        ClauseVerdict.NOT_MET,
        {Kind.SETTINGS: KindState.FAILED},
        rules=("host-only-chat",),
        reasons=("host-only-chat fails",),
    ),
    _clause(
        "C7",
        "not use breakout rooms: a single, adult-led group",
        ClauseVerdict.PARTLY,
        {Kind.SETTINGS: KindState.OPEN, Kind.MEETINGS: KindState.EMPTY},
        rules=("no-breakout-rooms",),
        reasons=("the lock state could not be read",),
        exceptions=(
            Accepted(
                "no-breakout-rooms",
                ResourceRef(Level.USER, "id-senco", "senco@stjosephs.example.sch.uk"),
                "1:2 SEN support",
                "A. Head",
                "2026-12-31",
                Status.FAIL,
            ),
        ),
    ),
    _clause(
        "C10",
        "close the meeting to all at the end",
        ClauseVerdict.NOT_MET,
        {Kind.SETTINGS: KindState.FAILED},
        rules=("waiting-room",),
    ),
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
            UnreadEntry("the account", "accounts.lock_settings", "scope: not granted", ("no-breakout-rooms",)),
            UnreadEntry(
                "gone@stjosephs.example.sch.uk",
                "users.id.settings",
                "error: Zoom answered 500",
                ("host-only-chat", "waiting-room"),
            ),
            UnreadEntry(
                "head@stjosephs.example.sch.uk", "users.id.settings", "error: Zoom answered 500", ("host-only-chat",)
            ),
        ),
        notes=("The recommended rules that only Zoom Phone needs were not looked at.",),
        not_looked_at=("webinars", "instant meetings", "personal rooms"),
        findings=lambda: iter(found),
        unlocked=("two-administrators",),
    )
    return replace(run, **changes)


def empty_run(verdict: Verdict) -> Run:
    """A run that found nothing at all."""
    return make_run(
        verdict,
        summary=summary((), verdict, 0),
        clauses=(),
        rules={},
        rollups=(),
        unread=(),
        notes=(),
        not_looked_at=(),
        findings=lambda: iter(()),
        unlocked=(),
    )


def hostile_run(name):
    """A run in which everything that can come from outside is the hostile `name`."""
    waiver = AppliedWaiver(name, name, "2026-12-31", Status.FAIL)
    remediation = Remediation(name, name, (Request("PATCH", f"/users/{name}", {name: name}),))
    failing = finding(
        "school-addresses", ResourceRef(Level.USER, name.replace("\ud800", ""), name), Status.FAIL, clauses=("C1",), expected=name, actual=name,
        setting="chat.chat_emojis.enable", message=name, remediation=remediation,
    )  # fmt: skip
    waived = replace(failing, rule="no-breakout-rooms", status=Status.WAIVED, waiver=waiver)
    found = (failing, replace(failing, check=Check.TEXT), waived)
    accepted = Accepted(name, failing.resource, name, name, name, Status.FAIL)
    return make_run(
        policy=PolicyIdentity("st_joseph", name, "1.0", "ab" * 32),
        clauses=tuple(
            replace(each, text=name, reasons=(name,), exceptions=(accepted,), limits=name) for each in CLAUSES
        ),
        rollups=rollups(found),
        findings=lambda: iter(found),
        unread=(UnreadEntry(name, "/users/{userId}/settings", "error", ("waiting-room",)),),
        notes=(name,),
        not_looked_at=(name,),
    )
