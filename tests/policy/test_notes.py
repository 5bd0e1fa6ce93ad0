"""Sentences about clauses whose words have changed: which rules to look at again, and what to write then."""

from pathlib import Path

import pytest

from tests.policy.policies import ALONE, changed, write
from zoom_policy_lint.policy import load_policy
from zoom_policy_lint.policy.notes import reworded_note, weaker_notes, words_line, words_notes
from zoom_policy_lint.policy.words import words_hash

WAITS = words_hash("Everybody waits.")
ONLY = words_hash("Only school addresses.")
SIGNED = changed(
    "Only school addresses.,",
    f"Only school addresses., words: '{ONLY}',",
    changed("Everybody waits.,", f"Everybody waits., words: '{WAITS}',", ALONE),
)


def notes(folder, text):
    return list(words_notes(load_policy(write(folder, text))))


def test_words_that_are_still_the_same_need_no_note(tmp_path):
    policy = load_policy(write(tmp_path, SIGNED))
    assert (list(words_notes(policy)), reworded_note(policy), policy.reworded) == ([], None, ())


def test_changed_words_name_the_clause_its_rules_and_the_line_to_write(tmp_path):
    (note,) = notes(tmp_path, changed("Everybody waits.,", "Everybody waits outside.,", SIGNED))
    assert "The words of W have changed" in note
    assert "waiting-room" in note
    assert note.endswith(f"words: {words_hash('Everybody waits outside.')}")


def test_once_that_line_is_written_the_note_is_gone(tmp_path):
    text = changed("Everybody waits.,", "Everybody waits outside.,", SIGNED)
    path = write(tmp_path, text)
    line = words_line(load_policy(path).clauses[0])
    assert notes(tmp_path, text.replace(f"words: '{WAITS}'", line)) == []


@pytest.mark.parametrize(
    ("said", "reworded"),
    [
        ("text: Everybody waits outside.", ("W",)),
        (f"text: Everybody waits outside., words: '{words_hash('Everybody waits outside.')}'", ()),
        ("text: 'Everybody  waits.'", ()),
        ("rules: [no-whiteboard]", ()),
        (f"words: '{ONLY}'", ("W",)),
    ],
)
def test_a_child_that_rewords_a_clause_must_say_anew_for_which_words_the_rules_are(said, reworded, tmp_path):
    write(tmp_path, SIGNED, "parent.yaml")
    policy = load_policy(write(tmp_path, f"extends: parent.yaml\nclauses:\n  - {{id: W, {said}}}\n"))
    assert policy.reworded == reworded


def test_a_report_says_it_in_one_sentence(tmp_path):
    one = changed("Everybody waits.,", "All wait.,", SIGNED)
    policy = load_policy(write(tmp_path, one))
    assert reworded_note(policy) == "The words of W have changed since its rules were chosen; see “policy validate”."
    both = load_policy(write(tmp_path, changed("Only school addresses.,", "School only.,", one)))
    assert reworded_note(both) == "The words of W, E have changed since their rules were chosen; see “policy validate”."


def test_clauses_that_say_nothing_of_their_words_are_counted_in_one_note(tmp_path):
    (note,) = notes(tmp_path, ALONE)
    assert note.startswith("2 clauses do not say for which words the rules were chosen (W, E)")
    assert "policy validate --words" in note


def test_words_that_are_in_no_document_name_the_clause_and_what_answers_it(tmp_path):
    write(tmp_path, "Everybody waits.", "ours.txt")
    asked = "attest: [{clause: E, question: Is it so?}]\nsource: {file: ours.txt}\n"
    (note,) = notes(tmp_path, SIGNED + asked)
    assert note.startswith("The words of E do not stand in ours.txt")
    assert "school-addresses-only, the question on it" in note


def test_rules_that_a_child_takes_out_of_a_clause_are_named(tmp_path):
    write(tmp_path, ALONE, "parent.yaml")
    replaced = load_policy(write(tmp_path, "extends: parent.yaml\nclauses: [{id: W, rules: [host-only-chat]}]\n"))
    (note,) = weaker_notes(replaced)
    assert note.startswith("W has fewer rules than in the policy that this one stands on: without waiting-room.")
    added = load_policy(write(tmp_path, "extends: parent.yaml\nclauses: [{id: W, add_rules: [host-only-chat]}]\n"))
    assert not added.weaker
    write(tmp_path, "extends: parent.yaml\nclauses: [{id: W, rules: [host-only-chat]}]\n", "middle.yaml")
    back = load_policy(write(tmp_path, "extends: middle.yaml\nclauses: [{id: W, add_rules: [waiting-room]}]\n"))
    assert not back.weaker


@pytest.mark.parametrize(
    ("said", "note"),
    [
        (
            "clauses: [{id: C1, wants: [S, M]}]",
            "C1 wants fewer kinds of evidence than in the policy that this one stands on: not P.",
        ),
        (
            "attest: [{clause: S5, question: Is it?}]",
            (
                "The question on S5 says less than in the policy that this one stands on: not who must answer it, how "
                "often, that no-automatic-recording contradicts it."
            ),
        ),
        (
            "clauses: [{id: C7, wants: [S]}]",
            "No clause of the rule no-breakout-rooms wants M: what it finds there counts under no clause.",
        ),
    ],
)
def test_what_a_child_asks_for_less_is_named(said, note, tmp_path):
    policy = load_policy(write(tmp_path, f"extends: st_joseph\n{said}\n"))
    assert note in list(weaker_notes(policy))


def test_the_shipped_policy_asks_for_nothing_less():
    assert list(weaker_notes(load_policy("st_joseph"))) == []


def test_rules_of_own_folders_that_no_clause_names_are_named(tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    shipped_rule = Path(load_policy("st_joseph").rules["no-whiteboard"].file).read_text(encoding="utf-8")
    (own / "our-rule.yaml").write_text(shipped_rule.replace("id: no-whiteboard", "id: our-rule"), encoding="utf-8")
    policy = load_policy(write(tmp_path, "extends: st_joseph\nrule_folders: [own]\n"))
    assert list(weaker_notes(policy)) == [
        "No clause names these rules of the policy's own folders, so they are never judged: our-rule."
    ]


def test_of_many_clauses_that_say_nothing_of_their_words_ten_are_named(tmp_path):
    many = "".join(f"  - {{id: c{at}, text: Wait {at}., rules: [waiting-room]}}\n" for at in range(12))
    (note,) = notes(tmp_path, ALONE + many)
    assert note.startswith("14 clauses do not say")
    assert "(W, E, c0, c1, c2, c3, c4, c5, c6, c7 and 4 more)" in note
