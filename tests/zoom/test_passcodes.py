from hypothesis import given
from hypothesis import strategies as st

from tests.support.each import each
from tests.zoom.support import MEETING
from zoom_policy_lint.model.resource import TextQuestions
from zoom_policy_lint.zoom.passcodes import passcode_shape
from zoom_policy_lint.zoom.redact import reduce_body

LETTERS, DIGITS, SPECIAL, MIXED = "letters", "digits", "special", "mixed_case"

PASSCODES = [
    ("", 0, []),
    ("123456", 6, [DIGITS]),
    ("000000", 6, [DIGITS]),
    ("1", 1, [DIGITS]),
    ("abcdef", 6, [LETTERS]),
    ("ABCDEF", 6, [LETTERS]),
    ("abcDEF", 6, [LETTERS, MIXED]),
    ("abc123", 6, [LETTERS, DIGITS]),
    ("Abc123", 6, [LETTERS, DIGITS, MIXED]),
    ("Abc-123@", 8, [LETTERS, DIGITS, SPECIAL, MIXED]),
    ("@*_-!", 5, [SPECIAL]),
    ("aB3dE7@_*-", 10, [LETTERS, DIGITS, SPECIAL, MIXED]),
    ("Ab3" * 100, 300, [LETTERS, DIGITS, MIXED]),
    ("   ", 0, []),
    ("\t\n", 0, []),
    ("\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b", 0, []),
    (" abc123 ", 6, [LETTERS, DIGITS]),
    ("abc 123", 7, [LETTERS, DIGITS]),
    ("école", 5, [LETTERS]),
    ("e\u0301cole", 5, [LETTERS]),
    ("Straße1", 7, [LETTERS, DIGITS, MIXED]),
    ("пароль", 6, [LETTERS]),
    ("密码密码", 4, [LETTERS]),
    ("٣٤٥", 3, [DIGITS]),
    ("½½½", 3, []),
    ("🔒🔒", 2, [SPECIAL]),
    ("👩\u200d👧", 2, [SPECIAL]),
    ("❤\ufe0fab", 3, [LETTERS, SPECIAL]),
]


@each(("passcode", "length", "classes"), PASSCODES)
def test_a_passcode_becomes_its_shape(passcode, length, classes):
    assert passcode_shape(passcode) == {"set": length > 0, "length": length, "classes": classes}


def kept(**password):
    return reduce_body(MEETING, {"id": 91234567890, **password}, TextQuestions())["password"]


@each(("passcode", "length", "classes"), PASSCODES)
def test_of_a_meetings_passcode_the_shape_is_kept(passcode, length, classes):
    assert kept(password=passcode) == {"set": length > 0, "length": length, "classes": classes}


def test_a_meeting_whose_answer_leaves_the_passcode_out_has_none():
    assert kept() == kept(password="") == {"set": False, "length": 0, "classes": []}


@each(
    ("value", "seen"),
    [
        (None, None),
        (True, True),
        (False, False),
        (91827364, {}),
        (91827364.5, {}),
        (["91827364"], []),
        ({"a": "b"}, {}),
    ],
)
def test_what_is_no_text_tells_nothing_of_the_passcode_and_shows_nothing_of_it(value, seen):
    assert kept(password=value) == seen
    assert type(kept(password=value)) is type(seen)


@given(st.text())
def test_the_shape_of_a_passcode_is_made_of_fixed_words_and_its_length(passcode):
    shape = passcode_shape(passcode)
    assert shape.keys() == {"set", "length", "classes"}
    assert isinstance(shape["length"], int)
    assert shape["set"] is (shape["length"] > 0)
    assert [name for name in (LETTERS, DIGITS, SPECIAL, MIXED) if name in shape["classes"]] == shape["classes"]


@given(st.text(max_size=40))
def test_a_passcode_is_never_counted_longer_than_it_is(passcode):
    assert passcode_shape(passcode)["length"] <= len(passcode)
