"""Small runs to be recorded, made of what a few findings say day by day."""

from datetime import UTC, datetime, timedelta

from tests.report.sample_findings import WAITING, switch, user
from tests.report.samples import make_run, summary
from zoom_policy_lint.model.finding import AppliedWaiver
from zoom_policy_lint.model.run import RuleSummary, Source
from zoom_policy_lint.model.words import Severity, Status, Verdict

WAIVER = AppliedWaiver("agreed", "A. Head", "2026-12-31", Status.FAIL)

STATES = {
    "fail": {"on": False},
    "worse": {"on": 0, "status": Status.FAIL},
    "reworded": {"on": False, "message": "the same in other words"},
    "waived": {"on": False, "status": Status.WAIVED, "waiver": WAIVER},
    "manual": {"on": None, "status": Status.MANUAL},
    "pass": {"on": True},
    "n/a": {"on": None, "status": Status.NOT_APPLICABLE},
}
"""What can be said of somebody; what is not said of whom is not judged at all."""

OPEN = {"fail", "worse", "reworded", "waived", "manual"}


def said(name, state, rule="waiting-room"):
    """A finding about somebody in one of the states."""
    return switch(rule, WAITING, ("C1",), user(name), **STATES[state])


def taken(day):
    """Each day at the same time, from 1 September 2026 on."""
    return f"{datetime(2026, 9, 1, 6, 30, tzinfo=UTC) + timedelta(days=day - 1):%Y-%m-%dT%H:%M:%SZ}"


def run_of(findings, day=1, account="school", **changes):
    """A run of these findings, read on that day."""
    small = {"rules": {}, "rollups": (), "unread": (), "clauses": ()}
    found = tuple(findings)
    told = {"source": Source("live", account, taken(day)), "summary": summary(found, Verdict.FAIL)}
    return make_run(**{**small, **told, "findings": lambda: iter(found), **changes})


def keep(history, run):
    """Record a run as an audit does."""
    recorder = history.recorder()
    for finding in run.findings():
        recorder.see(finding)
    return recorder.keep(run)


BLIND = {"rules": {"waiting-room": RuleSummary("waiting-room", "A waiting room", Severity.CRITICAL, False, "")}}
"""What a run says of a rule that its policy has, and of which it has judged nothing to the end."""


def note(history, states, day=1, **changes):
    """Record what is said on a day, by name."""
    return keep(history, run_of((said(name, state) for name, state in states.items()), day, **changes))


def told(history, before, after):
    """What became of whom."""
    return {change.finding.resource.name: change.kind.value for change in history.changes(before, after)}
