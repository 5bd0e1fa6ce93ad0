"""The registers of accepted exceptions and of statements, without names; who they are stands in the annex."""

from collections.abc import Mapping
from dataclasses import dataclass

from zoom_policy_lint.model.registers import StatementEntry, WaiverEntry
from zoom_policy_lint.model.run import Run
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.report.page.words import VALIDITIES, Look, date_words
from zoom_policy_lint.report.style import plural
from zoom_policy_lint.report.wording import sentence


@dataclass(frozen=True, slots=True)
class WaiverRow:
    """One exception: how it stands, what it is about, for whom, why, for how long, what it covers, what is amiss."""

    look: Look
    title: str
    whom: str
    reason: str
    lasts: str
    covers: str
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement: how it stands, its clause (id, anchor), question, words, by which role, when, until when."""

    look: Look
    clause: tuple[str, str]
    question: str
    statement: str
    role: str
    on: str
    until: str
    evidence: str
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegistersView:
    """Both registers in the order of the policy."""

    waivers: tuple[WaiverRow, ...]
    statements: tuple[StatementRow, ...]


def registers(run: Run, anchors: Mapping[str, str]) -> RegistersView:
    """What people accepted and stated."""
    found = run.registers
    return RegistersView(
        tuple(_waiver(one, counted=run.waivers_counted) for one in found.waivers),
        tuple(_statement(one, anchors) for one in found.statements),
    )


def _waiver(one: WaiverEntry, *, counted: bool) -> WaiverRow:
    begins = f"From {date_words(one.start)} until" if one.start else "Until"
    return WaiverRow(
        VALIDITIES[one.validity],
        one.title,
        whom(one.level),
        one.reason,
        f"{begins} {date_words(one.expires)}",
        _covers(one) if counted else "Not counted this time.",
        tuple(map(sentence, one.remarks)),
    )


def whom(level: Level) -> str:
    """For whom an exception is, without a name."""
    return "The whole account" if level is Level.ACCOUNT else f"One {level.words}"


def _covers(one: WaiverEntry) -> str:
    if not one.covered:
        return "Nothing in this run."
    failing = "none of which fails" if not one.failing else f"{one.failing} of which would fail without it"
    return f"{plural(one.covered, 'check')}, {failing}."


def _statement(one: StatementEntry, anchors: Mapping[str, str]) -> StatementRow:
    return StatementRow(
        VALIDITIES[one.validity],
        (one.clause, anchors.get(one.clause, "")),
        one.question,
        one.statement,
        one.by_role,
        date_words(one.on),
        date_words(one.until),
        "A file is named as evidence." if one.evidence else "",
        tuple(map(sentence, one.remarks)),
    )
