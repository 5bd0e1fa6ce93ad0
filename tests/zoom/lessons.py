"""A simulated school with few meetings and recordings, of the kinds that matter on the wire."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from zoom_policy_lint.simulate import demo_school
from zoom_policy_lint.simulate.meetings import SERIES, Meeting, Occurrence
from zoom_policy_lint.simulate.recordings import Recording

_SCHOOL = demo_school()
_HOST = _SCHOOL.users[0].id
_WEEKS = tuple(Occurrence(start=datetime(2026, 11, 23, 9, tzinfo=UTC) + timedelta(weeks=n)) for n in range(4))
_AWKWARD = (
    "4444AAAiAAAAAiAiAiiAii==",
    "ab/cd+ef/hiJKLmnopqrstu==",
    "/ajXp112QmuoKj48548759==",
    "ab//J/s/fQmuoKj485487w==",
)
LESSONS = replace(
    _SCHOOL,
    meetings=(
        Meeting(id=91234567890, uuid="a==", host=_HOST, topic="Maths", start=_WEEKS[1].start, passcode="Ab3-efgh"),
        Meeting(
            id=98765432101,
            uuid="b==",
            host=_HOST,
            topic="Art meeting",
            agenda="Bring a pencil.",
            type=SERIES,
            occurrences=_WEEKS,
            instructions="You wait in the waiting room.",
        ),
    ),
    recordings=tuple(
        Recording(uuid=uuid, meeting=91234567890, host=_HOST, start=_WEEKS[0].start, topic="Maths", passcode=code)
        for uuid, code in zip(_AWKWARD, ("Ab3-efgh", "", "12345678", "abcdefgh"), strict=True)
    ),
)
"""The school with a meeting, a weekly series and recordings whose UUIDs have slashes in all places."""
