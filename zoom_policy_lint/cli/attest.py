"""`attest`: record a person's dated statement, or list what people still have to answer."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zoom_policy_lint.cli import options as common
from zoom_policy_lint.cli.known_run import run_options
from zoom_policy_lint.cli.policy_edit import dry_run_option, own_policy_option
from zoom_policy_lint.model.words import Check, Status

if TYPE_CHECKING:
    from zoom_policy_lint.cli.known_run import KnownRun
    from zoom_policy_lint.policy import Attest, Policy

DAYS_AHEAD = 30

_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}$")
"""How the name of a file ends."""


@click.command()
@click.argument("clause", required=False)
@click.option("--due", is_flag=True, help="List what people have to answer now or soon, and how to record each answer.")
@click.option(
    "--within", type=click.IntRange(min=0), metavar="DAYS", help=f"With --due: how far to look ahead. [{DAYS_AHEAD}]"
)
@click.option("--as-of", callback=common.day, metavar="DATE", help="With --due: as of that day. [today]")
@click.option(
    "-f", "--format", "form", type=click.Choice(["table", "json"]), help="With --due: how to show it. [table]"
)
@click.option("--statement", metavar="TEXT", help="What was done, and where it can be looked up. Name no child.")
@click.option("--by", metavar="NAME", help="Who states it.")
@click.option("--role", metavar="ROLE", help="That person's role, as the policy asks for it.")
@click.option("--on", callback=common.day, metavar="DATE", help="The day of the statement. [today]")
@click.option("--valid-until", metavar="DATE", help="The last day on which it counts.")
@click.option(
    "--evidence", metavar="FILE|TEXT", help="Where it can be checked: a file, kept with its checksum, or words."
)
@click.option(
    "--finding", "findings", multiple=True, metavar="FINGERPRINT", help="A finding that it answers (repeatable)."
)
@click.option("--unseen", is_flag=True, help="Write it although a finding is not there, or waits for nobody.")
@own_policy_option
@run_options
@dry_run_option
def attest(clause: str | None, policy_name: str | None, due: bool, **values: Any) -> None:  # noqa: FBT001 - click's way
    """Record what a person states about CLAUSE, in the policy's file, whose comments and layout stay.

    All of statement, name, role and last day must be said. With --due, list the questions that wait for an answer.
    """
    if due:
        _list_due(clause, policy_name, values)
        return
    for option in ("within", "as_of", "form"):
        if values[option] is not None:
            raise click.UsageError("--within, --as-of and -f go with --due.")
    _record(clause, policy_name, values)


def _list_due(clause: str | None, policy_name: str | None, values: dict[str, Any]) -> None:
    from zoom_policy_lint.cli.attest_due import show_due

    given = [name for name in ("statement", "by", "role", "on", "valid_until", "evidence", "findings") if values[name]]
    if clause or given:
        raise click.UsageError("--due lists what is to be answered; leave it out to record an answer.")
    within = DAYS_AHEAD if values["within"] is None else values["within"]
    show_due(policy_name, values, within, as_json=values["form"] == "json")


def _record(clause: str | None, policy_name: str | None, values: dict[str, Any]) -> None:
    from zoom_policy_lint.cli.known_run import known_run
    from zoom_policy_lint.cli.policy_edit import last_day, load_own, needed, own_policy, write_entry

    said = {name: values[name.removeprefix("--").replace("-", "_")] for name in ("--statement", "--by", "--role")}
    needed({"CLAUSE": clause, **said, "--valid-until": values["valid_until"], "--policy": policy_name})
    name, today = own_policy(policy_name), common.today()
    policy = load_own(name, values["rule_folders"])
    wanted = _asked(policy, clause or "", values)
    on = values["on"] or today
    until = last_day("--valid-until", values["valid_until"], today, wanted.every_months or 12)
    _check(wanted, values, (on, until), today)
    run = known_run(name, policy, values) if values["findings"] or values["snapshot"] or values["demo"] else None
    values["findings"] = _fingerprints(values["findings"], wanted.clause, run, unseen=values["unseen"])
    item = _item(wanted, values, name, (on, until))
    _refuse_twice(policy, item, wanted)
    written = write_entry(name, "attestations", item, values["rule_folders"], dry_run=values["dry_run"])
    click.echo(written.shown(dry_run=values["dry_run"]))
    click.echo(_until(wanted, on, until))
    if "evidence" in item:
        kept = "named as a file, with its checksum" if isinstance(item["evidence"], dict) else "kept as words"
        click.echo(f"The evidence is {kept}.")
    for rule in _contradicting(wanted, run):
        click.echo(f"Note: it would be void today, because a rule that contradicts it fails ({rule}).", err=True)


def _asked(policy: "Policy", clause: str, values: dict[str, Any]) -> "Attest":
    """The question on the clause. Raises UsageError where there is none to answer."""
    from zoom_policy_lint.ruleset.structure import nearest

    ids = {one.id.casefold(): one.id for one in policy.clauses}
    id_ = ids.get(clause.casefold())
    if id_ is None:
        raise click.UsageError(f"There is no clause “{clause}” in this policy; {nearest(clause, list(ids.values()))}")
    if id_ not in policy.attest and not values["findings"]:
        raise click.UsageError(
            f"The policy asks no question on {id_}, so a statement would answer nothing. “policy coverage” shows what "
            f"is asked; --finding names single findings to answer."
        )
    wanted = policy.wanted(id_)
    register = policy.register_of(wanted)
    if register is not None and not values["findings"]:
        raise click.UsageError(f"The register {register.name} answers the question on {id_}; put it right there.")
    return wanted


def _check(wanted: "Attest", values: dict[str, Any], days: tuple[date, date], today: date) -> None:
    """Raises UsageError where the statement would not count, or is none."""
    on, until = days
    from zoom_policy_lint.cli.attest_due import NAME, ROLE, STATEMENT

    words = {values[name].strip() for name in ("statement", "by", "role")}
    if STATEMENT in values["statement"] or words & {NAME, ROLE, "...", "…"}:
        raise click.UsageError("Put what was done, and who says so, in place of the words in capital letters.")
    if on > today:
        raise click.UsageError(f"--on {on} is still to come (today is {today}); nobody can have stated it yet.")
    if (end := wanted.last_day(_dated(wanted, on, until))) < today:
        raise click.UsageError(
            f"--on {on}: such a statement counts until {end} only, so it would never count; ask again, and record the "
            "new answer."
        )
    if wanted.by_role and not wanted.accepts(_probe(wanted, values["role"], on)):
        raise click.UsageError(
            f"A statement by “{values['role']}” would not count: the policy wants it from {wanted.by_role}.\n"
            f"The question on {wanted.clause}: {wanted.question}"
        )


def _probe(wanted: "Attest", role: str, on: date) -> Any:
    from zoom_policy_lint.policy import Attestation

    return Attestation(wanted.clause, "", "", role, on, on)


def _item(wanted: "Attest", values: dict[str, Any], policy: str, days: tuple[date, date]) -> dict[str, Any]:
    """The entry of the policy's file."""
    from zoom_policy_lint.ruleset.yaml_text import one_line

    item: dict[str, Any] = {"clause": wanted.clause}
    if values["findings"]:
        item["findings"] = values["findings"]
    item["statement"] = one_line(values["statement"])
    item["by"] = {"name": one_line(values["by"]), "role": one_line(values["role"])}
    item |= {"on": days[0].isoformat(), "valid_until": days[1].isoformat()}
    if values["evidence"]:
        item["evidence"] = _evidence(values["evidence"], policy)
    return item


