import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from tests.pull.fakes import pull_into, school
from zoom_policy_lint.model.errors import PolicyLintError
from zoom_policy_lint.model.resource import Listing, Read, Unread
from zoom_policy_lint.model.words import Level, Reason
from zoom_policy_lint.pull.journal import Journal

NOW = datetime(2026, 11, 24, 9, 0, 0, 123456, tzinfo=UTC)
USERS, SETTINGS = Read("users"), Read("users.id.settings")


@pytest.fixture
def out(tmp_path):
    return tmp_path / "s.zpl"


def opened(out, **identity):
    return Journal.open(out, {"account_id": "a"} | identity, NOW)


def test_a_new_journal_says_nothing_and_its_time_is_in_whole_seconds(out):
    with opened(out) as journal:
        assert journal.note == ""
        assert journal.begun == NOW.replace(microsecond=0)


def test_what_was_answered_is_there_after_reopening_and_what_was_refused_is_not(out):
    gap = Unread(Reason.SCOPE, "a scope is missing")
    with opened(out) as journal:
        journal.add_answer(Level.USER, "u1", SETTINGS, {"a": {"b": [1, None, "ü"]}})
        journal.add_answer(Level.USER, "u2", SETTINGS, gap)
        journal.add_listing(Listing(USERS, count=2))
        journal.add_listing(Listing(Read("groups"), count=1, complete=False, unread=gap))
        journal.add_gone(Level.USER, "u3")
        assert journal.answers(Level.USER, "u2") == {str(SETTINGS): gap}
    with opened(out) as journal:
        assert journal.answers(Level.USER, "u1") == {str(SETTINGS): {"a": {"b": [1, None, "ü"]}}}
        assert journal.answered(Level.USER, "u1") == {str(SETTINGS)}
        assert journal.answers(Level.USER, "u2") == {}
        assert journal.listing(USERS) == Listing(USERS, count=2)
        assert journal.listing(Read("groups")) is None
        assert journal.gone(Level.USER, "u3")


def test_rows_come_sorted_by_id_and_once(out):
    with opened(out) as journal:
        journal.add_rows(USERS, "", 1, [("b", {"n": 1}), ("a", {}), ("ä", {}), ("B", {})])
        journal.add_rows(USERS, "", 1, [("b", {"n": 2})])
        assert list(journal.rows(USERS)) == [
            (id_, [("", row)]) for id_, row in (("B", {}), ("a", {}), ("b", {"n": 2}), ("ä", {}))
        ]
        assert journal.ids(USERS, after="a", most=1) == ["b"]
        assert journal.count(USERS) == 4


def test_without_a_parent_the_lists_of_all_are_meant(out):
    meetings = Read("users.id.meetings")
    with opened(out) as journal:
        journal.add_rows(meetings, "u1", 1, [("5", {"n": 1}), ("7", {})])
        journal.add_rows(meetings, "u2", 1, [("5", {"n": 2}), ("6", {})])
        assert (journal.count(meetings), journal.count(meetings, "u1")) == (3, 2)
        assert (journal.ids(meetings), journal.ids(meetings, "u2")) == (["5", "6", "7"], ["5", "6"])
        assert list(journal.each_id(meetings)) == ["5", "6", "7"]
        assert journal.rows_of(meetings, "5") == [("u1", {"n": 1}), ("u2", {"n": 2})]
        assert [id_ for id_, _ in journal.rows(meetings)] == ["5", "6", "7"]
        journal.keep_rows_of(meetings, "u1", 1)
        journal.forget_rows(meetings, "u2")
        assert journal.parents(meetings, "5") == ["u1"]


def test_every_id_comes_once_however_many_there_are_and_though_the_journal_is_written_meanwhile(out):
    with opened(out) as journal:
        journal.add_rows(USERS, "", 1, [(f"{number:04}", {}) for number in range(1201)])
        found = []
        for id_ in journal.each_id(USERS):
            journal.add_gone(Level.USER, id_)
            found.append(id_)
        assert found == [f"{number:04}" for number in range(1201)]


