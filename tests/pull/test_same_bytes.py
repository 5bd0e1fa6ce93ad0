"""Whatever order Zoom answers in, and however its pages fall, the same account gives the same bytes."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.pull.fakes import LIVELY, SERIES, Page, lively_school, meeting, paged, person, pull_into, recording

LISTS = {
    ("users", ""): [person(number) for number in range(3)],
    ("groups", ""): [{"id": "g1", "name": "Teachers"}, {"id": "g2", "name": "Office"}],
    ("groups.id.members", "g1"): [{"id": "u00000"}, {"id": "u00001"}],
    ("users.id.meetings", "u00000"): [meeting(number) for number in range(5, 9)],
    ("users.id.meetings", "u00001"): [SERIES, meeting(6), meeting(99)],
    ("users.id.recordings", "u00000 2026-10-01..2026-10-31"): [recording(name) for name in "abc"],
    ("users.id.recordings", "u00009 2026-10-01..2026-10-31"): [recording("c"), recording("d", "u00009")],
}


@st.composite
def schools(draw):
    source = lively_school()
    for key, rows in LISTS.items():
        source.lists[key] = paged(draw(st.permutations(rows)), draw(st.integers(1, 4)))
    for key, pages in source.lists.items():
        source.lists[key] = [
            Page(tuple(dict(reversed(row.items())) if isinstance(row, dict) else row for row in page.rows), page.total)
            for page in pages
        ]
    return source


@given(schools())
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_order_of_rows_and_pages_does_not_show(tmp_path, source):
    plain = lively_school()
    plain.lists |= {key: paged(rows, 2) for key, rows in LISTS.items()}
    pull_into(tmp_path / "plain.zpl", plain, LIVELY)
    pull_into(tmp_path / "drawn.zpl", source, LIVELY)
    assert (tmp_path / "drawn.zpl").read_bytes() == (tmp_path / "plain.zpl").read_bytes()


def test_no_question_is_asked_twice(tmp_path):
    source = lively_school()
    pull_into(tmp_path / "s.zpl", source, LIVELY)
    assert set(source.asked.values()) == {1}
