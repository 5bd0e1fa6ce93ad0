"""A run of a small pack: a notice, two sections and clauses beside them, two levels, conflicts of every kind."""

from dataclasses import replace

from zoom_policy_lint.model.clause import ClauseResult, Conflict
from zoom_policy_lint.model.finding import Remediation
from zoom_policy_lint.model.run import PolicyIdentity, RuleSummary, Run
from zoom_policy_lint.model.words import Check, ClauseVerdict, Kind, KindState, Severity, Status, Verdict

from .sample_findings import ACCOUNT, finding, switch
from .samples import make_run, rollups, summary

NOTICE = "This is a comparison, not a safeguarding policy. It certifies nothing."
SECTIONS = {"1": "Meetings", "1.2": "Recording"}
PROFILES = {"level-1": "Level 1", "level-2": "Level 2"}

BECAUSE = "A forwarded link opens the meeting."
"""Why, in every conflict of the pack."""


def conflict(strength: str = "direct", *kinds: str, because: str = BECAUSE) -> Conflict:
    return Conflict(strength, kinds or ("safeguarding",), {"st_joseph": ("S3", "C1")}, because)


def clause(id_: str, verdict: ClauseVerdict, state: KindState, section: str = "1", **more: object) -> ClauseResult:
    kinds = {Kind.SETTINGS: state}
    made = ClauseResult(id_, f"the words of {id_}", verdict, kinds, (), (), (), "", section=section, profile="level-1")
    return replace(made, **more)


CLAUSES = (
    clause("1.1", ClauseVerdict.MET, KindState.SHOWN, conflict=conflict()),
    clause("1.2", ClauseVerdict.NOT_MET, KindState.FAILED, conflict=conflict("direct", "safeguarding", "access")),
    clause("1.3", ClauseVerdict.NOT_MET, KindState.FAILED),
    clause("1.4", ClauseVerdict.UNANSWERED, KindState.EMPTY, conflict=conflict("possible", "accessibility")),
    clause("2.1", ClauseVerdict.PARTLY, KindState.OPEN, "1.2", conflict=conflict("possible", "data_protection")),
    clause("2.2", ClauseVerdict.UNANSWERED, KindState.OPEN, "1.2", profile="level-2", conflict=conflict()),
    clause("9", ClauseVerdict.MET, KindState.SHOWN, "", profile=""),
)

RULES = {
    id_: RuleSummary(id_, title, Severity.MEDIUM, False, "It matters.")
    for id_, title in (
        ("link", "Links hold the passcode"),
        ("mute", "People join muted"),
        ("keep", "Chats are kept"),
        ("ask", "Is it so?"),
    )
}

DECIDE = Remediation(
    f"Decide first: doing this may work against safeguarding and access to meetings. {BECAUSE} No change is proposed."
)
"""What the evaluation says in place of a fix."""

FOUND = (
    switch("link", "in_meeting.a", ("1.2",), ACCOUNT, False, remediation=DECIDE, severity=Severity.HIGH),
    switch("mute", "in_meeting.b", ("1.3",), ACCOUNT, False),
    switch("keep", "in_meeting.c", ("2.1",), ACCOUNT, True),
    finding("ask", ACCOUNT, Status.MANUAL, check=Check.ATTESTATION, kind=Kind.ATTESTATION, clauses=("2.2",)),
)


def pack_run(**changes: object) -> Run:
    """The run; `changes` replace parts of it."""
    run = make_run(
        policy=PolicyIdentity("pack", "Comparison with a benchmark", "1.0", "cd" * 32),
        summary=summary(FOUND, Verdict.FAIL, 0),
        clauses=CLAUSES,
        rules=RULES,
        rollups=rollups(FOUND),
        unread=(),
        notes=(),
        findings=lambda: iter(FOUND),
        unlocked=(),
        notice=NOTICE,
        sections=SECTIONS,
        profiles=PROFILES,
    )
    return replace(run, **changes)


def hostile_pack(name: str) -> Run:
    """The run in which everything that a policy's author writes of it is the hostile `name`."""
    clauses = tuple(
        replace(
            one,
            section=name if one.section else "",
            profile=name if one.profile else "",
            conflict=one.conflict and Conflict("direct", ("safeguarding",), {name: (name,)}, name),
        )
        for one in CLAUSES
    )
    return pack_run(clauses=clauses, notice=name, sections={name: name}, profiles={name: name})
