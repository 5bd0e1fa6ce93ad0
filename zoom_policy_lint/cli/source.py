"""Where an audit's values come from: a live account, or the simulated demo school."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zoom_policy_lint.cli.environment import credentials
from zoom_policy_lint.cli.options import now
from zoom_policy_lint.cli.progress import ProgressLine

if TYPE_CHECKING:
    from zoom_policy_lint.evaluate import Options
    from zoom_policy_lint.policy import Policy
    from zoom_policy_lint.pull import Demand


@dataclass(frozen=True, slots=True, kw_only=True)
class PullRequest:
    """What to read into which file, and how fast. `pseudonyms` is the key by which names are replaced, if they are."""

    out: Path
    demand: "Demand"
    plan: str = "pro"
    share: float = 0.5
    quiet: bool = False
    pseudonyms: bytes | None = None


def demand_of(policy: "Policy", options: "Options") -> "Demand":
    """What a pull must read and look for so that an audit with these options can judge it."""
    from zoom_policy_lint.evaluate import needed_questions, needed_reads
    from zoom_policy_lint.pull import DEFAULT_MONTHS, Demand

    months = policy.parameters.get("recording_lookback_months") or DEFAULT_MONTHS
    return Demand(options.levels, needed_reads(policy, options), needed_questions(policy), months)


def joint_demand(demands: Iterable["Demand"]) -> "Demand":
    """What a pull must read and look for so that several audits can judge it; there must be at least one."""
    from zoom_policy_lint.model.resource import TextQuestions
    from zoom_policy_lint.pull import Demand

    all_ = list(demands)
    phrases = {phrase for one in all_ for phrase in one.questions.phrases}
    patterns = {pattern for one in all_ for pattern in one.questions.patterns}
    return Demand(
        levels=frozenset().union(*(one.levels for one in all_)),
        reads=frozenset().union(*(one.reads for one in all_)),
        questions=TextQuestions(tuple(sorted(phrases)), tuple(sorted(patterns))),
        lookback_months=max(one.lookback_months for one in all_),
    )


def pull_demo(wanted: PullRequest) -> None:
    """Read the simulated demo school, in this process and in simulated time, with the real client."""
    from zoom_policy_lint.pull import Origin
    from zoom_policy_lint.pull.session import pull_account
    from zoom_policy_lint.simulate import create_app, demo_school
    from zoom_policy_lint.simulate.clock import DEMO_TIME, DemoClock
    from zoom_policy_lint.zoom import Client, Credentials, Pacing, in_process

    school, clock = demo_school(), DemoClock()
    app = create_app(school, clock=clock.now, sleep=clock.sleep)
    shown = Credentials(
        account_id=school.id,
        client_id=school.app.client_id,
        client_secret=school.app.client_secret,
        api_url="http://demo.invalid/v2",
        oauth_url="http://demo.invalid/oauth/token",
    )
    client = Client(
        shown,
        pacing=Pacing(plan="business", share=0.5),
        transport=in_process(app),
        clock=clock,
        questions=wanted.demand.questions,
    )
    origin = Origin(school.id, "business", "demo")
    pull_account(client, wanted.demand, wanted.out, origin, now=DEMO_TIME, pseudonyms=wanted.pseudonyms)


def pull_live(wanted: PullRequest, *, finish: bool) -> None:
    """Read the account that the environment's credentials belong to.

    With `finish`, a Zoom that cannot be reached still gives a snapshot, in which everything not read says so; else
    Unreachable or RateLimited is raised and the journal stays, so that the next pull goes on.
    """
    from zoom_policy_lint.pull import Origin, close_unread
    from zoom_policy_lint.pull.session import pull_account
    from zoom_policy_lint.zoom import Client, Pacing, RateLimited, Unreachable

    known, demand = credentials(), wanted.demand
    origin = Origin(known.account_id or "unknown", wanted.plan)
    line, started = ProgressLine(quiet=wanted.quiet), now()
    try:
        client = Client(known, pacing=Pacing(plan=wanted.plan, share=wanted.share), questions=demand.questions)
        note = pull_account(
            client, demand, wanted.out, origin, now=started, progress=line, pseudonyms=wanted.pseudonyms
        )
    except (Unreachable, RateLimited) as error:
        if not finish:
            raise
        line.clear()
        click.echo(f"Zoom could not be read to the end: {error}", err=True)
        close_unread(wanted.out, demand, origin, error.message, now=started, pseudonyms=wanted.pseudonyms)
    else:
        line.clear()
        if note and not wanted.quiet:
            click.echo(note, err=True)
    finally:
        line.clear()
