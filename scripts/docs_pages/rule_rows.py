"""The words that the table of every rule has in common, and its rows."""

from dataclasses import dataclass

from zoom_policy_lint.model.words import Level

AHEAD = (
    "each [meeting with pupils that lies ahead](../../explanation/meetings-and-texts.md#which-meetings-are-judged), "
    "and each day of a series"
)
WHOSE = {
    Level.ACCOUNT: "the account",
    Level.GROUP: "each group",
    Level.USER: "each active user",
    Level.MEETING: AHEAD,
    Level.RECORDING: "each cloud recording that Zoom lists, of active users and of leavers",
    Level.ROLE: "each role",
    Level.DOMAIN: "each domain",
}
NAMED = {
    Level.ACCOUNT: "the account",
    Level.GROUP: "the group",
    Level.USER: "the user, by address",
    Level.MEETING: "the meeting, by host, start and the last four digits of its number",
    Level.RECORDING: "the recording, by host, start and the last four digits of the meeting's number",
    Level.ROLE: "the role",
    Level.DOMAIN: "the domain",
}
ALONE = ", and none of the others is wrong: one that is wrong fails, whatever is missing beside it"
"""Ends what is unknown where several things must be so."""

LISTED = {
    Level.GROUP: "; or not all groups were listed (one finding for the others)",
    Level.USER: "; or not all users were listed (one finding for the others)",
    Level.MEETING: "; or not all users or meetings were listed (one finding for the others)",
    Level.RECORDING: "; or not all users or recordings were listed (one finding for the others)",
    Level.ROLE: "; or not all roles were listed",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One level in words."""

    level: str
    looked_at: str
    right: str
    wrong: str
    unknown: str
    named: str
