"""How to put right what fails: what to click and what to send, each sentence once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from zoom_policy_lint.model.finding import Finding, Remediation, Request
from zoom_policy_lint.model.run import RollUp
from zoom_policy_lint.model.words import Check, Level
from zoom_policy_lint.report.outline import Safeguard
from zoom_policy_lint.report.plain import json_text, ordered, plain

_SHORT = (
    ("Admin portal > Account Management > Account Settings", "Account Settings"),
    ("Admin portal > ", ""),
    ("Zoom web portal, signed in as the host > ", "As host: "),
)
"""How most ways in the portal begin, and how they do where a heading says it for all."""


@dataclass(slots=True)
class Sending:
    """An API request, and others with the same body: how many by level, and the first path of each level."""

    request: Request
    same: dict[Level, int] = field(default_factory=dict)
    paths: dict[Level, str] = field(default_factory=dict)


def clicks(finding: Finding) -> tuple[str, ...]:
    """What a person does about a finding: a sentence and, unless it says so, the way in the portal."""
    remediation = finding.remediation
    if remediation is None:
        return ()
    summary, portal = plain(remediation.summary), plain(remediation.portal or "")
    return tuple(filter(None, (summary, "" if portal in summary else portal)))


def to_click(safeguard: Safeguard) -> tuple[str, ...]:
    """What to click for a whole safeguard: its remedies, then ways in the portal to controls that they do not name."""
    said: list[str] = []
    for remediation in _remediations(safeguard.rollups):
        summary = plain(remediation.summary)
        if not any(one in summary for one in said):
            said.append(summary)
        portal = plain(remediation.portal or "")
        if portal and not _leads_there(portal, said):
            said.append(portal)
    return tuple(said)


def _remediations(rollups: Iterable[RollUp]) -> Iterator[Remediation]:
    return (rollup.worst.remediation for rollup in rollups if rollup.worst.remediation)


def _leads_there(portal: str, said: list[str]) -> bool:
    """Whether a sentence names the control at the end of the way, or the one above it, with its place."""
    steps = portal.split(" > ")
    ends = (" > ".join(steps[-2:]), " > ".join(steps[-3:-1]))
    return any(end in sentence for end in ends for sentence in said)


def short_way(sentence: str) -> str:
    """A sentence without the steps in the portal with which most ways begin."""
    for long, short in _SHORT:
        sentence = sentence.replace(long, short)
    return sentence


def sendings(safeguard: Safeguard) -> Iterable[Sending]:
    """The API requests that put a safeguard right, each body once; none where Zoom's API cannot write it."""
    found: dict[tuple[str, Check, str], Sending] = {}
    for rollup in safeguard.rollups:
        remediation = rollup.worst.remediation
        for request in remediation.requests if remediation else ():
            key = (request.method, rollup.check, json_text(ordered(request.body)))
            others = rollup.concerned - (key not in found)
            sending = found.setdefault(key, Sending(request))
            if others > 0:
                sending.same[rollup.level] = sending.same.get(rollup.level, 0) + others
                sending.paths.setdefault(rollup.level, request.path)
    return found.values()


def request_line(request: Request, width: int) -> str:
    """An API request on one line: method, path, JSON body without spaces where it then stays whole on one line."""
    body = json_text(ordered(request.body), compact=True) if request.body else ""
    if len(body) > width:
        body = json_text(ordered(request.body))
    return f"{request.method} {request.path} {body}".rstrip()


def request_text(request: Request) -> str:
    """An API request on several lines: method and path, a blank line, the JSON body."""
    head = plain(f"{request.method} {request.path}")
    return f"{head}\n\n{json_text(ordered(request.body), indent=2)}" if request.body else head
