"""Judging rules on domains, and on how many people hold a role."""

from collections.abc import Iterator

from zoom_policy_lint.catalogue import endpoint
from zoom_policy_lint.catalogue.fields import fields
from zoom_policy_lint.evaluate.coverage import Coverage, is_inactive
from zoom_policy_lint.evaluate.field_judge import FieldJudge
from zoom_policy_lint.evaluate.locks import reason_of
from zoom_policy_lint.evaluate.maker import ACCOUNT, NOT_READ_ID, Maker, ref
from zoom_policy_lint.evaluate.wording import not_judged, wanted
from zoom_policy_lint.model.finding import Finding, Remediation, ResourceRef
from zoom_policy_lint.model.resource import Resource, Unread
from zoom_policy_lint.model.words import Level, Reason, Status
from zoom_policy_lint.resolve import FieldReader
from zoom_policy_lint.ruleset import CountBody, FieldBody, Rule
from zoom_policy_lint.ruleset.operators import same
from zoom_policy_lint.snapshot.pseudonymise import is_pseudonym

_REFUSED = (Reason.SCOPE, Reason.PLAN)


class DomainJudge:
    """Judges domains, which come from lists that an ordinary account may be refused.

    With `names` exactly those domains are judged: one that a whole list does not hold is not managed, or not trusted.
    """

    levels = (Level.DOMAIN,)

    def __init__(self, rule: Rule, body: FieldBody, maker: Maker, names: tuple[str, ...] | None) -> None:
        self._maker = maker
        self._names = None if names is None else tuple(dict.fromkeys(name.lower() for name in names))
        self._fields = FieldJudge(rule, body, maker)
        self._lists = {fields(Level.DOMAIN)[name].endpoint for name, _ in (*body.where, *body.expect)}
        self._domains: dict[str, Resource] = {}

    def see(self, resource: Resource) -> Iterator[Finding]:
        """Remember the domain; the verdict needs to know whether the lists are whole."""
        self._domains[resource.id.lower()] = resource
        yield from ()

    def close(self, coverage: Coverage) -> Iterator[Finding]:
        """The findings, or the one that says that Zoom does not show its domains to this account."""
        gaps = {name: gap for name in sorted(self._lists) if (gap := coverage.list_gap(name))}
        if gaps:
            yield self._not_shown(gaps)
            return
        if self._names is not None and any(map(is_pseudonym, self._domains)):
            hidden = Unread(Reason.PSEUDONYMISED, "the names of the domains were replaced by pseudonyms")
            yield self._maker.missing(Level.DOMAIN, hidden)
            return
        for name in self._names if self._names is not None else sorted(self._domains):
            domain = self._domains.get(name) or Resource(Level.DOMAIN, name, name)
            whole = {"managed": False, "trusted": False} | dict(domain.fields)
            complete = Resource(domain.level, domain.id, domain.name, whole, unread=domain.unread)
            if self._names is None:
                yield from self._fields.see(complete)
            else:
                yield self._fields.judge(complete)

    def _not_shown(self, gaps: dict[str, Unread]) -> Finding:
        name, gap = next(iter(gaps.items()))
        if all(endpoint(one).supporting and gaps[one].reason in _REFUSED for one in gaps):
            refused = Unread(Reason.NOT_OFFERED, f"Zoom does not show this account its domains ({gap.detail})")
            finding = self._maker.missing(Level.DOMAIN, refused)
            return self._maker.finding(
                finding.resource, Status.NOT_APPLICABLE, finding.message, reason=Reason.NOT_OFFERED
            )
        return self._maker.missing(Level.DOMAIN, Unread(gap.reason, f"{name}: {gap.detail}"))