def _fingerprints(given: Sequence[str], clause: str, run: "KnownRun | None", *, unseen: bool) -> list[str]:
    """The findings that are meant, looked up where a run is at hand: they must wait for a person under the clause."""
    found = [one.strip().lower() for one in given]
    if run is not None and not unseen:
        return list(dict.fromkeys(_waiting(one, clause, run) for one in found))
    for one in found:
        if len(one) != 16 or set(one) - set("0123456789abcdef"):  # noqa: PLR2004 - digits of a fingerprint
            raise click.UsageError(f"“{one}” is no fingerprint: write its 16 hexadecimal digits, from “audit -f json”.")
    if found and run is None:
        click.echo("Note: nobody looked whether there is such a finding; --snapshot FILE would tell.", err=True)
    return list(dict.fromkeys(found))


def _waiting(fingerprint: str, clause: str, run: "KnownRun") -> str:
    finding = run.named(fingerprint)
    if finding.status is not Status.MANUAL or clause not in finding.clauses or finding.check is Check.ATTESTATION:
        raise click.UsageError(
            f"The finding {finding.fingerprint} ({finding.rule}) does not wait for a person under {clause} in "
            f"{run.name}; “attest --due --snapshot FILE” lists those that do. Say --unseen to write it all the same."
        )
    return finding.fingerprint


