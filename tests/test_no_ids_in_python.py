"""No Python file of the program, its scripts or its benchmarks mentions a policy, a pack, a clause or a rule.

What the program knows of any of them it reads from YAML files, so that another organisation's policy needs no line of
Python. Tests are not looked at: they may name policies, clauses and rules, since they say what these have to do.

A mention is an id as a whole word in any token of Python: a string, a docstring, a comment or a name. A whole word is
not part of a longer one: of another id, a word with hyphens, a longer number with dots. An underscore, a dash between
capitals and the ending of a file name part words. Names of policies, packs and rules count in capitals too.

There are two exceptions, and no list of files or places:

* numbers: `2.2` without quotation marks is a measure, not the clause 2.2;
* words of the languages in which rules and policies are written (LANGUAGE), which Python has to know.
"""

import io
import json
import re
import tokenize
from itertools import groupby
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("zoom_policy_lint", "scripts", "benchmarks")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)


def language_of(schema):
    """The keys of a JSON Schema and the values that it lists: what a file may say, not what it says."""
    if isinstance(schema, list):
        return {word for part in schema for word in language_of(part)}
    if not isinstance(schema, dict):
        return set()
    words = {word for word in [*schema.get("enum", ()), *schema.get("properties", {})] if isinstance(word, str)}
    return words.union(*map(language_of, schema.values()))


RULES = [(path, read(path)) for path in sorted((ROOT / "rules").rglob("*.yaml"))]
POLICIES = [(path, read(path)) for path in sorted((ROOT / "policies").glob("*.yaml"))]
SCHEMAS = [json.loads(path.read_bytes()) for path in (ROOT / "zoom_policy_lint/ruleset/schemas").glob("*.json")]

LANGUAGE = {word for schema in SCHEMAS for word in language_of(schema)}
NAMES = (
    {name for path, policy in POLICIES for name in (path.stem, policy["id"])}
    | {path.parent.name for path, _ in RULES if path.parent.name != "rules"}
    | {name for _, rule in RULES for name in (rule["id"], *rule.get("aliases", ()))}
)
CLAUSES = {clause["id"] for _, policy in POLICIES for clause in policy["clauses"]}


def any_of(ids):
    """A pattern of the ids, by their first letters: so most words of a file are left at once."""
    by_letter = groupby(sorted(ids - LANGUAGE), key=lambda one: one[0])
    return "|".join(
        f"{re.escape(first)}(?:{'|'.join(re.escape(one[1:]) for one in some)})" for first, some in by_letter
    )


MENTION = re.compile(
    r"(?<![A-Za-z0-9])(?<![a-z]-)(?<!\d\.)"
    rf"(?:(?i:{any_of(NAMES)})|{any_of(CLAUSES)})"
    r"(?![A-Za-z0-9])(?!-[a-z])(?!\.\d)"
)


def mentions(path):
    """Every id that a Python file mentions, with its line."""
    text = path.read_text(encoding="utf-8")
    if not MENTION.search(text):
        return []
    tokens = [one for one in tokenize.generate_tokens(io.StringIO(text).readline) if one.type != tokenize.NUMBER]
    return [
        f"{path}:{token.start[0] + token.string[: found.start()].count(chr(10))}: {found[0]}"
        for token in tokens
        for found in MENTION.finditer(token.string)
    ]


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_python_file_mentions_a_policy_a_pack_a_clause_or_a_rule(folder):
    files = sorted((ROOT / folder).rglob("*.py"))
    assert files
    assert [mention for path in files for mention in mentions(path)] == []


def test_only_one_id_is_a_word_of_the_language_too():
    """A pack may not slip through by taking its ids from the language."""
    assert LANGUAGE.intersection(NAMES | CLAUSES) == {"recommended"}


def test_every_shipped_rule_and_clause_is_looked_for():
    assert len(RULES) > 200
    assert {path.parent.name for path, _ in RULES} > {"rules"}
    assert all(MENTION.fullmatch(one) for one in (NAMES | CLAUSES) - LANGUAGE)


@pytest.mark.parametrize(
    "line",
    [
        'load_policy("st_joseph")',
        "st_joseph = 1",
        "ST_JOSEPH_FILE = 1",
        '"""Stands on `st_joseph.yaml`."""',
        'f"{x} cis-zoom-1.0: {y}"',
        "x = 1  # as no-private-chat says",
        '"rules/cis-zoom-1.0/cis-waiting-room.yaml"',
        'PARTS = ("S4a", "S5")',
        "x = 1  # S4a\u2013S4g",
        "x = 1  # C1-C6",
        "_S4a = 1",
        'x = {"2.2"}',
        "x = 1  # recommendation 1.1.2.10.",
        '"""Some words.\n\nThe clause G8 wants it.\n"""',
    ],
)
def test_a_mention_is_noticed(tmp_path, line):
    path = tmp_path / "made_up.py"
    path.write_text(f"x = 0\n{line}\n", encoding="utf-8")
    assert mentions(path)


@pytest.mark.parametrize(
    "line",
    [
        "x = 2.2",
        'VERSION = "2.2.1"',
        'x = "1.2.2"',
        "x = S10x, C1x, AC1",
        'x = "meeting_security.waiting_room"',
        'x = "no-private-chats"',
        'x = "our-no-private-chat"',
        "def read(recommended): ...",
    ],
)
def test_other_words_are_left_alone(tmp_path, line):
    path = tmp_path / "made_up.py"
    path.write_text(f"x = 0\n{line}\n", encoding="utf-8")
    assert mentions(path) == []


def test_the_line_of_a_mention_is_named(tmp_path):
    path = tmp_path / "made_up.py"
    path.write_text('x = 0\ny = """\nThe clause\nG8 wants it."""\n', encoding="utf-8")
    assert mentions(path) == [f"{path}:4: G8"]
