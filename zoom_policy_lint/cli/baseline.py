"""`baseline`: accept what fails today, with somebody who answers for it, so that only what is new fails."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zoom_policy_lint.cli import options as common
from zoom_policy_lint.cli.policy_edit import dry_run_option

if TYPE_CHECKING:
    from zoom_policy_lint.accept.grown import Standing
    from zoom_policy_lint.model.run import Run
    from zoom_policy_lint.policy import Policy

EXIT_NEW = 1


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--owner", metavar="NAME", help="Who answers for what is accepted.")
@click.option("--grow", is_flag=True, help="Also accept what is new since the file was written.")
@click.option("--snapshot", type=click.Path(path_type=Path), metavar="FILE", help="Judge a snapshot that `pull` wrote.")
@click.option("--demo", is_flag=True, help="Judge the simulated demo school.")
@common.policy_option
@click.option("--as-of", callback=common.day, metavar="DATE", help="Day on which it is accepted. [today]")
@click.option("--select", multiple=True, metavar="RULE", help="Judge only these rules (repeatable, or with commas).")
@click.option("--ignore", multiple=True, metavar="RULE", help="Leave these rules out.")
@common.level_option
@common.rules_option
@click.option("--allow-partial", is_flag=True, help="Accept a snapshot that was cut short.")
@common.plan_option
@common.share_option
@common.quiet_option
@dry_run_option
def baseline(file: Path, owner: str | None, grow: bool, dry_run: bool, **values: Any) -> int:  # noqa: FBT001 - click's way
    """Accept in FILE what fails or is unknown today; “audit --baseline FILE” then fails on nothing but what is new.

    Where FILE is there already it only shrinks: what no longer fails is taken out, all else stays as it stands. What is
    new is then counted, with exit code 1, and accepted with --grow alone.
    """
    from zoom_policy_lint.accept.baseline import read_baseline
    from zoom_policy_lint.accept.grown import Standing
    from zoom_policy_lint.cli.audit import audited_run
    from zoom_policy_lint.cli.output import check_writable
    from zoom_policy_lint.model.baseline import Baseline, is_account
    from zoom_policy_lint.policy import load_policy

    check_writable(file)
    there = file.exists()
    known = read_baseline(file) if there else Baseline()
    before = file.read_bytes() if there else None
    if known.report:
        raise click.UsageError(f"{file} is a JSON report of an audit; name another file for the baseline.")
    _need_owner(owner, needed=grow or not there)
    with audited_run(**values) as run:
        known.check_account(run.source.account_id)
        if not is_account(run.source.account_id):
            raise click.UsageError(
                "The snapshot does not say of which account it is; say it when it is read (see doctor)."
            )
        policy = load_policy(values["policy_name"] or common.default_policy(), values["rule_folders"])
        standing = Standing(known, run.as_of, policy.former, values["levels"])
        for finding in run.findings():
            standing.see(finding)
        _notes(policy, standing)
        if before is None:
            return _new(file, run, standing, owner or "", dry_run=dry_run)
        return _changed(file, before, run, standing, owner if grow else None, dry_run=dry_run)


def _need_owner(owner: str | None, *, needed: bool) -> None:
    if needed and not (owner or "").strip():
        raise click.UsageError("Say with --owner NAME who answers for what is accepted.")


def _notes(policy: "Policy", standing: "Standing") -> None:
    """What is odd about the file that is there."""
    from zoom_policy_lint.accept.remarks import baseline_remarks

    rules = {*policy.rules, *policy.advisory, *policy.former}
    for note in baseline_remarks(standing.baseline, policy.identity.id, rules, standing.refused):
        click.echo(f"Note: {note}", err=True)


def _new(file: Path, run: "Run", standing: "Standing", owner: str, *, dry_run: bool) -> int:
    from zoom_policy_lint.accept.grown import new_text
    from zoom_policy_lint.cli.policy_edit import replace_text
    from zoom_policy_lint.ruleset.yaml_text import one_line

    name = one_line(owner)
    text = new_text(run.source.account_id, run.policy.id, standing.fresh, name, run.as_of.isoformat())
    if dry_run:
        click.echo(text, nl=False)
        return 0
    replace_text(file, text, None)
    click.echo(f"Wrote {file}: {_count(len(standing.fresh))} accepted, for which {name} answers.")
    click.echo(f"Judge by it with: zoom-policy-lint audit --baseline {file}")
    return 0


def _changed(file: Path, before: bytes, run: "Run", standing: "Standing", owner: str | None, *, dry_run: bool) -> int:
    """Shrink the file that is there; with an owner, also accept what is new."""
    from zoom_policy_lint.accept.grown import changed_text, entry_of, in_order
    from zoom_policy_lint.cli.policy_edit import replace_text
    from zoom_policy_lint.ruleset.yaml_text import one_line

    gone, fresh = standing.unneeded(), in_order(standing.fresh)
    more = [entry_of(one, one_line(owner), run.as_of.isoformat()) for one in fresh] if owner else []
    replaced = tuple(standing.refused) if owner else ()
    old = before.decode("utf-8")
    text = changed_text(old, str(file), (*gone, *replaced), more)
    if text != old and not dry_run:
        replace_text(file, text, before)
    stay = len(standing.baseline.entries) - len(gone) - len(replaced)
    would = "would be " if dry_run else ""
    click.echo(
        f"{file}: {len(gone)} {would}taken out, {stay} {'stays' if stay == 1 else 'stay'}, {len(more)} {would}added."
    )
    if fresh and not owner:
        click.echo(
            f"{_count(len(fresh))} beside it {'is' if len(fresh) == 1 else 'are'} new and not accepted; put "
            f"{'it' if len(fresh) == 1 else 'them'} right, or accept with --grow --owner NAME.",
            err=True,
        )
        return EXIT_NEW
    return 0


def _count(number: int) -> str:
    return f"{number} finding{'' if number == 1 else 's'}"
