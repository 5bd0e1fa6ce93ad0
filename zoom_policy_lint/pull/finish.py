"""From the journal to the snapshot, streaming in canonical order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from zoom_policy_lint.catalogue import Role, endpoint
from zoom_policy_lint.model.resource import ACCOUNT_ID, Listing, Read, Resource, Unread
from zoom_policy_lint.model.words import Level, Reason
from zoom_policy_lint.pull.demand import Demand, list_of
from zoom_policy_lint.pull.journal import Journal

GROUP_MEMBERS, ROLE_MEMBERS = Read("groups.id.members"), Read("roles.id.members")
DOMAINS = {Read("accounts.managed_domains"): "managed", Read("accounts.trusted_domains"): "trusted"}


@dataclass(frozen=True)
class Content:
    """What a snapshot is made of. `missing` is said of everything that is wanted and was not read."""

    journal: Journal
    demand: Demand
    missing: Unread

    def listings(self) -> Iterator[Listing]:
        """How each list was read, those that were not even begun included."""
        for read in self.demand.lists():
            yield self._listing(read)
        for level in self.demand.ordered_levels():
            for read in self.demand.members(level):
                for parent in self.journal.ids(list_of(level)):
                    yield self._listing(read, parent)

    def resources(self) -> Iterator[Resource]:
        """Everything that was read, in canonical order, one at a time."""
        for level in self.demand.ordered_levels():
            if level is Level.ACCOUNT:
                yield self._resource(level, ACCOUNT_ID, {})
            elif level is Level.DOMAIN:
                yield from self._domains()
            elif level in _LISTED and list_of(level) in self.demand.reads:
                for id_, row in self.journal.rows(list_of(level)):
                    yield self._resource(level, id_, row)

    def _listing(self, read: Read, parent: str = "") -> Listing:
        found = self.journal.listing(read, parent)
        count = self.journal.count(read, parent) if found is None else 0
        return found or Listing(read, parent, count, complete=False, unread=self.missing)

    def _resource(self, level: Level, id_: str, row: dict[str, Any]) -> Resource:
        """The fields of list and profile, which must not differ; what was put together from lists comes last."""
        if self.journal.gone(level, id_):
            return Resource(level, id_, _name(level, id_, row), row, gone=True)
        known = self.journal.answers(level, id_)
        fields: dict[str, Any] = {}
        bodies: dict[str, Mapping[str, Any]] = {}
        unread: dict[str, Unread] = {}
        contradicted: set[str] = set()
        for read in self.demand.of_resource(level):
            answer = known.get(str(read), self.missing)
            if isinstance(answer, Unread):
                unread[str(read)] = answer
            elif endpoint(read.endpoint).role is Role.PROFILE:
                fields |= answer
                if differing := sorted(key for key in answer if key in row and row[key] != answer[key]):
                    contradicted |= set(differing)
                    detail = f"Zoom's list and its answer for this one differ: {', '.join(differing)}"
                    unread[str(list_of(level))] = Unread(Reason.ERROR, detail)
            else:
                bodies[str(read)] = answer
        for name, read, members in self._memberships(level, id_, row):
            if isinstance(members, Unread):
                unread[str(read)] = members
            else:
                row[name] = members
        fields |= row
        name = _name(level, id_, fields)
        kept = {key: value for key, value in fields.items() if key not in contradicted}
        return Resource(level, id_, name, kept, bodies, unread)

    def _memberships(
        self, level: Level, id_: str, row: Mapping[str, Any]
    ) -> Iterator[tuple[str, Read, list[str] | Unread]]:
        """The members of a role, the groups of a user, or why they are not known."""
        if level is Level.ROLE and ROLE_MEMBERS in self.demand.reads:
            gap = self._gap(ROLE_MEMBERS, id_)
            yield "members", ROLE_MEMBERS, gap or self.journal.ids(ROLE_MEMBERS, id_)
        if level is Level.USER and GROUP_MEMBERS in self.demand.reads:
            yield "groups", GROUP_MEMBERS, self._groups(id_, row)

    def _groups(self, id_: str, row: Mapping[str, Any]) -> list[str] | Unread:
        """The groups whose lists hold a user; where a list is not whole, what Zoom said with the user, if it did."""
        told = row.get("group_ids")
        with_user = sorted(set(told)) if isinstance(told, list) and all(isinstance(one, str) for one in told) else None
        listed = self.journal.parents(GROUP_MEMBERS, id_)
        if with_user is None:
            return listed if self._membership_gap is None else self._membership_gap
        whole = set(listed) == set(with_user)
        if whole or (self._membership_gap is not None and set(listed) <= set(with_user)):
            return with_user
        return Unread(Reason.ERROR, "the groups that Zoom names with the user are not those that list them as a member")

    @cached_property
    def _membership_gap(self) -> Unread | None:
        """Why it is not known who is in which group: one list that is not whole may lack anybody."""
        groups = list_of(Level.GROUP)
        gaps = (self._gap(GROUP_MEMBERS, group) for group in self.journal.ids(groups))
        return self._gap(groups) or next((gap for gap in gaps if gap is not None), None)

    def _gap(self, read: Read, parent: str = "") -> Unread | None:
        listing = self._listing(read, parent)
        return None if listing.complete else listing.unread or self.missing

    def _domains(self) -> Iterator[Resource]:
        """One for every domain of either list; a domain is only "not" in a list that is whole."""
        asked = {read: mark for read, mark in DOMAINS.items() if read in self.demand.reads}
        absent = {mark: False for read, mark in asked.items() if self._gap(read) is None}
        found: dict[str, dict[str, Any]] = {}
        for read, mark in asked.items():
            for id_, row in self.journal.rows(read):
                own = {name: value for name, value in row.items() if name != "domain"}
                found.setdefault(id_.lower(), dict(absent)).update(own | {mark: True})
        for id_, fields in sorted(found.items()):
            yield Resource(Level.DOMAIN, id_, id_, fields)


_LISTED = (Level.ROLE, Level.GROUP, Level.USER)


def _name(level: Level, id_: str, fields: Mapping[str, Any]) -> str:
    if level is Level.ACCOUNT:
        return "the account"
    name = fields.get("email" if level is Level.USER else "name")
    return name if isinstance(name, str) and name else id_
