"""A comparison of two policies, for people and for machines."""

import json
from dataclasses import replace

import jsonschema

from tests.support.each import each
from zoom_policy_lint.evaluate.compare import Beside, Comparison
from zoom_policy_lint.evaluate.pulls import Asked, Pull
from zoom_policy_lint.model.clause import ClauseResult, Conflict
from zoom_policy_lint.model.run import PolicyIdentity
from zoom_policy_lint.model.words import ClauseVerdict, Kind, KindState, Level
from zoom_policy_lint.report import Style, comparison_json, comparison_markdown, comparison_table
from zoom_policy_lint.report.comparison import CONTRARY, NAMED, NO_PULLS, STRICTER, shape
from zoom_policy_lint.report.schema import comparison_schema

from .sample_findings import BREAKOUT, HOSTILE
from .samples import make_run

CONFLICT = Conflict("direct", ("safeguarding", "data_protection"), {"st_joseph": ("C7",)}, "Nobody sees the children.")


def clause(id_, verdict, text="words", conflict=None):
    return ClauseResult(id_, text, verdict, {Kind.SETTINGS: KindState.SHOWN}, (), (), (), "", conflict=conflict)


FIRST = (clause("C1", ClauseVerdict.MET), clause("C7", ClauseVerdict.MET), clause("C9", ClauseVerdict.UNANSWERED))
SECOND = (
    clause("1.1", ClauseVerdict.NOT_MET, "Hosts can open breakout rooms", CONFLICT),
    clause("1.2", ClauseVerdict.PARTLY, "Something of its own", replace(CONFLICT, because="It would shut people out.")),
    clause("C1", ClauseVerdict.NOT_MET),
)


def rooms(*, can_agree=False):
    asked = (
        Asked("no-rooms", "No rooms", ("C7",), False, "off"),
        Asked("rooms", "Rooms are there", ("1.1",), True, "on"),
    )
    counts = {Level.USER: 1, Level.ACCOUNT: 1, Level.GROUP: 5}, {Level.USER: 2}
    return Pull(("setting", BREAKOUT), asked, counts, can_agree)


def comparison(*pulls, **texts):
    one = make_run(clauses=FIRST)
    identity = PolicyIdentity("other", texts.get("title", "Another policy"), "2", "cd" * 32)
    other = make_run(clauses=texts.get("clauses", SECOND), policy=identity, notice=texts.get("notice", ""))
    beside = (Beside("C1", "C1", ()), Beside("C7", "1.1", (("setting", BREAKOUT),)))
    return Comparison((one, other), beside, pulls)


def render(module, found, style=Style(width=80)):  # noqa: B008 - a frozen value
    pieces = []
    module.render(found, pieces.append, style)
    return "".join(pieces)


def lines(found, **style):
    return render(comparison_table, found, Style(**({"width": 80} | style))).splitlines()


def test_the_clauses_of_a_come_in_order_with_those_of_b_beside_them_and_then_the_rest_of_b():
    found = shape(comparison())
    assert [(one.id, [other.id for other in beside]) for one, beside in found.rows] == [
        ("C1", ["C1"]),
        ("C7", ["1.1"]),
        ("C9", []),
    ]
    assert [one.id for one in found.rest] == ["1.2"]


def test_verdicts_stand_side_by_side_in_the_columns_of_their_policies():
    shown = [line.split() for line in lines(comparison())]
    assert ["✓", "met", "✗", "not", "met", "C1", "words"] in shown
    assert ["✗", "not", "met", "1.1", "Hosts", "can", "open", "breakout", "rooms"] in shown
    assert ["?", "unanswered", "—", "C9", "words"] in shown
    assert ["—", "~", "partly", "1.2", "Something", "of", "its", "own"] in shown


def test_each_policy_has_its_headline():
    written = "\n".join(lines(comparison(notice="This is a comparison.")))
    assert "A  St Joseph's safeguarding policy for Zoom (st_joseph 1.0)\n   3 clauses: 1 unanswered, 2 met\n" in written
    assert "B  Another policy (other 2)\n   3 clauses: 2 not met, 1 partly\n" in written
    assert "\n   This is a comparison.\n" in written


