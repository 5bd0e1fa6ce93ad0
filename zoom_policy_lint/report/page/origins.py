"""What the report cannot tell, and how it was made: limits, versions, hashes, times."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zoom_policy_lint.model.run import Run
from zoom_policy_lint.model.words import Evidence
from zoom_policy_lint.report.outline import Outline
from zoom_policy_lint.report.page.reasons import title_of
from zoom_policy_lint.report.page.words import KINDS
from zoom_policy_lint.report.page.work import linked
from zoom_policy_lint.report.style import plural
from zoom_policy_lint.report.wording import listed, sentence, when

EXITS = {
    0: "0: nothing that counts fails, and nothing that counts is unknown",
    1: "1: at least one safeguard fails that is not accepted",
    3: "3: no full verdict, because something could not be read or is too old",
}
"""What an exit code means, in words."""

SIGNERS = ("Chair of governors", "Head teacher", "Designated safeguarding lead")
"""Who signs the printed report."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the report cannot tell: clauses (id, anchor) with limits of their own, hints, what was not looked at."""

    clauses: tuple[tuple[str, str], ...]
    inferred: tuple[str, ...]
    unseen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the report rests on; an identifier is to be read letter by letter."""

    label: str
    words: str
    identifier: bool = False


def limits(run: Run, shape: Outline, anchors: Mapping[str, str]) -> Limits:
    """What Zoom cannot show, what is a hint only, and what no rule looks at."""
    limited = linked((clause.id for clause in run.clauses if clause.limits), anchors)
    hints = [one.rule for one in run.rollups if one.worst.evidence is Evidence.INFERRED and not one.worst.advisory]
    return Limits(limited, tuple(title_of(run, rule) for rule in dict.fromkeys(hints)), tuple(_unseen(run, shape)))


def _unseen(run: Run, shape: Outline) -> Iterator[str]:
    yield from (f"Not looked at: {sentence(what)[:1].lower()}{sentence(what)[1:]}" for what in run.not_looked_at)
    for kind, clauses in shape.unjudged_kinds.items():
        yield f"{KINDS[kind]}: no rule looks at them yet for {listed(list(clauses))}, so these stay open."
    for why, rules in shape.left_out.items():
        yield f"{sentence(why)} This leaves out {plural(len(rules), 'safeguard')}."


def facts(run: Run) -> Iterator[Fact]:
    """What the report rests on."""
    yield Fact("Policy", run.policy.title)
    yield Fact("Policy id and version", f"{run.policy.id}, version {run.policy.version}")
    yield Fact("Policy files (SHA-256)", run.policy.sha256, identifier=True)
    yield Fact("Zoom account id", run.source.account_id, identifier=True)
    yield Fact("Read from Zoom", when(run.source.taken_at))
    yield Fact("Judged as of", run.as_of.isoformat())
    if run.part:
        yield Fact("Only this was judged", run.part)
    if run.memory:
        yield Fact("Id of this run", run.memory.run, identifier=True)
    yield Fact("Program", f"zoom-policy-lint {run.tool_version}")
    yield Fact("Exit code", EXITS.get(run.exit_code, str(run.exit_code)))
