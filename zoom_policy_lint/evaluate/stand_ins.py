"""Judging whether a second person can act for the mailboxes that host meetings with pupils."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from zoom_policy_lint.catalogue.fields import fields
from zoom_policy_lint.evaluate.coverage import Coverage, is_inactive
from zoom_policy_lint.evaluate.field_judge import GONE
from zoom_policy_lint.evaluate.locks import reason_of
from zoom_policy_lint.evaluate.maker import NOT_READ_ID, Maker, ref
from zoom_policy_lint.evaluate.pseudonyms import plain
from zoom_policy_lint.evaluate.wording import not_judged
from zoom_policy_lint.model.finding import Finding, Remediation, ResourceRef
from zoom_policy_lint.model.resource import Resource, Unread
from zoom_policy_lint.model.words import Level, Reason, Status
from zoom_policy_lint.resolve import FieldReader, Reading
from zoom_policy_lint.ruleset import Rule

_USER, _MEETING = fields(Level.USER), fields(Level.MEETING)
_EMAIL, _ASSISTANTS = FieldReader(_USER["email"]), FieldReader(_USER["acting_assistants"])
_HOST, _ALTERNATIVES = FieldReader(_MEETING["host"]), FieldReader(_MEETING["alternative_hosts"])
_OUTSIDERS = FieldReader(_MEETING["outside_alternative_hosts"])
_STAND_INS = FieldReader(_MEETING["stand_ins"])
_EXPECTED = {"stand_ins": {"empty": False}}


class HostJudge:
    """Where the policy names no mailboxes: one finding for every meeting with pupils, about its host."""

    levels = (Level.MEETING,)

    def __init__(self, rule: Rule, maker: Maker) -> None:
        self._maker, self._remedy = maker, Remediation(rule.remediation)

    def see(self, resource: Resource) -> Iterator[Finding]:
        """The finding about the host of one meeting."""
        if resource.gone:
            yield self._finding(resource, Status.NOT_APPLICABLE, GONE, reason=Reason.VANISHED)
            return
        reading = plain(_STAND_INS(resource))
        if not reading.understood:
            reason = reason_of(reading)
            yield self._finding(resource, Status.UNKNOWN, not_judged(reason, reading.detail), reason=reason)
        elif reading.values[0]:
            message = "The host has an assistant, or the meeting an alternative host."
            yield self._finding(resource, Status.PASS, message, actual=True)
        else:
            message = "The host has no assistant and the meeting no alternative host."
            yield self._finding(resource, Status.FAIL, message, actual=False, remediation=self._remedy)

    def _finding(self, meeting: Resource, status: Status, message: str, **more: Any) -> Finding:
        return self._maker.finding(ref(meeting), status, message, expected=_EXPECTED, **more)

    def close(self, coverage: Coverage) -> Iterator[Finding]:
        """What is said of meetings that are not in the snapshot."""
        if gap := coverage.gap(Level.MEETING):
            yield self._maker.missing(Level.MEETING, gap)


@dataclass(slots=True)
class _Mailbox:
    """What was seen of one mailbox that the policy names."""

    address: str
    user: Resource | None = None
    with_alternative: int = 0
    without: int = 0
    gap: Unread | None = None


@dataclass(slots=True)
class MailboxJudge:
    """Where the policy names mailboxes: one finding for each of them.

    It needs an assistant, or an alternative host in every one of its meetings with pupils; only active users of the
    account count, since nobody else can act for it.
    """

    rule: Rule
    maker: Maker
    addresses: Iterable[str]
    levels: tuple[Level, ...] = (Level.USER, Level.MEETING)
    _boxes: dict[str, _Mailbox] = field(init=False)
    _hidden: bool = False
    _strange: Unread | None = None

    def __post_init__(self) -> None:
        self._boxes = {address.strip().casefold(): _Mailbox(address) for address in self.addresses}

    def see(self, resource: Resource) -> Iterator[Finding]:
        """Nothing yet: users and meetings come first, the mailboxes are judged at the end."""
        if not resource.gone and not is_inactive(resource):
            self._note_user(resource) if resource.level is Level.USER else self._note_meeting(resource)
        yield from ()

    def _note_user(self, user: Resource) -> None:
        email = plain(_EMAIL(user))
        self._hidden |= email.reason is Reason.PSEUDONYMISED
        box = self._boxes.get(email.values[0].casefold()) if email.understood else None
        if box is not None:
            box.user = user

    def _note_meeting(self, meeting: Resource) -> None:
        host = plain(_HOST(meeting))
        if not host.understood:
            self._strange = _gap_of(host)
            return
        box = self._boxes.get(host.values[0].casefold())
        if box is None:
            return
        alternatives, outsiders = plain(_ALTERNATIVES(meeting)), plain(_OUTSIDERS(meeting))
        if not alternatives.understood or not outsiders.understood:
            box.gap = _gap_of(outsiders if alternatives.understood else alternatives)
        elif _folded(alternatives) - _folded(outsiders) - {host.values[0].casefold()}:
            box.with_alternative += 1
        else:
            box.without += 1

    def close(self, coverage: Coverage) -> Iterator[Finding]:
        """One finding a mailbox, in the policy's order."""
        nobody = Unread(Reason.PSEUDONYMISED, "the addresses were replaced by pseudonyms") if self._hidden else None
        meetings = coverage.gap(Level.MEETING) or self._strange
        for box in self._boxes.values():
            if box.user is None:
                yield self._absent(box, coverage.gap(Level.USER) or nobody)
            else:
                yield self._judge(box, box.user, meetings)

    def _absent(self, box: _Mailbox, gap: Unread | None) -> Finding:
        who = ResourceRef(Level.USER, f"{NOT_READ_ID}{box.address.casefold()}", box.address)
        if gap is not None:
            return self._finding(who, Status.UNKNOWN, not_judged(gap.reason, gap.detail), reason=gap.reason)
        message = "The policy names this mailbox, and no active user of the account has the address."
        return self._finding(who, Status.FAIL, message, actual=False, remediation=Remediation(self.rule.remediation))

    def _judge(self, box: _Mailbox, user: Resource, meetings: Unread | None) -> Finding:
        assistants = _ASSISTANTS(user)
        others = {id_ for id_ in assistants.values[0] if id_ != user.id} if assistants.understood else set()
        if others:
            return self._finding(ref(user), Status.PASS, f"It has {len(others)} assistant(s).", actual=True)
        gap = box.gap or meetings
        if box.with_alternative and not box.without and gap is None:
            message = "Every meeting that it hosts has an alternative host."
            return self._finding(ref(user), Status.PASS, message, actual=True)
        if not assistants.understood or (gap is not None and not box.without):
            gap = gap if assistants.understood else _gap_of(assistants)
            reason, detail = (gap.reason, gap.detail) if gap else (Reason.ERROR, "")
            return self._finding(ref(user), Status.UNKNOWN, not_judged(reason, detail), reason=reason)
        without = f"{box.without} of its meetings have" if box.without else "no meeting of its own has"
        alternative = "no alternative host" if box.without else "an alternative host"
        message = f"It has no assistant, and {without} {alternative}."
        remedy = Remediation(self.rule.remediation)
        return self._finding(ref(user), Status.FAIL, message, actual=False, remediation=remedy)

    def _finding(self, who: ResourceRef, status: Status, message: str, **more: Any) -> Finding:
        return self.maker.finding(who, status, message, expected=_EXPECTED, **more)


def _folded(reading: Reading) -> set[str]:
    return {one.strip().casefold() for one in reading.values[0]} - {""}


def _gap_of(reading: Reading) -> Unread:
    return Unread(reason_of(reading), reading.detail)