def test_what_had_nothing_to_judge_is_counted_apart_and_shown_so():
    empty = replace(FIRST[2], kinds={Kind.SETTINGS: KindState.EMPTY})
    other = comparison()
    found = replace(other, runs=(replace(other.runs[0], clauses=(*FIRST[:2], empty)), other.runs[1]))
    written = lines(found)
    assert "   3 clauses: 2 met, 1 nothing to judge" in written
    assert ["-", "nothing", "to", "judge", "—", "C9", "words"] in [line.split() for line in written]
    assert max(map(len, written)) <= 80


def test_a_pull_says_who_wants_what_and_how_many_are_right_by_one_alone():
    written = " ".join("\n".join(lines(comparison(rooms()))).split())
    assert CONTRARY in written
    assert "A wants off (“No rooms”, C7) — right only by A: the account, 5 groups and 1 user" in written
    assert "B wants on (“Rooms are there”, 1.1) — right only by B: 2 users" in written
    assert (
        "B, 1.1 against A, C7 (direct conflict, safeguarding and data protection): Nobody sees the children." in written
    )


def test_who_only_asks_for_more_is_told_apart():
    written = "\n".join(lines(comparison(rooms(can_agree=True))))
    assert STRICTER in written
    assert CONTRARY not in written


def test_a_conflict_that_a_policy_names_is_told_once_wherever_it_belongs():
    beside = "\n".join(lines(comparison(rooms()), width=200))
    assert beside.count("Nobody sees the children.") == beside.count("It would shut people out.") == 1
    assert NAMED in beside
    alone = "\n".join(lines(comparison(), width=200))
    assert alone.count("Nobody sees the children.") == 1
    assert NO_PULLS in alone


def test_every_line_keeps_to_the_width_and_colours_only_colour():
    found = comparison(rooms())
    assert max(map(len, lines(found, width=60))) <= 60
    coloured = render(comparison_table, found, Style(colour=True, width=80))
    assert "\x1b[" in coloured
    assert "\x1b" not in render(comparison_table, found)


@each("text", HOSTILE)
def test_nothing_in_a_policy_steers_a_terminal_or_becomes_markup(text):
    spoilt = replace(CONFLICT, because=text)
    clauses = tuple(replace(one, text=text, conflict=one.conflict and spoilt) for one in SECOND)
    found = comparison(rooms(), title=text, notice=text, clauses=clauses)
    table, markdown = render(comparison_table, found), render(comparison_markdown, found)
    for written in (table, markdown):
        assert not {"\x1b", "\u202e", "\ud800"} & set(written)
    assert "<script>" not in markdown
    assert "https://" not in markdown
    assert "[click](" not in markdown
    json.loads(render(comparison_json, found))


def test_the_json_fits_its_schema_and_gives_everything():
    written = json.loads(render(comparison_json, comparison(rooms())))
    jsonschema.Draft202012Validator(comparison_schema()).validate(written)
    assert [one["id"] for one in written["policies"]] == ["st_joseph", "other"]
    assert written["policies"][0]["clauses"] == {"met": 2, "not_met": 0, "partly_evidenced": 0, "unanswered": 1}
    assert [(row["first"] or {}).get("id") for row in written["clauses"]] == ["C1", "C7", "C9", None]
    assert written["clauses"][1]["second"][0]["shared"] == [{"kind": "setting", "name": BREAKOUT}]
    [pull] = written["conflicts"]
    assert (pull["setting"], pull["right_by_second"], pull["can_agree"]) == (BREAKOUT, {"user": 2}, False)
    assert list(pull["right_by_first"].items()) == [("account", 1), ("group", 5), ("user", 1)]
    assert pull["written"][0]["because"] == "Nobody sees the children."


def test_every_key_of_the_json_is_described_in_the_schema():
    jsonschema.Draft202012Validator.check_schema(comparison_schema())
    written = json.loads(render(comparison_json, comparison(rooms())))
    known = comparison_schema()["properties"]
    assert set(written) == set(known)
    assert set(written["conflicts"][0]) == set(known["conflicts"]["items"]["properties"])
    assert set(written["policies"][0]) == set(known["policies"]["items"]["properties"])
