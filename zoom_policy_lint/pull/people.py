"""Users as a snapshot tells them, and what other resources need to know of them."""

import heapq
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import groupby
from typing import Any

from zoom_policy_lint.catalogue import Role, endpoint
from zoom_policy_lint.model.resource import Read, Resource, Unread
from zoom_policy_lint.model.words import Level, Reason
from zoom_policy_lint.pull.assistants import ASSISTANTS, acting_assistants
from zoom_policy_lint.pull.demand import INACTIVE_USERS, USERS, list_of
from zoom_policy_lint.pull.draft import Draft
from zoom_policy_lint.pull.known import Known
from zoom_policy_lint.pull.names import plain_name
from zoom_policy_lint.pull.parts import Part

GROUP_MEMBERS = Read("groups.id.members")


class People:
    """The users of the account, active and inactive; everything is looked up in the journal when it is asked for."""

    def __init__(self, known: Known) -> None:
        self._known, self._journal = known, known.journal

    def resources(self) -> Iterator[Resource]:
        """Every user, in order."""
        lists = [self._journal.each_id(read) for read in (USERS, INACTIVE_USERS) if self._known.wants(read)]
        for id_, _ in groupby(heapq.merge(*lists)):
            yield self._resource(id_)

    def facts(self, id_: str) -> Resource:
        """A user with the fields, and without what was answered about settings."""
        draft = self._draft(id_)
        return draft.resource(plain_name(Level.USER, id_, draft.fields))

    def name(self, id_: str) -> str:
        """What a user is called."""
        rows = self._journal.rows_of(USERS, id_) or self._journal.rows_of(INACTIVE_USERS, id_)
        return plain_name(Level.USER, id_, rows[0][1] if rows else {})

    def status(self, id_: str) -> str | Unread:
        """Whether a user is active or inactive, by the list that holds the id."""
        active, inactive = (bool(self._journal.rows_of(read, id_)) for read in (USERS, INACTIVE_USERS))
        return _IN_BOTH if active and inactive else "active" if active else "inactive"

    def active(self, entry: str) -> str | None:
        """The id of the active user with this id or e-mail address."""
        found = [entry] if self._journal.rows_of(USERS, entry) else self._journal.users_at(entry)
        return next((id_ for id_ in found if not self._journal.gone(Level.USER, id_)), None)

    def _resource(self, id_: str) -> Resource:
        draft = self._draft(id_)
        name = plain_name(Level.USER, id_, draft.fields)
        if self._journal.gone(Level.USER, id_):
            return draft.gone(name)
        if self._journal.rows_of(USERS, id_):
            answers = self._journal.answers(Level.USER, id_)
            for read in self._known.demand.of_resource(Level.USER):
                if endpoint(read.endpoint).role is not Role.PROFILE:
                    draft.answer(read, answers.get(str(read), self._known.missing))
        return draft.resource(name)

    def _draft(self, id_: str) -> Draft:
        """What lists and profiles tell of a user; nothing more is asked about inactive ones."""
        active, inactive = ([row for _, row in self._journal.rows_of(read, id_)] for read in (USERS, INACTIVE_USERS))
        draft = Draft.of_rows(Level.USER, id_, active or inactive)
        if not active:
            return _inactive(draft)
        if inactive:
            draft.unread[str(INACTIVE_USERS)] = _IN_BOTH
            draft.leave_out("status", USERS, _IN_BOTH)
        if not self._journal.gone(Level.USER, id_):
            self._complete(draft)
        return draft

    def _complete(self, draft: Draft) -> None:
        for read in self._known.demand.of_resource(Level.USER):
            if endpoint(read.endpoint).role is Role.PROFILE:
                draft.answer(read, self._known.answer(Level.USER, draft.id, read))
        if self._known.wants(GROUP_MEMBERS):
            draft.put("groups", self._groups(draft.id, draft.fields))
        if self._known.wants(ASSISTANTS):
            gap = self._known.gap(Part(USERS))
            draft.put("acting_assistants", acting_assistants(draft.id, draft.fields, self.active, gap))

    def _groups(self, id_: str, row: Mapping[str, Any]) -> list[str] | Unread:
        """The groups whose lists hold a user; where a list is not whole, what Zoom said with the user, if it did."""
        told = row.get("group_ids")
        with_user = sorted(set(told)) if isinstance(told, list) and all(isinstance(one, str) for one in told) else None
        listed = self._journal.parents(GROUP_MEMBERS, id_)
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
        gaps = (self._known.gap(Part(GROUP_MEMBERS, group)) for group in self._journal.each_id(groups))
        return self._known.gap(Part(groups)) or next((gap for gap in gaps if gap is not None), None)


_IN_BOTH = Unread(Reason.ERROR, "Zoom lists this user as active and as inactive")


def _inactive(draft: Draft) -> Draft:
    """The list that holds the user says it, whatever the row says; a row that says otherwise is noted."""
    if draft.fields.get("status", "inactive") != "inactive":
        detail = "Zoom lists this user as inactive, and gives another status"
        draft.unread[str(INACTIVE_USERS)] = Unread(Reason.ERROR, detail)
    draft.fields["status"] = "inactive"
    return draft
