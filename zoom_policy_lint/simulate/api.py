"""What the simulated API answers about the account, its users, groups and roles."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from zoom_policy_lint.simulate import resources
from zoom_policy_lint.simulate.account import Group, Plan, Role, SimulatedAccount, User
from zoom_policy_lint.simulate.behaviour import Behaviour
from zoom_policy_lint.simulate.errors import (
    invitation_pending,
    no_such_account,
    no_such_group,
    no_such_role,
    no_such_user,
    paid_account_only,
)
from zoom_policy_lint.simulate.inheritance import Inherited
from zoom_policy_lint.simulate.paging import Pages
from zoom_policy_lint.simulate.skeleton import skeleton

Json = dict[str, Any]
Row = TypeVar("Row")


@dataclass(frozen=True)
class Call:
    """One request that has been let in: its path under `/v2`, the ids in it, its query."""

    path: str
    ids: Mapping[str, str]
    query: Mapping[str, str]

    @property
    def view(self) -> str:
        """The `option` asked for."""
        return self.query.get("option") or "default"


@dataclass(frozen=True)
class Api:
    """Answers calls on one account; every method raises a refusal where Zoom would."""

    account: SimulatedAccount
    behaviour: Behaviour
    inherited: Inherited
    pages: Pages
    clock: Callable[[], datetime]

    def account_settings(self, call: Call) -> Json:
        """`/accounts/{id}/settings`."""
        self._own_paid_account(call)
        return self._chosen(call, self.inherited.account_body(call.view))

    def account_locks(self, call: Call) -> Json:
        """`/accounts/{id}/lock_settings`."""
        self._own_paid_account(call)
        return self._chosen(call, self.inherited.account_locks(call.view))

    def managed_domains(self, call: Call) -> Json:
        """`/accounts/{id}/managed_domains`."""
        self._own_account(call)
        return resources.managed_domains(self.account)

    def trusted_domains(self, call: Call) -> Json:
        """`/accounts/{id}/trusted_domains`."""
        self._own_paid_account(call)
        return {"trusted_domains": list(self.account.trusted_domains)}

    def roles(self, _call: Call) -> Json:
        """`/roles`."""
        rows = [resources.role_row(role, self.account) for role in self.account.roles]
        return {"roles": rows, "total_records": len(rows)}

    def role(self, call: Call) -> Json:
        """`/roles/{id}`."""
        return resources.role_detail(self._role(call), self.account)

    def role_members(self, call: Call) -> Json:
        """`/roles/{id}/members`; the largest page is not stated, so none is set."""
        members = self.account.with_role(self._role(call))
        return self.paged(call, "members", members, resources.role_member_row, None)

    def users(self, call: Call) -> Json:
        """`/users`, one status at a time (active unless said), perhaps one role only."""
        status, role_id = call.query.get("status") or "active", call.query.get("role_id")
        chosen = [u for u in self.account.users if u.status == status and role_id in (None, "", u.role_id)]
        return self.paged(call, "users", chosen, resources.user_row, self.behaviour.users_page_size_max)

    def user(self, call: Call) -> Json:
        """`/users/{id or e-mail}`."""
        return resources.user_profile(self.user_of(call), self.account)

    def user_settings(self, call: Call) -> Json:
        """`/users/{id or e-mail}/settings`."""
        return self._chosen(call, self.inherited.user_body(self.settled_user(call), call.view))

    def assistants(self, call: Call) -> Json:
        """`/users/{id or e-mail}/assistants`."""
        return resources.assistants(self.user_of(call), self.account)

    def schedulers(self, call: Call) -> Json:
        """`/users/{id or e-mail}/schedulers`."""
        return resources.schedulers(self.user_of(call), self.account)

    def groups(self, call: Call) -> Json:
        """`/groups`."""
        largest = skeleton().endpoints["groups"].page_size_max
        body = self.paged(call, "groups", self.account.groups, self._group_row, largest)
        return {key: body[key] for key in ("groups", "total_records", "next_page_token")}

    def group(self, call: Call) -> Json:
        """`/groups/{id}`."""
        return self._group_row(self._group(call))

    def group_members(self, call: Call) -> Json:
        """`/groups/{id}/members`."""
        members = self.account.members_of(self._group(call))
        return self.paged(call, "members", members, resources.member_row, self.behaviour.users_page_size_max)

    def group_settings(self, call: Call) -> Json:
        """`/groups/{id}/settings`."""
        self._paid()
        return self._chosen(call, self.inherited.group_body(self._group(call), call.view))

    def group_locks(self, call: Call) -> Json:
        """`/groups/{id}/lock_settings`."""
        self._paid()
        return self.inherited.group_locks(self._group(call), call.view)

    def _group_row(self, group: Group) -> Json:
        return resources.group_row(group, self.account)

    def paged(
        self, call: Call, items: str, rows: Sequence[Row], write: Callable[[Row], Json], largest: int | None
    ) -> Json:
        """The page that the call asks for, each row written as Zoom writes it."""
        page, fields = self.pages.page(call.path, call.query, rows, largest)
        return fields | {items: [write(row) for row in page]}

    def _chosen(self, call: Call, body: Json) -> Json:
        names = call.query.get("custom_query_fields")
        return resources.only_fields(body, names.split(",")) if names else body

    def _own_account(self, call: Call) -> None:
        if call.ids["accountId"] not in ("me", self.account.id):
            raise no_such_account(call.ids["accountId"])

    def _own_paid_account(self, call: Call) -> None:
        self._own_account(call)
        self._paid()

    def _paid(self) -> None:
        if self.account.plan is Plan.FREE:
            raise paid_account_only()

    def user_of(self, call: Call) -> User:
        """The user of the path."""
        user = self.account.user(call.ids["userId"])
        if user is None:
            raise no_such_user(call.ids["userId"])
        return user

    def settled_user(self, call: Call) -> User:
        """The user of the path, who must have accepted the invitation."""
        user = self.user_of(call)
        if user.status == "pending":
            raise invitation_pending()
        return user

    def _group(self, call: Call) -> Group:
        group = self.account.group(call.ids["groupId"])
        if group is None:
            raise no_such_group(call.ids["groupId"])
        return group

    def _role(self, call: Call) -> Role:
        role = self.account.role(call.ids["roleId"])
        if role is None:
            raise no_such_role(call.ids["roleId"])
        return role
