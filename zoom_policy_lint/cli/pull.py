"""`pull`: read an account into a snapshot."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zoom_policy_lint.cli import options as common

if TYPE_CHECKING:
    from zoom_policy_lint.cli.source import PullRequest


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE",
    help="Snapshot to write (.gz compresses).",
)
@click.option("--demo", is_flag=True, help="Read the simulated demo school.")
@common.policy_option
@common.rules_option
@common.level_option
@common.recommended_option
@click.option(
    "--pseudonymise",
    is_flag=True,
    help="Replace names and addresses by keyed hashes (the key: ZPL_PSEUDONYM_KEY, or a new one every time).",
)
@common.plan_option
@common.share_option
@common.quiet_option
def pull(policy_name: str | None, rule_folders: tuple[Path, ...], **values: Any) -> int:
    """Read an account into a snapshot; a pull that was stopped goes on where it was.

    Only what the rules of --policy need is read; without a policy, what all shipped rules need.
    """
    from zoom_policy_lint.cli.environment import pseudonym_key
    from zoom_policy_lint.cli.output import check_writable
    from zoom_policy_lint.cli.source import PullRequest, demand_of, pull_demo
    from zoom_policy_lint.evaluate import Options
    from zoom_policy_lint.policy import load_policy

    check_writable(values["output"])
    policy = load_policy(policy_name or common.default_policy(), rule_folders)
    everything = values["recommended"] or policy_name is None
    options = Options(as_of=common.today(), levels=values["levels"], recommended=everything)
    wanted = PullRequest(
        out=values["output"],
        demand=demand_of(policy, options),
        plan=values["plan"],
        share=values["share"],
        quiet=values["quiet"],
        pseudonyms=pseudonym_key() if values["pseudonymise"] else None,
    )
    if values["demo"]:
        pull_demo(wanted)
    else:
        _pull_live(wanted)
    if not wanted.quiet:
        click.echo(f"Wrote {wanted.out}", err=True)
    return 0


def _pull_live(wanted: "PullRequest") -> None:
    from zoom_policy_lint.cli.source import pull_live

    try:
        pull_live(wanted, finish=False)
    except KeyboardInterrupt:
        click.echo(f"What was read is kept in {wanted.out}.part; the same command goes on from there.", err=True)
        raise