def _contradicting(wanted: "Attest", run: "KnownRun | None") -> Iterator[str]:
    failing = {one.rule for one in run.findings if one.status is Status.FAIL} if run else set[str]()
    return (rule for rule in wanted.contradicted_by if rule in failing)


def _evidence(text: str, policy: str) -> str | dict[str, str]:
    """A file with its checksum, named as seen from the list that will hold it; other words as they stand."""
    import os

    from zoom_policy_lint.cli.policy_edit import list_file
    from zoom_policy_lint.policy.evidence import checksum
    from zoom_policy_lint.policy.paths import is_there
    from zoom_policy_lint.ruleset.yaml_text import one_line

    path, list_ = Path(text), list_file(Path(policy), "attestations").resolve()
    if is_there(path) and path.resolve() in (list_, Path(policy).resolve()):
        raise click.UsageError(f"--evidence {text} is the file that this command changes; name another one.")
    if not is_there(path):
        _refuse_lost_file(text)
        return one_line(text)
    found = checksum(path)
    if found is None:
        raise click.UsageError(f"--evidence {text} cannot be read; name a file that you may read.")
    folder = list_.parent
    try:
        name = os.path.relpath(path.resolve(), folder)
    except ValueError:  # another drive
        name = str(path.resolve())
    return {"file": Path(name).as_posix(), "sha256": found}


def _refuse_lost_file(text: str) -> None:
    """What looks like a file's name and is none was surely meant to be one."""
    looks_like_one = (_SUFFIX.search(text.strip()) or "/" in text or "\\" in text) and "://" not in text
    if looks_like_one:
        raise click.UsageError(f"There is no file {text}. Look at its name and folder, or write --evidence in words.")


def _refuse_twice(policy: "Policy", item: dict[str, Any], wanted: "Attest") -> None:
    on, until = date.fromisoformat(item["on"]), date.fromisoformat(item["valid_until"])
    for other in policy.attestations:
        same = (other.clause, list(other.findings)) == (wanted.clause, item.get("findings", []))
        if same and other.on == on and other.valid_until >= until and wanted.holds(other, on):
            raise click.UsageError(
                f"{other.by_name} stated this on {on} already, until {other.valid_until}; nothing is to be added."
            )


def _until(wanted: "Attest", on: date, until: date) -> str:
    end = wanted.last_day(_dated(wanted, on, until))
    if end < until:
        return f"It counts until {end} only, since the policy asks again every {wanted.every_months} months."
    return f"It counts until {end}."


def _dated(wanted: "Attest", on: date, until: date) -> Any:
    from zoom_policy_lint.policy import Attestation

    return Attestation(wanted.clause, "", "", wanted.by_role, on, until)
