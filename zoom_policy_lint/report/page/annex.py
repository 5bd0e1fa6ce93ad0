"""The annex for the IT lead: exact settings, values, clicks and requests. The only part that names members of staff.

Names stand only in fields that are marked; a pupil's account is never among them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from zoom_policy_lint.model.run import RollUp, Run
from zoom_policy_lint.model.words import Check, Level, Status
from zoom_policy_lint.report import wording
from zoom_policy_lint.report.guide import request_line, sendings, to_click
from zoom_policy_lint.report.outline import Outline, Safeguard
from zoom_policy_lint.report.page.clean import NAMED
from zoom_policy_lint.report.page.counts import unread
from zoom_policy_lint.report.page.reasons import by_rule, title_of
from zoom_policy_lint.report.page.registers import whom
from zoom_policy_lint.report.page.words import SEVERITIES, STATUSES, VALIDITIES, Look, date_words
from zoom_policy_lint.report.page.work import harmless, linked
from zoom_policy_lint.report.sentences import who
from zoom_policy_lint.report.values import value
from zoom_policy_lint.report.wording import sentence

_DECIDE = "The governors decide first. No change is proposed."

_LINE = 10_000
"""Characters up to which a request stays without spaces; the page breaks lines itself."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found at one level: for whom, what it is and what holds it, and by name for whom."""

    said: str
    names: str = field(metadata=NAMED)


@dataclass(frozen=True, slots=True)
class AnnexLine:
    """One setting: its key, or what is meant without; what it must be (empty: as the title says); what was found."""

    key: str
    about: str
    expected: str
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class AnnexItem:
    """One safeguard that fails or is not known: all that the IT lead needs to put it right; `anchor` is its own."""

    look: Look
    severity: Look
    title: str
    rule: str
    clauses: tuple[tuple[str, str], ...]
    lines: tuple[AnnexLine, ...]
    steps: tuple[str, ...]
    requests: tuple[str, ...]
    command: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class ApprovedBy:
    """Who approved an exception."""

    look: Look
    rule: str
    whom: str
    until: str
    approver: str = field(metadata=NAMED)


@dataclass(frozen=True, slots=True)
class StatedBy:
    """Who gave a statement, and the hash of the evidence that was kept."""

    look: Look
    clause: tuple[str, str]
    role: str
    on: str
    sha256: str
    name: str = field(metadata=NAMED)


@dataclass(frozen=True, slots=True)
class AnnexView:
    """The safeguards, the worst first, then those who approved and stated something."""

    items: tuple[AnnexItem, ...]
    approved: tuple[ApprovedBy, ...]
    stated: tuple[StatedBy, ...]


def annex(run: Run, shape: Outline, anchors: Mapping[str, str]) -> AnnexView:
    """Everything that fails or is unknown, what the baseline accepts included, recommendations aside.

    Where somebody decides first, neither clicks nor requests are proposed.
    """
    undecided = frozenset(one.rule for one in shape.undecided)
    wanted = [one for one in run.rollups if one.worst.status in _OPEN and not one.worst.advisory]
    items = [_item(run, rule, rollups, anchors, decide=rule in undecided) for rule, rollups in by_rule(wanted).items()]
    order = [*STATUSES.values(), *SEVERITIES.values()]
    place = {one.rule: number for number, one in enumerate(shape.failing)}
    items.sort(key=lambda one: (order.index(one.look), order.index(one.severity), place.get(one.rule, len(place))))
    placed = tuple(replace(one, anchor=f"item-{place}") for place, one in enumerate(items, start=1))
    return AnnexView(placed, _approved(run), _stated(run, anchors))


def places(view: AnnexView) -> Mapping[str, tuple[str, str]]:
    """Where in the annex each rule stands: name and anchor."""
    return {one.rule: (f"Annex {place}", one.anchor) for place, one in enumerate(view.items, start=1)}


_OPEN = (Status.FAIL, Status.UNKNOWN)


