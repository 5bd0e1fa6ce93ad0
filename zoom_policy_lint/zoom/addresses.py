"""Where a resource is asked for: ids become parts of a path without becoming anything else."""

import re
from collections.abc import Mapping
from urllib.parse import quote

from zoom_policy_lint.catalogue import Endpoint


def path(endpoint: Endpoint, resource_id: str) -> str:
    """The path of an endpoint for one resource; the account is always `me`, as an ordinary one may say.

    Raises ValueError when the endpoint needs an id and it is empty or dots, which would name another address.
    """
    name = endpoint.parameter
    if name is None:
        return endpoint.path
    value = "me" if name == "accountId" else resource_id
    if value in {"", ".", ".."}:
        raise ValueError(f"{endpoint.path} needs an id, not “{value}”")
    part = meeting_uuid(value) if name == "meetingId" else quote(value, safe="")
    return re.sub(r"{\w+}", lambda _: part, endpoint.path)


def query(
    endpoint: Endpoint, view: str = "default", occurrence: str = "", span: tuple[str, str] | None = None
) -> Mapping[str, str]:
    """The query of an endpoint: its fixed parameters, the size of a page, and the `option` of a view.

    Beside them the id of one `occurrence`, and the first and last day (ISO dates) of a `span`. Raises ValueError when a
    list that is asked for by the month has no span (Zoom would answer for today alone), or another list has one.
    """
    if endpoint.monthly != (span is not None):
        raise ValueError(f"{endpoint.path} {'needs a first and a last day' if span is None else 'takes no days'}")
    parameters = dict(endpoint.query)
    if endpoint.page_size is not None:
        parameters["page_size"] = str(endpoint.page_size)
    if view != "default":
        parameters["option"] = view
    if occurrence:
        parameters["occurrence_id"] = occurrence
    if span is not None:
        parameters["from"], parameters["to"] = span
    return parameters


def meeting_uuid(uuid: str) -> str:
    """A meeting's UUID (or number) for a path: encoded twice where its slashes would otherwise part the path."""
    once = quote(uuid, safe="")
    return quote(once, safe="") if uuid.startswith("/") or "//" in uuid else once
