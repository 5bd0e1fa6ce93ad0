"""Which function answers which endpoint."""

from collections.abc import Callable, Mapping
from typing import Any

from zoom_policy_lint.simulate import meetings_api
from zoom_policy_lint.simulate.api import Api, Call

HANDLERS: Mapping[str, Callable[[Api, Call], dict[str, Any]]] = {
    "accounts.settings": Api.account_settings,
    "accounts.lock_settings": Api.account_locks,
    "accounts.managed_domains": Api.managed_domains,
    "accounts.trusted_domains": Api.trusted_domains,
    "roles": Api.roles,
    "roles.id": Api.role,
    "roles.id.members": Api.role_members,
    "users": Api.users,
    "users.id": Api.user,
    "users.id.settings": Api.user_settings,
    "users.id.assistants": Api.assistants,
    "users.id.schedulers": Api.schedulers,
    "users.id.meetings": meetings_api.meetings,
    "users.id.recordings": meetings_api.recordings,
    "users.id.webinars": meetings_api.webinars,
    "meetings.id": meetings_api.meeting,
    "meetings.id.invitation": meetings_api.invitation,
    "meetings.id.registrants": meetings_api.registrants,
    "meetings.id.recordings": meetings_api.recording,
    "meetings.id.recordings.settings": meetings_api.recording_settings,
    "groups": Api.groups,
    "groups.id": Api.group,
    "groups.id.members": Api.group_members,
    "groups.id.settings": Api.group_settings,
    "groups.id.lock_settings": Api.group_locks,
}
"""Endpoint key → what answers it; paths, scopes and labels stand in the data file under the same keys."""
