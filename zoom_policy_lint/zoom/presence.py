"""Whether it is Zoom that answers: a school's proxy or a sign-in page may say HTTP 200 to everything."""

from collections.abc import Mapping
from typing import Any

from zoom_policy_lint.zoom.errors import BadAnswer, Unreachable, ZoomError

_ENOUGH = 3
_WHAT = "something else answers in Zoom's place"
_HINT = (
    "Check that no proxy or sign-in page of the network answers (open a web page and sign in, or see HTTPS_PROXY), "
    "and ZOOM_API_URL. Nothing was taken from it."
)


class Presence:
    """Remembers how reads ended, until the first JSON answer shows that Zoom is there."""

    def __init__(self) -> None:
        self._heard = False
        self._garbled: set[str] = set()

    def heard(self, body: Mapping[str, Any] | None) -> None:
        """An answer came; as a JSON object, even one that refuses, it is Zoom's."""
        self._heard = self._heard or body is not None

    def lost(self, read: str, error: ZoomError) -> Unreachable | None:
        """What to say from now on when a read (a path with its query) ended in an error; None to go on.

        Three different reads in a row that ended in garbled answers, and nothing else ever: that is not Zoom. After
        a first JSON answer a garbled one is the trouble of its own endpoint.
        """
        if not is_garbled(error):
            self._garbled.clear()
            return None
        self._garbled.add(read)
        if self._heard or len(self._garbled) < _ENOUGH:
            return None
        return Unreachable(error.endpoint, _WHAT, _HINT, status=error.status)


def is_garbled(error: ZoomError) -> bool:
    """Whether a read ended in HTTP 200 with a body that is no whole JSON object."""
    return isinstance(error, BadAnswer) and error.garbled
