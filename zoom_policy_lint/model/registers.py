"""What people accepted and stated, and what they still have to: the registers that a report shows."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from zoom_policy_lint.model.words import Check, Level, Status


class Validity(StrEnum):
    """How a waiver or a statement stands on the day of the run.

    `holds`; `ends_soon`: it holds, and ends within 30 days; `ended`; `not_begun`; `void`: something contradicts it;
    `unused`: it holds, and covers or answers nothing.
    """

    HOLDS = "holds"
    ENDS_SOON = "ends_soon"
    ENDED = "ended"
    NOT_BEGUN = "not_begun"
    VOID = "void"
    UNUSED = "unused"


SOON_DAYS = 30
"""Days before its end from which an exception or a statement is said to end soon."""


@dataclass(frozen=True, slots=True)
class WaiverEntry:
    """One accepted exception. `resource` is as the policy writes it: an address, a name or an id.

    `covered` counts the findings that it covers in this run, `failing` those of them that fail. `start` is None where
    the policy gives no first day. `remarks` are sentences about what is wrong with it, each to stand alone.
    """

    rule: str
    title: str
    level: Level
    resource: str
    check: Check | None
    status: Status | None
    reason: str
    approver: str
    start: date | None
    expires: date
    validity: Validity
    covered: int = 0
    failing: int = 0
    remarks: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What makes it the exception that it is: rule, resource, what it covers, who approved it, until when."""
        told = (self.rule, self.level, self.resource, self.check, self.status, self.approver, self.expires)
        return "\x1f".join(str(part) for part in told)


@dataclass(frozen=True, slots=True)
class StatementEntry:
    """One person's statement. `until` is the last day on which it counts, which the policy may set before its own.

    `findings` are fingerprints, where it answers single findings instead of the clause's question.
    """

    clause: str
    question: str
    statement: str
    by_name: str
    by_role: str
    on: date
    until: date
    validity: Validity
    evidence: str = ""
    evidence_sha256: str = ""
    findings: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """A question that a person must answer now or soon. `until` is the last day of the answer that it has, if any.

    `why` is a sentence: nobody has answered yet, the answer ran out, is void, or ends soon.
    """

    clause: str
    question: str
    by_role: str
    why: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Registers:
    """All waivers and statements of the policy, in its order, and what is due, the most urgent first."""

    waivers: tuple[WaiverEntry, ...] = ()
    statements: tuple[StatementEntry, ...] = ()
    due: tuple[Due, ...] = ()
