"""What is kept of a title or a description: facts in plain JSON, and nothing of the text."""

import json

from hypothesis import given
from hypothesis import strategies as st

from tests.texts.support import NORMAL
from zoom_policy_lint.model.resource import TextQuestions
from zoom_policy_lint.texts import text_facts, title_facts

QUESTIONS = TextQuestions(("be polit", "take turn"), ("slt", "staff"))


def test_of_a_title_it_is_kept_whether_it_says_something_and_which_patterns_match():
    assert title_facts("Staff briefing", QUESTIONS) == {"filled": True, "placeholder": False, "matches": ["staff"]}
    assert title_facts("Jane's Zoom Meeting", QUESTIONS) == {"filled": True, "placeholder": True, "matches": []}
    assert title_facts("", QUESTIONS) == {"filled": False, "placeholder": True, "matches": []}


def test_of_a_text_it_is_kept_whether_it_says_something_and_which_phrases_it_holds():
    text = "<ul><li>Take turns</li><li>Be polite</li></ul>"
    assert text_facts(text, QUESTIONS) == {"filled": True, "placeholder": False, "says": ["be polit", "take turn"]}
    assert text_facts("TBC", QUESTIONS) == {"filled": True, "placeholder": True, "says": []}


def test_nothing_that_was_not_asked_for_is_kept():
    assert text_facts("Take turns", TextQuestions())["says"] == title_facts("Staff", TextQuestions())["matches"] == []


@given(st.text())
def test_facts_hold_no_word_of_the_text_but_what_was_asked_for(text):
    questions = TextQuestions(tuple(NORMAL), ("staff",))
    for facts in (title_facts(text, questions), text_facts(text, questions)):
        assert json.loads(json.dumps(facts)) == facts
        assert set(facts.pop("says", [])) <= set(NORMAL)
        assert set(facts.pop("matches", [])) <= {"staff"}
        assert all(isinstance(fact, bool) for fact in facts.values())