def _item(run: Run, rule: str, rollups: list[RollUp], anchors: Mapping[str, str], *, decide: bool) -> AnnexItem:
    ordered = sorted(rollups, key=lambda one: (_OPEN.index(one.worst.status), one.check is Check.LOCK, one.level.rank))
    first = ordered[0].worst
    severity = max((one.worst.severity for one in ordered), key=lambda severity: severity.rank)
    failing = tuple(one for one in ordered if one.worst.status is Status.FAIL)
    safeguard = Safeguard(rule, title_of(run, rule), first.clauses, severity, failing)
    return AnnexItem(
        STATUSES[first.status],
        SEVERITIES[severity],
        safeguard.title,
        rule,
        linked(first.clauses, anchors),
        tuple(_lines(ordered)),
        (_DECIDE,) if decide else to_click(safeguard),
        () if decide else tuple(request_line(one.request, _LINE) for one in sendings(safeguard)),
        f"zoom-policy-lint findings show {first.fingerprint}",
    )


def _lines(rollups: Iterable[RollUp]) -> Iterator[AnnexLine]:
    """A line for each setting and what it must be; a lock stands with its setting."""
    grouped: dict[tuple[str, str], list[RollUp]] = {}
    for one in rollups:
        about = one.setting or one.level.words
        lock = one.check is Check.LOCK and next((key for key in grouped if key[0] == about), None)
        grouped.setdefault(lock or (about, _expected(one)), []).append(one)
    for (about, expected), group in grouped.items():
        locked = any(one.check is Check.LOCK for one in group)
        wanted = " and ".join(filter(None, [expected, "locked" if locked else ""]))
        key = about if group[0].setting else ""
        yield AnnexLine(key, "" if key else f"Each {about}", wanted, tuple(map(_found, group)))


def _found(rollup: RollUp) -> Found:
    unlocked = rollup.check is Check.LOCK and rollup.worst.status is Status.FAIL
    current = "not locked" if unlocked else _current(rollup)
    held = () if rollup.check is Check.LOCK else (wording.HELD[decided] for decided in rollup.held)
    return Found(f"{unread(rollup) or who(rollup)}{_known(rollup)}: {', '.join((current, *held))}", _names(rollup))


def _names(rollup: RollUp) -> str:
    """The first few by name, where not all are meant."""
    if (
        rollup.check is Check.LOCK
        or rollup.level is Level.ACCOUNT
        or unread(rollup)
        or rollup.concerned == rollup.total > 1
    ):
        return ""
    return wording.names(rollup.names, max(rollup.concerned, len(rollup.names)))


def _known(rollup: RollUp) -> str:
    return f" ({rollup.baselined} in the baseline)" if rollup.baselined else ""


def _current(rollup: RollUp) -> str:
    """What was seen, or why nothing was; a value that could name somebody stays out, since it might be a pupil."""
    if rollup.worst.status is Status.UNKNOWN:
        return sentence(" and ".join(wording.REASONS[reason] for reason in rollup.unknown)).removesuffix(".")
    if rollup.check is not Check.VALUE or not harmless([actual for actual, _ in rollup.values], rollup.setting):
        return "see the finding"
    return " or ".join(value(actual, rollup.setting) for actual, _ in rollup.values)


def _expected(rollup: RollUp) -> str:
    """What the policy wants, where that is a value; otherwise the title says it."""
    wanted = rollup.worst.expected
    return value(wanted, rollup.setting) if rollup.check is Check.VALUE and wanted is not None else ""


def _approved(run: Run) -> tuple[ApprovedBy, ...]:
    return tuple(
        ApprovedBy(VALIDITIES[one.validity], one.rule, whom(one.level), date_words(one.expires), one.approver)
        for one in run.registers.waivers
    )


def _stated(run: Run, anchors: Mapping[str, str]) -> tuple[StatedBy, ...]:
    return tuple(
        StatedBy(
            VALIDITIES[one.validity], (one.clause, anchors.get(one.clause, "")), one.by_role, date_words(one.on),
            one.evidence_sha256, one.by_name,
        )
        for one in run.registers.statements
    )  # fmt: skip
