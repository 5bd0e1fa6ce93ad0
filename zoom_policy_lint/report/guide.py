"""How to put right what fails: what to click and what to send, level by level."""

from collections.abc import Iterator
from dataclasses import dataclass

from zoom_policy_lint.model.finding import Finding, Request
from zoom_policy_lint.model.run import RollUp
from zoom_policy_lint.model.words import Check
from zoom_policy_lint.report.outline import Safeguard
from zoom_policy_lint.report.plain import json_text, ordered, plain
from zoom_policy_lint.report.wording import who


@dataclass(frozen=True, slots=True)
class Guide:
    """The steps for one roll-up: whose they are, what a person clicks, what a program may send instead."""

    whose: str
    clicks: tuple[str, ...]
    requests: tuple[Request, ...]


def guides(safeguard: Safeguard) -> Iterator[Guide]:
    """The steps for all that fails under a safeguard; a sentence that holds for several is said once."""
    said: set[str] = set()
    for rollup in safeguard.failing:
        sentences = tuple(sentence for sentence in clicks(rollup.worst) if sentence not in said)
        said.update(sentences)
        remediation = rollup.worst.remediation
        requests = remediation.requests if remediation else ()
        if sentences or requests:
            yield Guide(_whose(rollup), sentences, requests)


def _whose(rollup: RollUp) -> str:
    if rollup.check is Check.LOCK:
        return "the lock"
    several = rollup.counts.get(rollup.worst.status, 0) > 1
    return f"{who(rollup)}, each as the first" if several else who(rollup)


def clicks(finding: Finding) -> tuple[str, ...]:
    """What a person does about a finding: a sentence and, unless it says so, the way in the portal."""
    remediation = finding.remediation
    if remediation is None:
        return ()
    summary, portal = plain(remediation.summary), plain(remediation.portal or "")
    return tuple(filter(None, (summary, "" if portal in summary else portal)))


def request_line(request: Request) -> str:
    """An API request on one line: method, path, JSON body."""
    body = f" {json_text(ordered(request.body))}" if request.body else ""
    return f"{request.method} {request.path}{body}"


def request_text(request: Request) -> str:
    """An API request on several lines: method and path, a blank line, the JSON body."""
    head = plain(f"{request.method} {request.path}")
    return f"{head}\n\n{json_text(ordered(request.body), indent=2)}" if request.body else head
