"""What the outputs of a comparison of two policies show, and the words that they share.

A is the first of the two policies, B the second, in every output for people.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from zoom_policy_lint.catalogue import setting
from zoom_policy_lint.evaluate.compare import Comparison
from zoom_policy_lint.evaluate.conflicts import kinds_of
from zoom_policy_lint.evaluate.evidence import SETTING, Spot
from zoom_policy_lint.evaluate.pulls import Pull
from zoom_policy_lint.model.clause import ClauseResult, Conflict
from zoom_policy_lint.model.run import Run
from zoom_policy_lint.model.words import Level, Reason, Status
from zoom_policy_lint.report import wording
from zoom_policy_lint.report.plain import shorten
from zoom_policy_lint.report.style import CLAUSE, plural, standing

NAMES = ("A", "B")
"""What the two policies are called."""

SIDE_BY_SIDE = "The clauses side by side"
SIDE_BY_SIDE_HELP = (
    "Every clause of A in its order; below each, the clauses of B that rest on the same evidence: the same rule, or "
    "rules on the same setting. “—” stands where there are none."
)
CONTRARY = "Where the two pull against each other"
CONTRARY_HELP = "No value is right by both: whoever does as one of them asks goes against the other. Decide first."
STRICTER = "Where one asks for more than the other"
STRICTER_HELP = "Right by one and wrong by the other today, but both can be right at once."
NAMED = "Conflicts that a policy names itself, and that no setting above shows"
NAMED_HELP = "The policy's own words about a clause of the other one, whatever the verdicts."
_WANTED = 120
"""Characters of what is wanted."""

NO_PULLS = "Nothing in this account is right by one policy and wrong by the other."


@dataclass(frozen=True, slots=True)
class Named:
    """A conflict that a clause names: whose it is (0 or 1), the clause, what it says, and what it is against."""

    side: int
    clause: str
    conflict: Conflict
    against: tuple[str, ...]

    def __str__(self) -> str:
        kinds = kinds_of(self.conflict)
        other = f" against {NAMES[1 - self.side]}, {', '.join(self.against)}" if self.against else ""
        what = f"{self.conflict.strength} conflict, {kinds}"
        return f"{NAMES[self.side]}, {self.clause}{other} ({what}): {self.conflict.because.strip()}"


@dataclass(frozen=True, slots=True)
class Shape:
    """What a comparison shows, in order.

    `rows` are the clauses of A, each with those of B beside it; `rest` are the clauses of B that stand beside none.
    `contrary` are values for which nothing is right by both, `stricter` those where one only asks for more; both are
    in the order of A's clauses. `named` are conflicts that a policy names with clauses of the other, beyond these.
    """

    rows: tuple[tuple[ClauseResult, tuple[ClauseResult, ...]], ...]
    rest: tuple[ClauseResult, ...]
    contrary: tuple[Pull, ...]
    stricter: tuple[Pull, ...]
    named: tuple[Named, ...]


def shape(comparison: Comparison) -> Shape:
    """Puts the clauses of both policies beside each other."""
    first, second = (run.clauses for run in comparison.runs)
    beside: dict[str, set[str]] = {}
    for pair in comparison.beside:
        beside.setdefault(pair.first, set()).add(pair.second)
    paired = set().union(*beside.values())
    ordered = _in_order(comparison.pulls, first)
    told = {one.clause for pull in ordered for one in written(comparison, pull)}
    return Shape(
        rows=tuple((one, tuple(other for other in second if other.id in beside.get(one.id, ()))) for one in first),
        rest=tuple(other for other in second if other.id not in paired),
        contrary=tuple(pull for pull in ordered if not pull.can_agree),
        stricter=tuple(pull for pull in ordered if pull.can_agree),
        named=tuple(
            one for side in (0, 1) for one in named(comparison, side) if one.against and one.clause not in told
        ),
    )


def _in_order(pulls: tuple[Pull, ...], clauses: tuple[ClauseResult, ...]) -> list[Pull]:
    place = {clause.id: index for index, clause in enumerate(clauses)}
    last = len(place)
    return sorted(pulls, key=lambda pull: min((place[id_] for id_ in pull.asked[0].clauses), default=last))


def rest_title(one: Shape) -> str:
    """The heading above the clauses of B that stand beside none of A's."""
    return f"{plural(len(one.rest), 'clause')} of B without a counterpart in A"


