"""Auditing simulated accounts in one call: the real client, pull, snapshot and evaluation, in simulated time."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from zoom_policy_lint.cli.source import demand_of
from zoom_policy_lint.evaluate import Options, evaluate
from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.resource import TextQuestions
from zoom_policy_lint.model.run import Run
from zoom_policy_lint.policy import Policy, load_policy
from zoom_policy_lint.pull import Origin, close_unread
from zoom_policy_lint.pull.session import pull_account
from zoom_policy_lint.simulate import Behaviour, Fault, SimulatedAccount, SimulatedZoom, create_app
from zoom_policy_lint.simulate.clock import DEMO_TIME, DemoClock
from zoom_policy_lint.snapshot import Snapshot, open_snapshot
from zoom_policy_lint.zoom import Client, Credentials, Pacing, RateLimited, Unreachable, in_process


@dataclass(frozen=True)
class Audited:
    """A run with its findings, the snapshot it stands on, and the application that answered."""

    run: Run
    findings: list[Finding]
    snapshot: Snapshot
    app: SimulatedZoom

    def statuses(self, rule: str) -> set[str]:
        return {str(finding.status) for finding in self.findings if finding.rule == rule}


def client_of(
    account: SimulatedAccount, app: SimulatedZoom, clock: DemoClock, questions: TextQuestions | None = None
) -> Client:
    credentials = Credentials(
        account_id=account.id,
        client_id=account.app.client_id,
        client_secret=account.app.client_secret,
        api_url="http://zoom.test/v2",
        oauth_url="http://zoom.test/oauth/token",
    )
    pacing = Pacing(plan="business", share=0.5)
    return Client(
        credentials, pacing=pacing, transport=in_process(app), clock=clock, questions=questions or TextQuestions()
    )


def audited(
    account: SimulatedAccount,
    folder: Path,
    *,
    behaviour: Behaviour | None = None,
    faults: Sequence[Fault] = (),
    policy: Policy | None = None,
    options: Options | None = None,
) -> Audited:
    policy = policy or load_policy("st_joseph")
    options = options or Options(as_of=DEMO_TIME.date())
    clock = DemoClock()
    app = create_app(account, behaviour=behaviour, faults=faults, clock=clock.now, sleep=clock.sleep)
    demand = demand_of(policy, options)
    out = folder / "audit.zpl"
    client = client_of(account, app, clock, demand.questions)
    origin = Origin(account.id, "business")
    try:
        pull_account(client, demand, out, origin, now=DEMO_TIME)
    except (Unreachable, RateLimited) as error:
        close_unread(out, demand, origin, error.message, now=DEMO_TIME)
    snapshot = open_snapshot(out)
    run = evaluate(snapshot, policy, options)
    return Audited(run, list(run.findings()), snapshot, app)
