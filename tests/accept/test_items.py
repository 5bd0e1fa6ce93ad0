"""Adding to hand-written YAML: what it says is the same and one item more, and all that was written stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zoom_policy_lint.accept.items import with_item, with_items, without_items
from zoom_policy_lint.model.errors import ProblemsError
from zoom_policy_lint.ruleset.source import parse
from zoom_policy_lint.ruleset.yaml_text import one_line

ITEM = {"rule": "waiting-room", "resource": {"user": "a@b.uk"}, "expires": "2027-01-31"}
LINE = "- {rule: waiting-room, resource: {user: a@b.uk}, expires: 2027-01-31}"


def added(text, item=ITEM):
    return with_item(text, "waivers", item, "policy.yaml").text


# Single cases, as people write them

CASES = [
    ("", f"waivers:\n  {LINE}\n"),
    ("# nothing yet\n", f"# nothing yet\nwaivers:\n  {LINE}\n"),
    ("id: a\n", f"id: a\nwaivers:\n  {LINE}\n"),
    ("id: a", f"id: a\nwaivers:\n  {LINE}"),
    ("id: a\r\n", f"id: a\r\nwaivers:\r\n  {LINE}\r\n"),
    ("\ufeffid: a\n", f"\ufeffid: a\nwaivers:\n  {LINE}\n"),
    ("id: a\n\nclauses:\n- x\n", f"id: a\n\nclauses:\n- x\n\nwaivers:\n{LINE}\n"),
    ("waivers:\nid: a\n", f"waivers:\n  {LINE}\nid: a\n"),
    ("waivers: # none yet\nid: a\n", f"waivers: # none yet\n  {LINE}\nid: a\n"),
    ("waivers: []\nid: a\n", f"waivers:\n  {LINE}\nid: a\n"),
    ("waivers: []  # none\nid: a\n", f"waivers:  # none\n  {LINE}\nid: a\n"),
    ("waivers: ~\nid: a\n", f"waivers: [{LINE[2:]}]\nid: a\n"),
    ("waivers: [a, b] # two\nid: a\n", f"waivers: [a, b, {LINE[2:]}] # two\nid: a\n"),
    ("waivers: [\n  a,  # one\n]\nid: a\n", f"waivers: [\n  a,  # one\n  {LINE[2:]},\n]\nid: a\n"),
    ("waivers: [\n  a  # one\n]\nid: a\n", f"waivers: [\n  a,  # one\n  {LINE[2:]}\n]\nid: a\n"),
    ("waivers:\n    - {a: 1}\n# end\n", f"waivers:\n    - {{a: 1}}\n    {LINE}\n# end\n"),
    ("waivers:\n- {a: 1} # why\n\nid: a\n", f"waivers:\n- {{a: 1}} # why\n{LINE}\n\nid: a\n"),
    ("- {a: 1}\n", f"- {{a: 1}}\n{LINE}\n"),
    ("# ours\n- a.yaml", f"# ours\n- a.yaml\n{LINE}"),
    ("waivers:\n  - &x {a: 1}\n  - *x\n", f"waivers:\n  - &x {{a: 1}}\n  - *x\n  {LINE}\n"),
]

BLOCK = "  -   rule: waiting-room\n      resource: {user: a@b.uk}\n      expires: 2027-01-31"


def test_an_item_is_written_as_the_file_is_laid_out():
    for text, wanted in CASES:
        assert added(text) == wanted


def test_where_the_others_have_a_key_a_line_so_has_the_new_one():
    text = "waivers:\n  -   a: 1\n      b: |\n        words\n      # seen by the head\n\n# next\nid: a\n"
    assert added(text) == text.replace("\n\n# next", f"\n{BLOCK}\n\n# next")


def test_items_with_blank_lines_between_them_get_one_more():
    text = "waivers:\n\n  - a: 1\n\n  - a: 2\n\nid: a\n"
    assert added(text) == text.replace(
        "a: 2\n", "a: 2\n\n" + BLOCK.replace("-   ", "- ").replace("      ", "    ") + "\n"
    )


def test_a_long_item_has_a_key_a_line():
    said = added("id: a\n", ITEM | {"reason": "word " * 20 + "end"})
    assert max(map(len, said.splitlines())) <= 120
    assert "\n  - rule: waiting-room\n    resource: {user: a@b.uk}\n" in said


def test_the_line_of_the_new_item_is_told():
    edited = with_item("# a\n\nwaivers:\n  - a\n  # b\nid: a\n", "waivers", ITEM, "policy.yaml")
    assert (edited.line, edited.lines) == (5, (f"  {LINE}",))


def test_words_that_yaml_would_change_are_in_quotes_and_dates_are_not():
    words = (
        "yes",
        "012",
        "1:20",
        "1e5",
        "08",
        "12e4567890123456",
        "null",
        "#x",
        "a: b",
        "",
        "~",
        "2027-01-31",
        "é “q”",
        "- x",
        "[",
        "'",
        '"',
        "\u2028",
        "\x07",
    )
    said = added("id: a\n", {"reason": list(words), "on": "2027-01-31"})
    assert parse(said, "policy.yaml").data["waivers"] == [{"reason": list(words), "on": "2027-01-31"}]
    assert parse(said, "policy.yaml").problems == ()
    assert "on: 2027-01-31" in said


def test_what_cannot_be_changed_alone_is_refused_with_place_and_line():
    for text in (
        "waivers: &all\n  - a\nothers: *all\n",
        "a: &none []\nwaivers: *none\n",
        "waivers: {a: 1}\n",
        "{id: a}\n",
        "id: a\nwaivers:\n  - |\n    words",
        "- a\n- b: [\n",
        "just words\n",
        "id: a\nid: b\n",
    ):
        with pytest.raises(ProblemsError) as refused:
            added(text)
        assert refused.value.problems[0].line > 0
        assert refused.value.problems[0].hint


# Laws

WORD = st.sampled_from(["a", "'b: c'", '"d"', "2027-01-31", "é", "{x: 1}", "[y, z]", "&m w", "~", "''"])
PAIR = st.tuples(st.sampled_from(["k", "rule", "é"]), WORD)
WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=20).map(one_line)
NOTE = st.sampled_from(["", "", "  # note", " # - x: [", "   "])
FILLER = st.lists(st.sampled_from(["", "# words", "  # deeper", "      # deepest: [", "   "]), max_size=2)


@st.composite
def block_item(draw, margin):  # noqa: PLR0911 - a return for each kind
    gap = " " * draw(st.integers(1, 3))
    kind = draw(st.sampled_from(["word", "flow", "block", "below", "text", "nested", "nothing"]))
    note, below = draw(NOTE), f"{margin} {gap}"
    match kind:
        case "word":
            return [f"{margin}-{gap}{draw(WORD)}{note}"]
        case "flow":
            return [f"{margin}-{gap}{{a: 1,{note if '#' in note else ''}", f"{below}b: 2}}{note}"]
        case "block":
            return [f"{margin}-{gap}a: {draw(WORD)}{note}", *draw(FILLER), f"{below}b: {draw(WORD)}{note}"]
        case "below":
            return [f"{margin}-{note}", *draw(FILLER), f"{below}a: {draw(WORD)}"]
        case "text":
            return [
                f"{margin}-{gap}a: {draw(st.sampled_from(['|', '>', '|-', '|+', '>-', '|2']))}",
                f"{below}    words",
                *draw(st.sampled_from([[], [""], ["", ""]])),
            ]
        case "nested":
            return [f"{margin}-{gap}- x", f"{below}- y{note}"]
    return [f"{margin}-{note}"]


@st.composite
def the_list(draw, key):
    if not key or draw(st.booleans()):
        margin = " " * draw(st.integers(0, 4))
        lines = [f"waivers:{draw(NOTE)}"] if key else []
        for _ in range(draw(st.integers(1, 3))):
            lines += [*draw(FILLER), *draw(block_item(margin))]
        return lines
    return draw(
        st.sampled_from(
            [
                ["waivers:"], ["waivers:   # none"], ["waivers: []"], ["waivers: [ ]  # x"], ["waivers: ["," ]"], ["waivers: [a]"],
                ["waivers: [a, {b: 1}, ]"], ["waivers: [", "  a,", "  # c", "  {b: 1} # d", "  ]"], ["waivers: [", "  a,", "  b, # d", "]"],
                ["waivers:", "  [a,", "   b]"], ["waivers: null"], ["waivers: &w [a]"], ["waivers: &w", "  - a"], ["? waivers", ": - a"], [], ["'waivers': [a]"],
            ]
        )
    )  # fmt: skip


@st.composite
def texts(draw):
    key = draw(st.sampled_from([True, True, True, False]))
    lines = draw(FILLER)
    if key:
        lines += [f"k{i}: {word}" for i, word in enumerate(draw(st.lists(WORD, max_size=2)))]
    lines += draw(the_list(key))
    lines += draw(FILLER)
    if key:
        for i in range(draw(st.integers(0, 2))):
            lines += [f"z{i}: {draw(WORD)}", *draw(FILLER)]
    end = draw(st.sampled_from(["\n", "\n", "\r\n", "\r"]))
    text = end.join(lines) + draw(st.sampled_from([end, end, ""]))
    return draw(st.sampled_from(["", "", "\ufeff"])) + text


def said(text):
    return parse(text.removeprefix("\ufeff"), "x")


@given(texts(), st.dictionaries(st.sampled_from(["rule", "reason", "on"]), WORDS, min_size=1))
def test_the_text_says_the_same_and_one_item_more_and_all_lines_are_still_there(text, item):
    try:
        before = said(text)
    except ProblemsError:
        return
    if before.problems or not (before.data is None or isinstance(before.data, list | dict)):
        return
    try:
        new = added(text, item)
    except ProblemsError as refused:
        assert all(one.line and one.hint for one in refused.problems)
        assert _may_be_refused(text, before.data)
        return
    old = before.data if isinstance(before.data, list) else (before.data or {}).get("waivers") or []
    after = said(new).data
    assert repr(after if isinstance(after, list) else after["waivers"]) == repr([*old, item])
    if isinstance(before.data, dict):
        assert repr(after | {"waivers": 0}) == repr(before.data | {"waivers": 0})
    assert new.startswith("\ufeff") == text.startswith("\ufeff")
    if "[" not in str(text.partition("waivers")[2].split("\n")[0]) and "null" not in text and " [a" not in text:
        remaining = iter(new.splitlines())
        assert all(line in remaining for line in text.splitlines())


def _may_be_refused(text, data):
    """A text block without an end, or one that keeps its blank lines, at the very end; a name that stands for the list."""
    at_end = not text.endswith(("\n", "\r")) and any(sign in text for sign in "|>")
    return at_end or not isinstance(data, list | dict)


@given(texts(), st.data())
def test_taking_items_out_leaves_the_others_as_they_are(text, data):
    try:
        before = said(text)
    except ProblemsError:
        return
    if before.problems or not isinstance(before.data, dict) or not isinstance(before.data.get("waivers"), list):
        return
    old = before.data["waivers"]
    gone = data.draw(st.sets(st.integers(0, len(old) - 1), min_size=1)) if old else set()
    wanted = before.data | {"waivers": [one for index, one in enumerate(old) if index not in gone]}
    new = without_items(text, "waivers", gone, lambda _: True)
    if new is None:
        return
    try:
        after = said(new)
    except ProblemsError:
        after = None
    if after is not None and repr(after.data) == repr(wanted):
        remaining = iter(text.splitlines())
        if len(gone) < len(old):
            assert all(line in remaining for line in new.splitlines())
    else:
        assert "*" in text or "&" in text or "?" in text or ("|" in text or ">" in text), (text, new)


def test_several_items_are_added_at_once():
    [first, *_] = with_items("findings: []\n", "findings", [{"a": "1"}, {"a": "2"}])
    assert first == "findings:\n  - {a: '1'}\n  - {a: '2'}\n"


def test_words_that_look_like_a_day_are_quoted_and_days_are_not():
    item = {"reason": "2026-09-03", "approver": "no", "expires": "2026-12-31", "from": "2026-09-03"}
    text = with_item("waivers: []\n", "waivers", item, "p.yaml").text
    assert "reason: '2026-09-03'" in text
    assert "approver: 'no'" in text
    assert "expires: 2026-12-31, from: 2026-09-03" in text
