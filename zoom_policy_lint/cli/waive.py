"""`waive`: accept an exception, with a reason, somebody who answers for it, and an end."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from zoom_policy_lint.cli import options as common
from zoom_policy_lint.cli.known_run import run_options
from zoom_policy_lint.cli.policy_edit import dry_run_option, own_policy_option
from zoom_policy_lint.model.words import Level, Status

if TYPE_CHECKING:
    from zoom_policy_lint.cli.known_run import KnownRun
    from zoom_policy_lint.model.finding import Finding
    from zoom_policy_lint.policy import Policy, Waiver
    from zoom_policy_lint.ruleset import Rule

_MOST_YEARS = 5
_LEVELS = ("account", "group", "user", "role", "domain", "meeting", "recording")


@dataclass(frozen=True, slots=True)
class Exempt:
    """What is accepted: a rule for one resource, by its name or id, and what narrows it."""

    rule: str
    level: Level
    resource: str
    check: str | None = None
    status: str | None = None


@click.command()
@click.argument("rule", required=False)
@click.argument("resource", required=False)
@click.option("--finding", metavar="FINGERPRINT", help="The finding to accept, in place of RULE and RESOURCE.")
@click.option("--reason", metavar="TEXT", help="Why it is accepted. Name no child.")
@click.option("--approver", metavar="NAME", help="Who approved it.")
@click.option("--expires", metavar="DATE", help="The last day on which it holds.")
@click.option("--from", "start", callback=common.day, metavar="DATE", help="The first day. [today]")
@click.option(
    "--check",
    type=click.Choice(["value", "lock", "text", "time", "all"]),
    help="Only findings of this kind. [what is covered today]",
)
@click.option(
    "--status",
    type=click.Choice(["fail", "unknown", "all"]),
    help="Only while it fails, or only while it is unknown. [unknown, where it only is that today]",
)
@click.option("--unseen", is_flag=True, help="Write it although the resource was not found, or nothing is covered.")
@own_policy_option
@run_options
@dry_run_option
def waive(policy_name: str | None, **values: Any) -> None:
    """Accept an exception: RULE for RESOURCE, which is “account”, or LEVEL:NAME such as user:senco@school.example.

    All of reason, approver and last day must be said. It is written into the policy's file, whose comments and layout
    stay. The finding is then waived; its clause is not met by that.
    """
    from zoom_policy_lint.cli.known_run import known_run
    from zoom_policy_lint.cli.policy_edit import last_day, load_own, needed, own_policy, write_entry
    from zoom_policy_lint.cli.waive_cover import covered_words, narrowed, refuse_twice

    about = {} if values["finding"] else {"RULE": values["rule"], "RESOURCE": values["resource"]}
    needed(
        about | {f"--{name}": values[name] for name in ("reason", "approver", "expires")} | {"--policy": policy_name}
    )
    name = own_policy(policy_name)
    expires = last_day("--expires", values["expires"], common.today(), 6)
    _check_end(expires)
    values["start"] = values["start"] or _first_day(values)
    _check_start(values["start"], expires)
    policy = load_own(name, values["rule_folders"])
    run = known_run(name, policy, values)
    exempt = _of_finding(run, values) if values["finding"] else _of_words(policy, run, values)
    waiver = _waiver(exempt, values, expires)
    if run is not None:
        waiver = narrowed(waiver, run, values)
    refuse_twice(policy, waiver, name, run)
    written = write_entry(name, "waivers", _item(waiver), values["rule_folders"], dry_run=values["dry_run"])
    click.echo(written.shown(dry_run=values["dry_run"]))
    click.echo(f"It holds until {expires}.{covered_words(run, waiver)}")
    _warn(waiver)


def _first_day(values: dict[str, Any]) -> date:
    """Today; of the demo school, whose days stand still, no later than those."""
    from zoom_policy_lint.simulate.clock import DEMO_TIME

    return min(common.today(), DEMO_TIME.date()) if values["demo"] else common.today()


def _check_end(expires: date) -> None:
    if expires.year > common.today().year + _MOST_YEARS:
        raise click.UsageError(
            f"--expires {expires} is more than {_MOST_YEARS} years ahead, as good as never; write an earlier day, so "
            "that somebody looks at it again."
        )


def _check_start(start: date, expires: date) -> None:
    if start > expires:
        raise click.UsageError(f"--from {start} is after --expires {expires}; swap them, or correct one.")


def _of_finding(run: "KnownRun | None", values: dict[str, Any]) -> Exempt:
    if values["rule"] or values["resource"]:
        raise click.UsageError("--finding stands in place of RULE and RESOURCE; leave out one or the other.")
    if run is None:
        raise click.UsageError("--finding needs a run to look it up in: --snapshot FILE, --demo, or a history of runs.")
    found = run.named(values["finding"])
    if found.status not in (Status.FAIL, Status.UNKNOWN):
        hint = " “zoom-policy-lint attest” answers what waits for a person." if found.status is Status.MANUAL else ""
        raise click.UsageError(f"There is nothing to accept: the finding is {found.status.replace('_', ' ')}.{hint}")
    unknown = "unknown" if found.status is Status.UNKNOWN else None
    named = _exact_name(found, run)
    return Exempt(
        found.rule, found.resource.level, named, values["check"] or str(found.check), values["status"] or unknown
    )


def _exact_name(finding: "Finding", run: "KnownRun") -> str:
    """What people call the resource, where no other is called so; of meetings and recordings the id."""
    resource = finding.resource
    if resource.level in (Level.MEETING, Level.RECORDING, Level.ACCOUNT):
        return resource.id
    alike = [id_ for id_, name in run.resources(resource.level).items() if name.lower() == resource.name.lower()]
    return resource.name if len(alike) == 1 else resource.id


def _of_words(policy: "Policy", run: "KnownRun | None", values: dict[str, Any]) -> Exempt:
    rule = _rule(policy, values["rule"])
    level, resource = _resource(values["resource"])
    if level is not Level.ACCOUNT and level not in rule.levels:
        judged = ", ".join(one.words for one in rule.levels)
        raise click.UsageError(f"The rule {rule.id} says nothing of a {level.words}; it judges: {judged}.")
    if level is not Level.ACCOUNT and not values["unseen"]:
        _look_up(run, level, resource)
    return Exempt(rule.id, level, resource, values["check"], values["status"])


def _rule(policy: "Policy", name: str) -> "Rule":
    from zoom_policy_lint.ruleset.structure import nearest

    rules = {**policy.rules, **policy.advisory}
    known = {id_: rule for rule in rules.values() for id_ in (*rule.aliases, rule.id)}
    if name not in known:
        raise click.UsageError(f"There is no rule “{name}” in this policy; {nearest(name, list(known))}")
    return known[name]


def _resource(text: str) -> tuple[Level, str]:
    """The level and the name or id in `account` or LEVEL:NAME."""
    from zoom_policy_lint.ruleset.yaml_text import one_line

    level, colon, name = text.partition(":")
    if text in ("account", "account:account"):
        return Level.ACCOUNT, "account"
    if not colon or level not in _LEVELS[1:] or not one_line(name):
        raise click.UsageError(
            f"RESOURCE “{text}” is not understood: write account, or one of {', '.join(_LEVELS[1:])} with a name or "
            "id after a colon, such as user:senco@school.example."
        )
    return Level(level), one_line(name)


def _look_up(run: "KnownRun | None", level: Level, resource: str) -> None:
    """Raises UsageError where a run is at hand that does not speak of the resource."""
    from zoom_policy_lint.ruleset.structure import nearest

    if run is None:
        click.echo(
            f"Note: nobody looked whether there is a {level.words} “{resource}”; --snapshot FILE would tell.", err=True
        )
        return
    known = run.resources(level)
    names = {*known} if level in (Level.MEETING, Level.RECORDING) else {*known, *known.values()}
    if resource.lower() not in {name.lower() for name in names}:
        near = nearest(resource, sorted(names))
        hint = f"; {near}" if near.startswith("did you mean") else "."  # never a list of everybody
        raise click.UsageError(
            f"There is no {level.words} “{resource}” in {run.name}{hint} Say --unseen to write it all the same."
        )


def _waiver(exempt: Exempt, values: dict[str, Any], expires: date) -> "Waiver":
    from zoom_policy_lint.model.words import Check
    from zoom_policy_lint.policy import Waiver
    from zoom_policy_lint.ruleset.yaml_text import one_line

    return Waiver(
        rule=exempt.rule,
        level=exempt.level,
        resource=exempt.resource,
        reason=one_line(values["reason"]),
        approver=one_line(values["approver"]),
        start=values["start"],
        expires=expires,
        check=Check(exempt.check) if exempt.check not in (None, "all") else None,
        status=Status(exempt.status) if exempt.status not in (None, "all") else None,
    )


def _item(waiver: "Waiver") -> dict[str, Any]:
    """The entry of the policy's file."""
    resource = "account" if waiver.level is Level.ACCOUNT else {str(waiver.level): waiver.resource}
    said = {
        "rule": waiver.rule,
        "resource": resource,
        "check": waiver.check and str(waiver.check),
        "status": waiver.status and str(waiver.status),
        "reason": waiver.reason,
        "approver": waiver.approver,
        "from": waiver.start.isoformat(),
        "expires": waiver.expires.isoformat(),
    }
    return {key: value for key, value in said.items() if value is not None}


def _warn(waiver: "Waiver") -> None:
    """What to think about."""
    from zoom_policy_lint.evaluate.accept_notes import waiver_notes

    for note in waiver_notes([waiver], None, max(waiver.start, common.today())):
        click.echo(f"Note: {note}", err=True)