class RoleJudge:
    """Judges the roles that the policy names; one that the account does not have cannot do what is wanted of it."""

    levels = (Level.ROLE,)

    def __init__(self, rule: Rule, body: FieldBody, maker: Maker, names: tuple[str, ...]) -> None:
        self._maker, self._fields = maker, FieldJudge(rule, body, maker)
        self._names = {_role_key(name): name for name in names}
        self._seen: set[str] = set()
        self._nameless = False  # then any name may be that of a role whose name was not read
        self._remedy = Remediation(rule.remediation)
        self._name = FieldReader(fields(Level.ROLE)["name"])

    def see(self, resource: Resource) -> Iterator[Finding]:
        """The finding about a role that is named, or whose name is not known."""
        name = self._name(resource)
        if resource.gone:
            return
        if not name.understood:
            self._nameless = True
            message = not_judged(reason_of(name), name.detail)
            yield self._maker.finding(ref(resource), Status.UNKNOWN, message, reason=reason_of(name))
        elif _role_key(name.values[0]) in self._names:
            self._seen.add(_role_key(name.values[0]))
            yield self._fields.judge(resource)

    def close(self, coverage: Coverage) -> Iterator[Finding]:
        """What is said of roles that are not in the snapshot."""
        if gap := coverage.gap(Level.ROLE):
            yield self._maker.missing(Level.ROLE, gap)
            return
        for key, name in self._names.items():
            if key not in self._seen and not self._nameless:
                who = ResourceRef(Level.ROLE, f"{NOT_READ_ID}{key}", name)
                message = "The policy names this role, and the account has none of that name."
                yield self._maker.finding(who, Status.FAIL, message, remediation=self._remedy)


def _role_key(name: str) -> str:
    return name.strip().casefold()


class CountJudge:
    """Counts the active users who hold one of some roles."""

    levels = (Level.ROLE, Level.USER)

    def __init__(self, rule: Rule, body: CountBody, maker: Maker) -> None:
        self._body, self._maker = body, maker
        self._remedy = Remediation(rule.remediation)
        self._members: set[str] = set()
        self._roles: set[str] = set()
        self._people: list[str] = []
        self._gap: Unread | None = None
        self._name = FieldReader(fields(Level.ROLE)["name"])
        self._of_role = FieldReader(fields(Level.ROLE)["members"])
        self._status = FieldReader(fields(Level.USER)["status"])

    def see(self, resource: Resource) -> Iterator[Finding]:
        """Roles come first and say who holds them; users say who of those is active."""
        if resource.level is Level.ROLE:
            self._see_role(resource)
        elif resource.id in self._members and not resource.gone and not is_inactive(resource):
            self._see_member(resource)
        yield from ()

    def _see_role(self, role: Resource) -> None:
        name = self._name(role)
        if not name.understood:
            self._gap = Unread(reason_of(name), f"the name of a role: {name.detail}")
        elif self._body.roles.holds(name.values[0]):
            self._roles.add(name.values[0])
            members = self._of_role(role)
            if members.understood:
                self._members.update(members.values[0])
            else:
                self._gap = Unread(reason_of(members), f"who holds the role “{role.name}”: {members.detail}")

    def _see_member(self, user: Resource) -> None:
        """Active users are listed because active ones were asked for; where Zoom says the status too, it counts."""
        status = self._status(user)
        if status.values == ("active",) or status.reason is Reason.ABSENT:
            self._people.append(user.name)
        elif not status.understood:
            self._gap = Unread(reason_of(status), f"whether {user.name} is active: {status.detail}")

    def close(self, coverage: Coverage) -> Iterator[Finding]:
        """The one finding, on the account; unknown unless roles, members and users were all read."""
        gap = coverage.gap(Level.ROLE) or self._gap or coverage.gap(Level.USER)
        expected = self._body.expect.as_data()
        if gap is not None:
            message = not_judged(gap.reason, gap.detail)
            yield self._maker.finding(ACCOUNT, Status.UNKNOWN, message, reason=gap.reason, expected=expected)
            return
        if missing := self._not_there():
            message = not_judged(Reason.NONE_EXIST, f"the account has no role called {', '.join(missing)}")
            yield self._maker.finding(ACCOUNT, Status.UNKNOWN, message, reason=Reason.NONE_EXIST, expected=expected)
            return
        count, wanted_words = len(self._people), wanted(self._body.expect)
        people = f"{count} active {'person holds' if count == 1 else 'people hold'} such a role"
        if self._body.expect.holds(count):
            yield self._maker.finding(ACCOUNT, Status.PASS, f"{people}.", expected=expected, actual=count)
        else:
            message = f"{people}; must be {wanted_words}."
            yield self._maker.finding(
                ACCOUNT, Status.FAIL, message, expected=expected, actual=count, remediation=self._remedy
            )

    def _not_there(self) -> list[str]:
        """Roles that are counted and that the account does not have: nobody can be counted by a misspelt name."""
        named = [str(name) for name in self._body.roles.argument]
        return [f"“{name}”" for name in named if not any(same(name, role) for role in self._roles)]
