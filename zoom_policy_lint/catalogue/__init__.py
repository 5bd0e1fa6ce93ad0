"""What is known of Zoom's settings and endpoints, as data.

The rows are made by `scripts/build_catalogue.py` from facts about Zoom's API; the client, the pull, the doctor, the
rules and the reference pages all read the same ones.
"""

from zoom_policy_lint.catalogue.endpoints import Endpoint, Role, endpoint, endpoints
from zoom_policy_lint.catalogue.settings import Place, Setting, ValuePath, control_of, names_apart, setting, settings
from zoom_policy_lint.catalogue.types import fits

__all__ = [
    "Endpoint",
    "Place",
    "Role",
    "Setting",
    "ValuePath",
    "control_of",
    "endpoint",
    "endpoints",
    "fits",
    "names_apart",
    "setting",
    "settings",
]
