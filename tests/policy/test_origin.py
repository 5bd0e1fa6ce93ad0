"""Where the clauses come from: the document that a policy names, and the clauses whose words are not in it."""

from datetime import date

import pytest

from tests.policy.policies import ALONE, problems_of, write
from zoom_policy_lint.policy import load_policy
from zoom_policy_lint.policy.notes import words_notes

BOTH = "EVERYBODY waits; only school addresses."


def with_source(folder, source, document=BOTH):
    write(folder, document, "ours.txt")
    return write(folder, f"{ALONE}source: {source}\n")


def test_a_policy_without_a_source_has_none(tmp_path):
    assert load_policy(write(tmp_path, ALONE)).source is None


def test_a_source_is_told_as_it_is_written(tmp_path):
    source = load_policy(with_source(tmp_path, "{document: D, organisation: O, date: 2026-09-01, url: u}")).source
    found = (source.document, source.organisation, source.dated, source.url, source.file, source.absent)
    assert found == ("D", "O", date(2026, 9, 1), "u", "", ())


@pytest.mark.parametrize(
    ("document", "absent"),
    [
        ("everybody waits. only school addresses.", ()),
        ("Everybody\n  waits.", ("E",)),
        ("Only school\u2011addresses. Nobody waits.", ("W", "E")),
        ("", ("W", "E")),
    ],
)
def test_clauses_whose_words_are_not_in_the_document_are_named(document, absent, tmp_path):
    document = document.replace("\u2011", " big ")
    assert load_policy(with_source(tmp_path, "{file: ours.txt}", document)).source.absent == absent


def test_the_file_stands_beside_the_policy_that_names_it(tmp_path, monkeypatch):
    (tmp_path / "below").mkdir()
    with_source(tmp_path / "below", "{file: ours.txt}", "Everybody waits. Only school addresses.")
    path = write(tmp_path, "extends: below/policy.yaml\nversion: '2'\n")
    monkeypatch.chdir(tmp_path.parent)
    assert load_policy(path).source.absent == ()


def test_the_documents_of_policies_that_stand_on_each_other_add_up(tmp_path):
    with_source(tmp_path, "{file: ours.txt}", "Everybody waits. Only school addresses.")
    write(tmp_path, "Nobody draws.", "more.txt")
    clauses = "clauses:\n  - {id: D, text: Nobody draws., rules: [no-annotation]}\n  - {id: N, text: New., rules: [no-whiteboard]}\n"
    child = write(tmp_path, f"extends: policy.yaml\nsource: {{file: more.txt}}\n{clauses}", "child.yaml")
    assert load_policy(child).source.absent == ("N",)


def test_only_words_of_a_policy_that_names_a_document_are_looked_for(tmp_path):
    write(tmp_path, "We wait.", "ours.txt")
    own = "clauses: [{id: C1, text: We wait.}, {id: C2, text: We hurry.}, {id: C3, limits: None.}]\n"
    policy = load_policy(write(tmp_path, f"extends: st_joseph\nsource: {{file: ours.txt}}\n{own}"))
    assert policy.source.absent == ("C2",)
    assert set(policy.source.elsewhere) == {clause.id for clause in policy.clauses} - {"C1", "C2"}
    (note,) = [note for note in words_notes(policy) if "names no document" in note]
    assert note.startswith(f"{len(policy.clauses) - 2} clauses come from a policy that names no document")


@pytest.mark.parametrize(
    ("source", "place", "message"),
    [
        ("{file: none.txt}", (9, 10), "there is no file"),
        ("{file: .}", (9, 10), "there is no file"),
        ("{file: policy.pdf}", (9, 10), "is not a UTF-8 text file"),
        ("{date: 2026-02-30}", (9, 10), "2026-02-30 is not a day of the calendar"),
        ("{date: September}", (9, 10), "write a date as 2026-09-03"),
        ('{file: ""}', (9, 10), "“file” must not be empty"),
        ("policy.txt", (9, 1), "“source” must be a mapping"),
    ],
)
def test_a_document_that_cannot_be_read_is_a_problem_where_it_is_named(source, place, message, tmp_path):
    (tmp_path / "policy.pdf").write_bytes(b"%PDF\xff\xfe")
    ((file, line, column, said),) = problems_of(with_source(tmp_path, source))
    assert (file, (line, column)) == ("policy.yaml", place)
    assert message in said


def test_the_document_is_no_part_of_the_policys_identity(tmp_path):
    first = load_policy(with_source(tmp_path, "{file: ours.txt}")).identity.sha256
    assert load_policy(with_source(tmp_path, "{file: ours.txt}", "Other.")).identity.sha256 == first
