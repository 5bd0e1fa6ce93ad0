"""From the journal to the snapshot, streaming in canonical order."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from zoom_policy_lint import __version__
from zoom_policy_lint.catalogue import Role, endpoint
from zoom_policy_lint.model.resource import ACCOUNT_ID, Header, Listing, Read, Resource, Unread
from zoom_policy_lint.model.words import Level, Reason
from zoom_policy_lint.pull.demand import Demand, Origin
from zoom_policy_lint.pull.journal import Journal
from zoom_policy_lint.pull.resources import list_of
from zoom_policy_lint.snapshot import write_snapshot

GROUP_MEMBERS, ROLE_MEMBERS = Read("groups.id.members"), Read("roles.id.members")
MANAGED, TRUSTED = Read("accounts.managed_domains"), Read("accounts.trusted_domains")


def finish(journal: Journal, demand: Demand, out: Path, origin: Origin, missing: Unread | None) -> None:
    """Write the snapshot and remove the journal. `missing` is said of everything that is wanted and was not read.

    Raises PolicyLintError when it cannot be written; the journal stays then.
    """
    header = Header(
        account_id=origin.account_id,
        taken_at=journal.begun.isoformat().replace("+00:00", "Z"),
        source=origin.kind,
        levels=tuple(sorted(demand.levels, key=lambda level: level.rank)),
        reads=tuple(sorted(map(str, demand.reads))),
        plan=origin.plan,
        tool_version=__version__,
    )
    content = _Content(journal, demand, missing)
    write_snapshot(out, header, content.listings(), content.resources())
    journal.discard()


class _Content:
    def __init__(self, journal: Journal, demand: Demand, missing: Unread | None) -> None:
        self._journal, self._demand = journal, demand
        self._missing = missing or Unread(Reason.ERROR, "it was not read")

    def listings(self) -> Iterator[Listing]:
        """How each list was read, those that were not even begun included."""
        read = {listing.read: listing for listing in self._journal.listings() if not listing.parent}
        for wanted in self._demand.lists():
            yield read.get(wanted) or Listing(wanted, complete=False, unread=self._missing)
        yield from (listing for listing in self._journal.listings() if listing.parent)

    def resources(self) -> Iterator[Resource]:
        """Everything that was read, in canonical order."""
        for level in sorted(self._demand.levels, key=lambda level: level.rank):
            match level:
                case Level.ACCOUNT:
                    yield self._resource(level, ACCOUNT_ID, "the account", {})
                case Level.DOMAIN:
                    yield from self._domains()
                case Level.ROLE | Level.GROUP | Level.USER if list_of(level) in self._demand.reads:
                    for id_, row in self._journal.rows(list_of(level)):
                        yield self._listed(level, id_, row)
                case _:
                    pass

    def _listed(self, level: Level, id_: str, row: dict[str, Any]) -> Resource:
        if level is Level.ROLE and ROLE_MEMBERS in self._demand.reads:
            row["members"] = self._members(ROLE_MEMBERS, id_)
        if level is Level.USER and GROUP_MEMBERS in self._demand.reads:
            row["groups"] = self._groups(id_, row)
        return self._resource(level, id_, _name(level, id_, row), row)

    def _resource(self, level: Level, id_: str, name: str, fields: dict[str, Any]) -> Resource:
        known = self._journal.answers(level, id_)
        gone = self._journal.gone(level, id_)
        bodies: dict[str, Mapping[str, Any]] = {}
        unread = dict(_gaps(fields))
        kept = {key: value for key, value in fields.items() if not isinstance(value, Unread)}
        for read in () if gone else self._demand.of_resource(level):
            answer = known.get(str(read), self._missing)
            if isinstance(answer, Unread):
                unread[str(read)] = answer
            elif endpoint(read.endpoint).role is Role.PROFILE:
                kept |= answer
            else:
                bodies[str(read)] = answer
        return Resource(level, id_, name, kept, bodies, unread, gone)

    def _domains(self) -> Iterator[Resource]:
        """One for every domain of either list; a list that is not demanded says nothing."""
        found: dict[str, dict[str, Any]] = {}
        for read, mark in ((MANAGED, "managed"), (TRUSTED, "trusted")):
            if read in self._demand.reads:
                for id_, row in self._journal.rows(read):
                    own = {key: value for key, value in row.items() if key != "domain"}
                    found.setdefault(id_, {}).update(own | {mark: True})
        for id_, fields in sorted(found.items()):
            yield Resource(Level.DOMAIN, id_, id_, fields)

    def _members(self, read: Read, id_: str) -> list[str] | Unread:
        listing = self._journal.listing(read, id_)
        if listing is None:
            return self._missing
        return listing.unread or self._journal.ids(read, id_)

    def _groups(self, id_: str, row: Mapping[str, Any]) -> list[str] | Unread:
        """The groups whose lists hold a user; where a list is not whole, what Zoom said with the user, if it did."""
        gap = self._membership_gap()
        if gap is None:
            return self._journal.parents(GROUP_MEMBERS, id_)
        told = row.get("group_ids")
        return sorted(told) if isinstance(told, list) and all(isinstance(one, str) for one in told) else gap

    def _membership_gap(self) -> Unread | None:
        groups = self._journal.listing(list_of(Level.GROUP), "")
        if groups is None or groups.unread is not None:
            return groups.unread if groups is not None else self._missing
        for id_ in self._journal.ids(list_of(Level.GROUP)):
            listing = self._journal.listing(GROUP_MEMBERS, id_)
            if listing is None or listing.unread is not None:
                return listing.unread if listing is not None else self._missing
        return None


def _gaps(fields: Mapping[str, Any]) -> Iterator[tuple[str, Unread]]:
    """Fields that could not be put together, under the read that would have told them."""
    reads = {"members": ROLE_MEMBERS, "groups": GROUP_MEMBERS}
    for name, value in fields.items():
        if isinstance(value, Unread):
            yield str(reads[name]), value


def _name(level: Level, id_: str, row: Mapping[str, Any]) -> str:
    name = row.get("email" if level is Level.USER else "name")
    return name if isinstance(name, str) and name else id_
