"""The wire: asking Zoom, with its limits and errors, and keeping secrets from everything downstream.

Asynchronous; the only package that speaks HTTP.
"""

from zoom_policy_lint.zoom.client import Client
from zoom_policy_lint.zoom.clock import Clock, SystemClock
from zoom_policy_lint.zoom.credentials import DEFAULT_API_URL, DEFAULT_OAUTH_URL, Credentials
from zoom_policy_lint.zoom.errors import (
    BadAnswer,
    CredentialsRefused,
    NotFound,
    PageTokenRefused,
    PermissionMissing,
    PlanTooLow,
    RateLimited,
    ScopeMissing,
    ServerFault,
    Unreachable,
    ZoomError,
)
from zoom_policy_lint.zoom.limits import PLANS, Pacing
from zoom_policy_lint.zoom.paging import Page
from zoom_policy_lint.zoom.retry import Retry
from zoom_policy_lint.zoom.transport import in_process

__all__ = [
    "DEFAULT_API_URL",
    "DEFAULT_OAUTH_URL",
    "PLANS",
    "BadAnswer",
    "Client",
    "Clock",
    "Credentials",
    "CredentialsRefused",
    "NotFound",
    "Pacing",
    "Page",
    "PageTokenRefused",
    "PermissionMissing",
    "PlanTooLow",
    "RateLimited",
    "Retry",
    "ScopeMissing",
    "ServerFault",
    "SystemClock",
    "Unreachable",
    "ZoomError",
    "in_process",
]