def test_users_are_found_by_address_whatever_its_capitals(out):
    with opened(out) as journal:
        rows = [("u1", {"email": "Head@School.example"}), ("u2", {"email": None}), ("u3", {}), ("u4", {"email": 5})]
        journal.add_rows(USERS, "", 1, rows)
        journal.add_rows(Read("users.inactive"), "", 1, [("u5", {"email": "left@school.example"})])
        assert journal.users_at("head@SCHOOL.example") == ["u1"]
        assert journal.users_at("left@school.example") == journal.users_at("") == []


def test_one_answer_is_what_was_kept_or_nothing(out):
    gap = Unread(Reason.SCOPE, "a scope is missing")
    with opened(out) as journal:
        journal.add_answer(Level.USER, "u1", SETTINGS, {})
        journal.add_answer(Level.USER, "u2", SETTINGS, gap)
        found = [journal.answer(Level.USER, id_, SETTINGS) for id_ in ("u1", "u2", "u3")]
        assert found == [{}, gap, None]


def test_rows_of_an_earlier_attempt_do_not_count_for_a_later_one(out):
    with opened(out) as journal:
        journal.add_rows(USERS, "", 1, [("a", {}), ("b", {})])
        journal.add_rows(USERS, "", 2, [("b", {})])
        assert (journal.count(USERS), journal.count(USERS, attempt=2)) == (2, 1)
        journal.keep_rows_of(USERS, "", 2)
        assert journal.ids(USERS) == ["b"]


def test_two_pulls_into_one_file_do_not_disturb_each_other(out):
    with opened(out) as journal:
        journal.add_answer(Level.USER, "u1", SETTINGS, {})
        with pytest.raises(PolicyLintError, match="Another pull") as error:
            opened(out)
        assert "Wait" in error.value.hint
        with pytest.raises(PolicyLintError, match="Another pull"):
            opened(out, account_id="b")
        assert journal.answered(Level.USER, "u1")
    with opened(out) as journal:
        assert journal.answered(Level.USER, "u1")


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_file_that_is_no_journal_is_replaced_and_that_is_said(out, content):
    out.with_name("s.zpl.part").write_bytes(content)
    with opened(out) as journal:
        assert "was damaged, so a new one was begun" in journal.note


def test_a_database_of_somebody_else_is_replaced(out):
    with closing(sqlite3.connect(out.with_name("s.zpl.part"))) as other:
        other.execute("CREATE TABLE meta (key TEXT, value TEXT)")
        other.commit()
    with opened(out) as journal:
        assert "damaged" in journal.note


def test_a_damaged_page_is_noticed_before_anything_is_believed(out):
    with opened(out) as journal:
        for number in range(300):
            journal.add_answer(Level.USER, f"u{number}", SETTINGS, {"long": "x" * 500})
    part = out.with_name("s.zpl.part")
    content = bytearray(part.read_bytes())
    for page in range(5, len(content) // 4096):
        content[page * 4096 : page * 4096 + 12] = b"\xee" * 12
    part.write_bytes(content)
    with opened(out) as journal:
        assert "damaged" in journal.note
        assert journal.answered(Level.USER, "u0") == frozenset()


def test_what_the_disk_refuses_is_said_with_what_to_do(out):
    with opened(out) as journal:
        journal._database.execute("PRAGMA max_page_count=1")
        with pytest.raises(PolicyLintError, match="full") as error:
            journal.add_answer(Level.USER, "u1", SETTINGS, {"long": "x" * 100_000})
        assert "goes on where it was" in error.value.hint


def test_a_folder_in_the_place_of_the_journal_is_an_error_and_not_a_crash(out):
    out.with_name("s.zpl.part").mkdir()
    with pytest.raises(PolicyLintError, match=r"s\.zpl\.part"):
        pull_into(out, school())


def test_discarding_removes_everything(out):
    with opened(out) as journal:
        journal.add_gone(Level.USER, "u1")
        journal.discard()
    assert list(out.parent.iterdir()) == []
