"""What people have to answer now or soon, in words that take a head teacher ten minutes."""

import json
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import click

from zoom_policy_lint.cli import options as common
from zoom_policy_lint.model.registers import Due
from zoom_policy_lint.model.words import Check, Status

if TYPE_CHECKING:
    from zoom_policy_lint.model.finding import Finding
    from zoom_policy_lint.policy import Attestation, Policy

STATEMENT = "WHAT WAS DONE AND WHERE IT CAN BE LOOKED UP"
NAME = "NAME"
ROLE = "ROLE"
"""What stands in shown command lines in place of what only the person knows."""

_ANYBODY = "Anybody"


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing to answer: a clause's question, or findings of one rule under it. `last` is the newest answer."""

    due: Due
    text: str
    last: "Attestation | None"
    command: tuple[str, ...]
    findings: "tuple[Finding, ...]" = ()

    @property
    def role(self) -> str:
        """Who is asked."""
        return self.due.by_role or _ANYBODY


def show_due(policy_name: str | None, values: Mapping[str, Any], within: int, *, as_json: bool) -> None:
    """Print what is due on a day, or ends in the days after it."""
    from zoom_policy_lint.policy import load_policy

    if policy_name is None and not values["demo"]:
        raise click.UsageError("Name your policy's file with --policy FILE.")
    name = policy_name or common.default_policy()
    policy, as_of = load_policy(name, values["rule_folders"]), _day(values)
    listed = list(_asked(policy, name, values, as_of, within))
    click.echo(_json(listed, as_of) if as_json else "\n".join(_lines(listed, as_of)))


def _day(values: Mapping[str, Any]) -> date:
    from zoom_policy_lint.simulate.clock import DEMO_TIME

    found: date = values["as_of"] or (DEMO_TIME.date() if values["demo"] else common.today())
    return found


def _asked(policy: "Policy", name: str, values: Mapping[str, Any], as_of: date, within: int) -> Iterator[Asked]:
    from zoom_policy_lint.cli.known_run import judged
    from zoom_policy_lint.evaluate import registers_of

    if not (values["snapshot"] or values["demo"]):
        due, findings = registers_of(policy, as_of).due, list["Finding"]()
    else:
        with judged(name, values, as_of=as_of) as run:
            due = run.registers.due
            waiting = (one for one in run.findings() if one.status is Status.MANUAL and not one.advisory)
            findings = [one for one in waiting if one.check is not Check.ATTESTATION]
    own = ("--policy", name, *(word for folder in values["rule_folders"] for word in ("--rules", str(folder))))
    for one in (*_soon(due, as_of, within), *_later(policy, due, as_of, within)):
        yield _of_question(policy, own, one, as_of)
    alike: dict[tuple[str, str], list[Finding]] = {}
    for waiting_one in findings:
        if not _is_of_register(policy, waiting_one.rule):
            key = (_clause(policy, waiting_one), waiting_one.rule)
            alike.setdefault(key, []).append(waiting_one)
    yield from (_of_findings(policy, own, clause, found, as_of) for (clause, _), found in alike.items())


def _is_of_register(policy: "Policy", rule: str) -> bool:
    """Whether a rule judges by a register: the clause's own question stands for what waits there."""
    from zoom_policy_lint.ruleset import RegisterBody

    found = policy.rules.get(rule)
    return found is not None and isinstance(found.body, RegisterBody)


def _clause(policy: "Policy", finding: "Finding") -> str:
    return next((one for one in finding.clauses if one in policy.attest), finding.clauses[0])


def _soon(due: tuple[Due, ...], as_of: date, within: int) -> Iterator[Due]:
    """Without those whose answer holds for longer than was asked about."""
    return (one for one in due if one.until is None or one.until < as_of + timedelta(days=within + 1))


def _later(policy: "Policy", due: tuple[Due, ...], as_of: date, within: int) -> Iterator[Due]:
    """Questions whose answer ends beyond the usual days ahead, but within those that were asked about."""
    from zoom_policy_lint.evaluate.attested import asked

    known = {one.clause for one in due}
    for wanted in asked(policy):
        ends = [wanted.last_day(one) for one in policy.answers(wanted.clause) if wanted.holds(one, as_of)]
        if wanted.clause not in known and ends and max(ends) <= as_of + timedelta(days=within):
            why = f"The answer counts until {max(ends)} only."
            yield Due(wanted.clause, wanted.question, wanted.by_role, why, max(ends))


def _of_question(policy: "Policy", own: tuple[str, ...], due: Due, as_of: date) -> Asked:
    last = max(policy.answers(due.clause), key=lambda one: one.on, default=None)
    return Asked(due, _text(policy, due.clause), last, _command(policy, own, due.clause, as_of))


