"""The fixed words of the program, as enumerations; their values are what the JSON report says."""

from enum import StrEnum


class Level(StrEnum):
    """Where Zoom keeps a value, or what kind of thing was read; in canonical order."""

    ACCOUNT = "account"
    ROLE = "role"
    DOMAIN = "domain"
    GROUP = "group"
    USER = "user"
    MEETING = "meeting"
    RECORDING = "recording"
    PAST_MEETING = "past_meeting"

    @property
    def rank(self) -> int:
        """Place in the canonical order of a snapshot."""
        return _LEVEL_RANK[self]

    @property
    def words(self) -> str:
        """The level as people write it."""
        return self.value.replace("_", " ")


_LEVEL_RANK = {level: rank for rank, level in enumerate(Level)}


class Severity(StrEnum):
    """How bad a failure is, the least first."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """0 for low up to 3 for critical."""
        return _SEVERITY_RANK[self]


_SEVERITY_RANK = {severity: rank for rank, severity in enumerate(Severity)}


class Status(StrEnum):
    """What a finding says."""

    PASS = "pass"  # noqa: S105 - a verdict
    FAIL = "fail"
    UNKNOWN = "unknown"
    MANUAL = "manual"
    WAIVED = "waived"
    NOT_APPLICABLE = "not_applicable"


class Check(StrEnum):
    """What was looked at."""

    VALUE = "value"
    LOCK = "lock"
    TEXT = "text"
    TIME = "time"
    ATTESTATION = "attestation"


class Evidence(StrEnum):
    """How we know."""

    MEASURED = "measured"
    INFERRED = "inferred"
    ATTESTED = "attested"
    NONE = "none"


class Reason(StrEnum):
    """Why a finding is unknown or not applicable."""

    ABSENT = "absent"
    NULL = "null"
    TYPE = "type"
    NEW_VALUE = "new_value"
    SCOPE = "scope"
    PLAN = "plan"
    ERROR = "error"
    VANISHED = "vanished"
    LIST_INCOMPLETE = "list_incomplete"
    NOT_PULLED = "not_pulled"
    DESELECTED = "deselected"
    PSEUDONYMISED = "pseudonymised"
    NOT_OFFERED = "not_offered"
    NONE_EXIST = "none_exist"


class DecidedBy(StrEnum):
    """Which lock, if any, holds a value in place."""

    ACCOUNT_LOCK = "account_lock"
    GROUP_LOCK = "group_lock"
    UNLOCKED = "unlocked"
    UNKNOWN = "unknown"


class Lock(StrEnum):
    """What a rule says of the lock."""

    REQUIRED = "required"
    PREFERRED = "preferred"
    NONE = "none"


class Kind(StrEnum):
    """A kind of evidence that a clause may want; the value is the policy's letter."""

    SETTINGS = "S"
    MEETINGS = "M"
    RECORDINGS = "R"
    PAST = "P"
    USERS = "U"
    ATTESTATION = "A"


class KindState(StrEnum):
    """What one kind of evidence shows for one clause."""

    FAILED = "failed"
    OPEN = "open"
    SHOWN = "shown"
    EMPTY = "empty"


class ClauseVerdict(StrEnum):
    """What an audit says of a clause."""

    MET = "met"
    NOT_MET = "not_met"
    PARTLY = "partly_evidenced"
    UNANSWERED = "unanswered"


class Verdict(StrEnum):
    """The whole audit in a word; stands for exit codes 0, 1 and 3."""

    PASS = "pass"  # noqa: S105 - a verdict
    FAIL = "fail"
    INCOMPLETE = "incomplete"

    @property
    def exit_code(self) -> int:
        """0, 1 or 3."""
        return {Verdict.PASS: 0, Verdict.FAIL: 1, Verdict.INCOMPLETE: 3}[self]
