from hypothesis import given
from hypothesis import strategies as st

from tests.support.each import each
from zoom_policy_lint.zoom.masking import masked


@each(
    ("message", "shown"),
    [
        ("User does not exist: head@school.example.", "User does not exist: [removed]"),
        ("Meeting does not exist: 99988877766.", "Meeting does not exist: [removed]."),
        ("Account does not exist: q3R7tK2mXw9dQyPz.", "Account does not exist: [removed]"),
        (
            "does not contain scopes:[user:read:list_users:admin]",
            "does not contain scopes:[user:read:list_users:admin]",
        ),
        ("Only available for Paid account.", "Only available for Paid account."),
        ("two\nlines\x1b[31m and\ttabs", "two lines [31m and tabs"),
    ],
)
def test_zooms_words_are_shown_without_people_and_ids(message, shown):
    assert masked(message) == shown


@given(st.text(max_size=400))
def test_zooms_words_are_one_short_printable_line(message):
    line = masked(message)
    assert len(line) <= 200
    assert line.isprintable()


@given(st.from_regex(r"[a-z0-9]{1,12}@[a-z]{2,12}\.example", fullmatch=True), st.text(alphabet=" .,;:()<>", max_size=3))
def test_no_address_is_shown(address, around):
    assert address not in masked(f"User{around} {address}{around} is gone")
