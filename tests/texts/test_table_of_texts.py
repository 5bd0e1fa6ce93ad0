"""A table of texts, right and wrong, and what the policy's phrases find in each."""

from pathlib import Path

import yaml

from tests.support.each import each
from tests.texts.support import PARTS, TEMPLATE
from zoom_policy_lint.texts import normal_phrase, says

ROWS = yaml.safe_load((Path(__file__).parent / "texts.yaml").read_text(encoding="utf-8"))


def covered(text):
    return {part for part, phrases in PARTS.items() if says(text, [normal_phrase(phrase) for phrase in phrases])}


@each("row", ROWS, ids=[row["messy"] for row in ROWS])
def test_the_parts_that_a_text_covers_are_found_and_no_others(row):
    assert covered(row["text"]) == set(row["parts"])


def test_the_table_is_large_and_each_of_its_rows_is_another_text():
    assert len(ROWS) >= 60
    assert len({row["text"] for row in ROWS}) == len({row["messy"] for row in ROWS}) == len(ROWS)


def test_every_part_is_covered_by_some_rows_and_missing_in_others():
    for part in PARTS:
        assert {part in row["parts"] for row in ROWS} == {True, False}


def test_a_row_without_its_line_breaks_between_words_covers_as_much():
    wrapped = "Please raise\nyour hand. Be\nrespectful."
    assert covered(wrapped) == covered(wrapped.replace("\n", " ")) == {"S4a", "S4f"}


@each("part", PARTS)
def test_the_policys_own_template_covers_each_part(part):
    assert part in covered(TEMPLATE[part])


def test_the_policys_own_template_covers_everything_as_plain_text_and_as_html():
    assert covered("\n".join(f"- {line}" for line in TEMPLATE.values())) == set(PARTS)
    assert covered("".join(f"<li>{line}" for line in TEMPLATE.values())) == set(PARTS)
