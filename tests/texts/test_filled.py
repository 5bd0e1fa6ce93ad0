"""Which titles and descriptions say something of the meeting."""

# ruff: noqa: RUF001 - signs as people type them

from hypothesis import given
from hypothesis import strategies as st

from tests.support.each import each
from zoom_policy_lint.texts import is_filled, is_placeholder

EMPTY = [
    "",
    "   ",
    "\n\t",
    "\u00a0\u200b\ufeff",
    "<p></p>",
    "<div>&nbsp;<br></div>",
    "<p hidden>Maths</p>",
    "<!-- x -->",
    "-",
    "…",
    "...",
    "👋",
    "&nbsp;",
]
PLACEHOLDERS = [
    "Zoom Meeting", "ZOOM MEETING", "zoom  meeting.", "Jane's Zoom Meeting", "Jane Doe’s Zoom Meeting",
    "Dr. Jane Doe's Zoom Meeting", "Jane&#39;s Zoom Meeting", "My Meeting", "Personal Meeting Room",
    "Jane Doe's Personal Meeting Room", "Meeting", "Meeting 2", "Zoom meeting 12/10/2026", "New meeting", "test", "Test 1", "TESTING 123",
    "testing, testing", "Test meeting - 2", "TBC", "tba", "T.B.C.", "(tbc)", "To be confirmed", "n/a", "N/A", "none", "None.",
    "agenda", "Agenda:", "Agenda: TBC", "Agenda:\n- tbc\n- tbc", "description", "Description: none", "asdf", "xxx", "XXXX", "aaaa", "x",
    "Lorem ipsum dolor sit amet, consectetur. Sed do eiusmod.", "[Insert agenda here]", "12", "2026-10-12", "12/10/2026",
    "Monday 12th October 2026", "12 Oct, 9am - 10am", "09:00", "on the 3rd of May at 9.30 a.m.", "https://zoom.us/j/123", "Join: https://zoom.us/j/123?pwd=a1",
    "www.stjosephs.example.sch.uk", "bell@stjosephs.example.sch.uk", '<a href="https://zoom.us/j/1">Click here to join</a>',
    "Join Zoom Meeting\nhttps://zoom.us/j/1\nMeeting ID: 900 0000 0001\nPasscode: 000000", "<p>TBC</p>", "<h1>Agenda</h1><p>To follow</p>",
    "Title here", "Untitled", "blah blah blah",
]  # fmt: skip
TELLING = [
    "Phonics", "Year 2 maths with Mrs Bell", "Parents' evening", "Parents’ Evening", "Staff meeting", "SATs", "RE", "R.E.", "P.E", "D&T", "Q&A", "ICT",
    "Year 2", "Class 4", "Y6", "Zoom with Year 2", "Zoom meeting for Year 2 parents", "Phonics test", "Spelling test 3", "Test week", "Governors' meeting",
    "Harvest assembly 12 October", "Meeting with parents", "Agenda: reading in Year 1", "Maths - https://zoom.us/j/1", "Topic: Romans", "Hello Year 1!",
    "Zoom Meeting - Year 4 assembly", "Head's surgery", "Story time", "Mass for All Saints", "Messe auf Polnisch", "聖歌隊", "Ages < 7 & up",
    "Jane's Zoom Meeting: phonics", "Lesson on lorem ipsum texts", "Choir", "TBC: Year 2 trip", "<p>Choir</p>", "May procession", "Advent",
]  # fmt: skip


@each("text", EMPTY)
def test_what_shows_no_word_is_not_filled_and_says_nothing(text):
    assert not is_filled(text)
    assert is_placeholder(text)


@each("text", PLACEHOLDERS)
def test_what_stands_there_by_itself_is_a_placeholder(text):
    assert is_filled(text)
    assert is_placeholder(text)


@each("text", TELLING)
def test_a_title_that_says_something_is_none_however_short(text):
    assert is_filled(text)
    assert not is_placeholder(text)


@given(st.sampled_from(PLACEHOLDERS), st.sampled_from(TELLING))
def test_one_telling_paragraph_is_enough(placeholder, telling):
    if placeholder.startswith(("Lorem", "[Insert")):
        return
    assert not is_placeholder(f"{placeholder}\n\n{telling}")


@given(st.lists(st.sampled_from(PLACEHOLDERS + EMPTY)))
def test_placeholders_together_say_nothing_either(texts):
    assert is_placeholder("\n\n".join(texts))


@given(st.text())
def test_no_text_is_too_odd_and_what_is_not_filled_says_nothing(text):
    assert is_filled(text) or is_placeholder(text)
