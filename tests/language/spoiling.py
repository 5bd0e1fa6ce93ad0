"""Rule and policy files as nobody should write them: good ones, spoilt in ways that people and editors find."""

from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

from zoom_policy_lint.ruleset.shipped import shipped
from zoom_policy_lint.ruleset.source import parse

V1 = Path(__file__).with_name("v1")

TEXTS = {
    "rule": [
        one.read_text(encoding="utf-8") for at in (V1 / "rules", shipped("rules")) for one in sorted(at.glob("*.yaml"))
    ],
    "policy": [
        *(V1.joinpath(f"{name}.yaml").read_text(encoding="utf-8") for name in ("base", "policy", "further")),
        "language: 1\nextends: st_joseph\nid: a\ntitle: A\nversion: '1'\nparameters: {school_domains: [a.org]}\n",
        (shipped("policies") / "st_joseph.yaml").read_text(encoding="utf-8"),
    ],
    "statements": [V1.joinpath(f"{name}.yaml").read_text(encoding="utf-8") for name in ("asked", "said", "waived")],
}

WORDS = st.sampled_from(
    [
        "",
        " ",
        "all",
        "waiting-room",
        "A. Head",
        "C1",
        "a@b.org",
        "école",
        "${HOME}",
        "../..",
        "\x00",
        "\u2028",
        "x" * 3000,
    ]
)
PLAIN = (
    st.none()
    | st.booleans()
    | st.integers(-2, 3)
    | st.sampled_from(
        [10**400, -(10**18), 0.5, float("inf"), float("nan"), 1e300, "2026-02-30", "2026-09-03", "sha256:"]
    )
    | WORDS
    | st.text(max_size=8)
)
PARAMETERS = st.builds(
    lambda name: {"parameter": name}, st.sampled_from(["school_domains", "minimum_adults", "x", 7, None])
)
CONDITIONS = st.builds(
    lambda name, argument: {name: argument},
    st.sampled_from(
        ["equals", "one_of", "at_least", "matches", "every", "empty", "not", "all", "any", "younger_than_days"]
    ),
    PLAIN | st.lists(PLAIN, max_size=3) | PARAMETERS,
)
VALUES = st.recursive(
    PLAIN | PARAMETERS | CONDITIONS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(WORDS | st.sampled_from(["id", "rules", "user"]), inner, max_size=3)
    ),
    max_leaves=6,
)
SCRAPS = st.sampled_from(
    ["", " ", "\n", "  ", "\t", ":", ": ", "- ", "[", "]", "{", "}", ",", "#", "'", '"', "|", ">", "&a ", "*a", "!x ", "? ", "<<: ", "---\n", "%", "~", "yes", "0x1", "\x07", "\u2028", "\ufeff", "é", "<<<<<<< HEAD\n"]
)  # fmt: skip


@st.composite
def spoilt(draw: st.DrawFn, kind: str) -> str:
    """The text of a file: one of that kind, with its data or its text changed in a few places."""
    texts = TEXTS[kind]
    text = texts[draw(st.integers(0, len(texts) - 1))]
    if draw(st.booleans()):
        data = parse(text, "good.yaml").data
        for _ in range(draw(st.integers(1, 3))):
            data = _changed(draw, data)
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    else:
        for _ in range(draw(st.integers(1, 4))):
            text = _torn(draw, text)
    return text


def _changed(draw: st.DrawFn, data: Any) -> Any:
    """The same data with one thing in it, anywhere, changed."""
    if isinstance(data, dict) and data and draw(st.integers(0, 3)):
        key = draw(st.sampled_from(list(data)))
        return {**data, key: _changed(draw, data[key])}
    if isinstance(data, list) and data and draw(st.integers(0, 3)):
        at = draw(st.integers(0, len(data) - 1))
        return [*data[:at], _changed(draw, data[at]), *data[at + 1 :]]
    if isinstance(data, dict) and data and draw(st.booleans()):
        return _rekeyed(draw, data)
    if isinstance(data, list) and draw(st.booleans()):
        return draw(st.sampled_from([[], data + data[:1], data[1:], data[::-1], [data]]))
    return draw(VALUES)


def _rekeyed(draw: st.DrawFn, data: dict[str, Any]) -> dict[str, Any]:
    """The same mapping without a key, with a misspelt one, or with one more."""
    key, name = (
        draw(st.sampled_from(list(data))),
        draw(st.sampled_from(["expect", "levels", "rules", "text", "parameter"])),
    )
    rest = {one: value for one, value in data.items() if one != key}
    return draw(
        st.sampled_from([rest, {**rest, f"{key}s": data[key]}, {**data, name: data[key]}, {**data, name: None}])
    )


def _torn(draw: st.DrawFn, text: str) -> str:
    """The same text with a piece cut out, put in or moved."""
    lines = text.split("\n")
    one, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    at = draw(st.integers(0, len(text)))
    match draw(st.integers(0, 6)):
        case 0:
            lines[one], lines[other] = lines[other], lines[one]
        case 1:
            lines.insert(one, lines[other])
        case 2:
            lines[one] = draw(st.sampled_from(["  ", " ", "\t"])) + lines[one]
        case 3:
            lines[one] = lines[one].removeprefix(" ")
        case 4:
            del lines[one]
        case 5:
            return text[:at] + draw(SCRAPS) + text[at:]
        case _:
            return text[:at] + text[at + draw(st.integers(1, 30)) :]
    return "\n".join(lines)
