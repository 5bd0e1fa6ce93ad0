"""What was read from Zoom: resources, and what could not be read of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from zoom_policy_lint.model.words import Level, Reason

ACCOUNT_ID = "account"
"""The id of the account in every finding and fingerprint."""


@dataclass(frozen=True, slots=True, order=True)
class Read:
    """One thing to ask Zoom for: an endpoint (a row of the catalogue) in one `option` view.

    `occurrence` is the id of one occurrence of a recurring meeting, for its own answer; empty for the whole series.
    """

    endpoint: str
    view: str = "default"
    occurrence: str = ""

    def __str__(self) -> str:
        if self.occurrence:
            return f"{self.endpoint}{_OCCURRENCE}{self.occurrence}"
        return self.endpoint if self.view == "default" else f"{self.endpoint}{_VIEW}{self.view}"

    @classmethod
    def parse(cls, text: str) -> "Read":
        """The inverse of `str`."""
        if _OCCURRENCE in text:
            endpoint, _, occurrence = text.partition(_OCCURRENCE)
            return cls(endpoint, occurrence=occurrence)
        endpoint, _, view = text.partition(_VIEW)
        return cls(endpoint, view or "default")


_VIEW, _OCCURRENCE = "?option=", "?occurrence_id="


@dataclass(frozen=True, slots=True)
class TextQuestions:
    """What is looked for in the texts of meetings while they are read, since the texts themselves are never kept.

    `phrases` (in their normal form) are looked for in descriptions and invitations, `patterns` (regular expressions) in
    titles. Both are sorted.
    """

    phrases: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """Why something could not be read: a reason, and a sentence for people."""

    reason: Reason
    detail: str


@dataclass(frozen=True, slots=True)
class Resource:
    """One account, role, domain, group, user, meeting or recording, as one line of a snapshot holds it.

    `fields` are the facts of lists and profiles (by allow-list), `bodies` the answers about settings and texts by
    `str(Read)`, `unread` what was asked for and not got, by `str(Read)`. `gone` is true when it vanished while reading.
    """

    level: Level
    id: str
    name: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    bodies: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    unread: Mapping[str, Unread] = field(default_factory=dict)
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """How a list was read: complete only when its last page token was empty and its ids reached `total_records`.

    `parent` is the id of the resource whose list it is (a group's members), empty for the account's own lists. Lists
    that every user has (of meetings, of recordings) are told together: one Listing without a parent, complete when all
    are.
    """

    read: Read
    parent: str = ""
    count: int = 0
    complete: bool = True
    unread: Unread | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """The first line of a snapshot: whose, when, and what was asked for.

    `levels` and `reads` say what the pull set out to read; a level outside them was not pulled. `questions` are what
    was looked for in texts: what was not asked then cannot be answered later. `recording_months` is how far back
    recordings were listed; None where they were not, or where nobody wrote it down.
    """

    account_id: str
    taken_at: str
    source: str
    levels: tuple[Level, ...]
    reads: tuple[str, ...]
    plan: str | None = None
    tool_version: str = ""
    pseudonymised: bool = False
    questions: TextQuestions = TextQuestions()
    recording_months: int | None = None