def _of_findings(policy: "Policy", own: tuple[str, ...], clause: str, findings: "list[Finding]", as_of: date) -> Asked:
    kind, names = findings[0].resource.level.words, "; ".join(one.resource.name for one in findings)
    about = f"About one {kind}: {names}." if len(findings) == 1 else f"About {len(findings)} ({kind}): {names}."
    due = Due(clause, findings[0].message, policy.wanted(clause).by_role, about)
    command = _command(policy, own, clause, as_of, [one.fingerprint for one in findings])
    return Asked(due, _text(policy, clause), None, command, tuple(findings))


def _text(policy: "Policy", clause: str) -> str:
    return next((one.text for one in policy.clauses if one.id == clause), "")


def _command(
    policy: "Policy", own: tuple[str, ...], clause: str, as_of: date, fingerprints: Sequence[str] = ()
) -> tuple[str, ...]:
    from zoom_policy_lint.policy.dates import months_later

    wanted = policy.wanted(clause)
    until = months_later(max(as_of, common.today()), wanted.every_months or 12) - timedelta(days=1)
    finding = (word for one in fingerprints for word in ("--finding", one))
    return (
        *("zoom-policy-lint", "attest", clause, *finding, *own),
        *("--by", NAME, "--role", wanted.by_role or ROLE, "--statement", STATEMENT, "--valid-until", str(until)),
    )


def _lines(listed: list[Asked], as_of: date) -> Iterator[str]:
    from zoom_policy_lint.policy.files import shipped_names

    if not listed:
        yield f"Nothing is due on {as_of}."
        return
    yield f"Waiting for an answer on {as_of}: {len(listed)}."
    yield f"Put in your own words for “{STATEMENT}” and “{NAME}”, between the quotes, and name no child."
    yield 'Use none of " $ ` and \\ in them.'
    if listed[0].command[listed[0].command.index("--policy") + 1] in shipped_names():
        yield "This policy came with the program: answers go into one of your own, which “policy init” writes."
    number = 0
    from zoom_policy_lint.evaluate.registers import CANNOT_COUNT

    idle = [one for one in listed if one.due.why.startswith(CANNOT_COUNT)]
    open_ = [one for one in listed if one not in idle]
    parts = [(role, [one for one in open_ if one.role == role]) for role in dict.fromkeys(one.role for one in open_)]
    for title, mine in (*parts, *([("First put right", idle)] if idle else [])):
        yield from ("", f"{title}: {len(mine)}")
        for one in mine:
            number += 1
            yield from ("", *_entry(number, one, answerable=one not in idle))


def _entry(number: int, one: Asked, *, answerable: bool) -> Iterator[str]:
    import textwrap

    from zoom_policy_lint.report.plain import plain

    margin = " " * (len(str(number)) + 2)
    said = [
        f"{number}. {one.due.clause}: {one.text}",
        f"Question: {one.due.question}",
        one.due.why,
    ]
    if one.last is not None:
        last = one.last
        said.append(f"Last answer: {last.by_name} ({last.by_role}) on {last.on}: “{last.statement}”")
    whole: dict[str, Any] = {"subsequent_indent": margin, "break_long_words": False, "break_on_hyphens": False}
    for index, line in enumerate(said):
        yield textwrap.fill(plain(line), 100, initial_indent=margin if index else "", **whole)
    if answerable:
        yield f"{margin}{plain(_pasted(one.command))}"


def _pasted(command: tuple[str, ...]) -> str:
    """A command line in which words to fill in stand between double quotes, where apostrophes do no harm."""
    filled = (NAME, ROLE, STATEMENT)
    return " ".join(f'"{word}"' if word in filled else shlex.quote(word) for word in command)


def _json(listed: list[Asked], as_of: date) -> str:
    return json.dumps(
        {"as_of": as_of.isoformat(), "due": [_object(one) for one in listed]}, indent=2, ensure_ascii=False
    )


def _object(one: Asked) -> dict[str, Any]:
    last = one.last and {
        "statement": one.last.statement,
        "by": {"name": one.last.by_name, "role": one.last.by_role},
        "on": one.last.on.isoformat(),
        "valid_until": one.last.valid_until.isoformat(),
    }
    return {
        "clause": one.due.clause,
        "text": one.text,
        "question": one.due.question,
        "by_role": one.due.by_role,
        "why": one.due.why,
        "until": one.due.until and one.due.until.isoformat(),
        "findings": [finding.fingerprint for finding in one.findings],
        "last_answer": last,
        "command": list(one.command),
    }
