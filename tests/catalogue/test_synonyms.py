"""The table of people's words: every word of it can lead somewhere."""

from importlib.resources import files

import yaml

from zoom_policy_lint.resolve.search import search

TEXT = files("zoom_policy_lint.catalogue").joinpath("data", "synonyms.yaml").read_text(encoding="utf-8")
TABLE = yaml.safe_load(TEXT)["synonyms"]
SAID = [one.strip() for said in TABLE for one in said.split(",")]


def test_there_are_many_and_none_stands_twice():
    lines = [
        line.strip().partition(":")[0] for line in TEXT.partition("synonyms:")[2].splitlines() if line[2:3].isalnum()
    ]
    assert len(lines) == len(TABLE)
    assert len(SAID) == len(set(SAID)) > 150


def test_everything_that_people_say_finds_something():
    assert [said for said in SAID if not search(said).settings] == []


def test_every_alternative_stands_in_some_setting():
    meant = [row["means"] if isinstance(row, dict) else row for row in TABLE.values()]
    alternatives = {one.strip() for row in meant for one in row.split("|")}
    assert [one for one in sorted(alternatives) if not search(one).complete] == []


def test_what_no_setting_is_about_has_a_note_in_a_sentence():
    notes = [row["note"] for row in TABLE.values() if isinstance(row, dict)]
    assert notes
    assert all(note.endswith(".") and "no setting" in note for note in notes)
