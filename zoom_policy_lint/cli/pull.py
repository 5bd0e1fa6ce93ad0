"""`pull`: read an account into a snapshot."""

from pathlib import Path

import click

from zoom_policy_lint.cli import options as common
from zoom_policy_lint.model.words import Level


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
@common.plan_option
@common.share_option
@common.quiet_option
def pull(
    output: Path,
    demo: bool,  # noqa: FBT001 - click's way
    policy_name: str | None,
    rule_folders: tuple[Path, ...],
    levels: frozenset[Level],
    recommended: bool,  # noqa: FBT001
    plan: str,
    share: float,
    quiet: bool,  # noqa: FBT001
) -> int:
    """Read an account into a snapshot; a pull that was stopped goes on where it was.

    Only what the rules of --policy need is read; without a policy, what all shipped rules need.
    """
    from zoom_policy_lint.cli.output import check_writable
    from zoom_policy_lint.cli.source import pull_demo, pull_live
    from zoom_policy_lint.evaluate import Options, needed_reads
    from zoom_policy_lint.policy import load_policy

    check_writable(output)
    policy = load_policy(policy_name or "st_joseph", rule_folders)
    everything = recommended or policy_name is None
    options = Options(as_of=common.today(), levels=levels, recommended=everything)
    reads = needed_reads(policy, options)
    if demo:
        pull_demo(output, reads, levels)
    else:
        pull_live(output, reads, levels, plan, share, quiet=quiet, finish=False)
    if not quiet:
        click.echo(f"Wrote {output}", err=True)
    return 0