def verdicts(run: Run) -> str:
    """`3 clauses: 1 not met, 2 met`."""
    found = Counter(map(standing, run.clauses))
    told = ", ".join(f"{found[how]} {look.word}" for how, look in CLAUSE.items() if found[how])
    return f"{plural(len(run.clauses), 'clause')}: {told}" if told else "no clauses"


def findings(run: Run) -> str:
    """`5 findings fail, 2 could not be judged, 1 waits for a person`; findings beyond the policy do not count."""
    found = run.summary.findings
    failed, unknown, manual = (found.get(status, 0) for status in (Status.FAIL, Status.UNKNOWN, Status.MANUAL))
    parts = [f"{plural(failed, 'finding')} fail{'s' if failed == 1 else ''}" if failed else "no finding fails"]
    parts += [f"{unknown} could not be judged{_not_pulled(run, unknown)}"] if unknown else []
    parts += [f"{manual} wait{'s' if manual == 1 else ''} for a person"] if manual else []
    return ", ".join(parts)


def _not_pulled(run: Run, unknown: int) -> str:
    """How much of what is unknown is so because the snapshot was taken for something else."""
    ours = (rollup for rollup in run.rollups if not run.rules[rollup.rule].advisory)
    count = sum(rollup.unknown.get(Reason.NOT_PULLED, 0) for rollup in ours)
    some = "" if count == unknown else f"{count} of them "
    return f" ({some}because the snapshot was not pulled for this policy)" if count else ""


def origin(run: Run) -> str:
    """Which account was read when, and the day of the comparison."""
    source = wording.SOURCES.get(run.source.kind, run.source.kind)
    return f"{source} {run.source.account_id} · read {wording.when(run.source.taken_at)} · as of {run.as_of}"


def subject(spot: Spot) -> tuple[str, str]:
    """The value that two rules are about: what the catalogue says of a setting, and its key; a field, and no key."""
    kind, name = spot
    row = setting(name) if kind == SETTING else None
    return (row.summary.removesuffix("."), name) if row else (f"“{name}” of a {kind}", "")


def asks(pull: Pull, side: int) -> str:
    """What a policy wants the value to be, by which rule, for which clauses."""
    asked = pull.asked[side]
    clauses = f", {', '.join(asked.clauses)}" if asked.clauses else ""
    return f"wants {shorten(asked.wanted, _WANTED)} (“{asked.title}”{clauses})"


def right_by(pull: Pull, side: int) -> str:
    """`the account, 5 groups and 27 users`; empty where nothing is right by this policy alone."""
    counts = pull.right_by[side]
    return _joined([_counted(level, counts[level]) for level in Level if counts.get(level)])


def _counted(level: Level, count: int) -> str:
    return "the account" if level is Level.ACCOUNT else wording.level(level, count)


def _joined(words: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def written(comparison: Comparison, pull: Pull) -> Iterator[Named]:
    """What the clauses under a pull say themselves of what they pull against."""
    for side in (0, 1):
        yield from (one for one in named(comparison, side) if one.clause in pull.asked[side].clauses)


def named(comparison: Comparison, side: int) -> Iterator[Named]:
    """Every conflict that the clauses of a policy name, with the clauses of the other policy that it is about."""
    other = comparison.runs[1 - side].policy.id
    for clause in comparison.runs[side].clauses:
        if clause.conflict is not None:
            yield Named(side, clause.id, clause.conflict, clause.conflict.against.get(other, ()))
