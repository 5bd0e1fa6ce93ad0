"""What Zoom and the catalogue disagree about, in sentences for people, which name settings and numbers but nobody."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from zoom_policy_lint.catalogue import setting
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.resolve.drift import MOST_ITEMS, DriftReport, NewKey, OddValue, Vanished

_MOST_KNOWN = 8
"""Known values to list beside one that is not."""


def drift_note(report: DriftReport) -> str | None:
    """One line for an audit, or None where Zoom returned nothing unknown. What vanished is not in it: plans differ."""
    keys = len({key.path for key in report.new_keys})
    values = len({(value.key, value.shown, value.wanted) for value in report.odd_values})
    said = [
        _counted(keys, "setting") + " that this program does not know yet" if keys else "",
        _counted(values, "value") + " outside the known ones" if values else "",
    ]
    if not any(said):
        return None
    return f"Zoom returned {', and '.join(filter(None, said))}; nothing passes by that. See “settings check”."


def drift_lines(report: DriftReport, most: int | None = None) -> Iterator[str]:
    """The whole of it, section by section; of each section at the most so many lines (None: all)."""
    if not report.seen:
        yield "No answer about settings was read, so there is nothing to compare with the catalogue."
        return
    yield f"Compared with the catalogue: {_looked_at(report.seen)}."
    if not (report.new_keys or report.odd_values or report.vanished or report.cut):
        yield "Zoom returned nothing that this program does not know, and of what was read nothing is missing."
        return
    new = [_new_key(path, list(same)) for path, same in groupby(sorted(report.new_keys, key=_path), key=_path)]
    yield from _section("Settings that Zoom returned and the catalogue does not have", new, most)
    yield from _section("Values outside the known ones, or of another type", map(_odd_value, report.odd_values), most)
    yield from _section(
        "Settings that the catalogue keeps and nothing returned (plans and regions differ, so these are worth a look "
        "only)",
        map(_vanished, report.vanished),
        most,
    )
    if report.more:
        yield f"\nAnd {report.more} more that were not remembered one by one."
    if report.cut:
        yield f"\nOnly the first {MOST_ITEMS} items were looked into of these lists: {', '.join(report.cut)}."
    if report.new_keys or report.odd_values:
        yield (
            "\nNo rule judges a setting that the catalogue lacks, and an unknown value never passes. Please report the "
            "lines above to the project (an issue in its repository), so that the catalogue learns: they name nobody."
        )


def _section(title: str, lines: Iterable[str], most: int | None) -> Iterator[str]:
    found = list(lines)
    if not found:
        return
    yield f"\n{title}: {len(found)}"
    yield from (f"  {line}" for line in found[:most])
    if most is not None and len(found) > most:
        yield f"  … and {len(found) - most} more: see “settings check”."


def _new_key(path: str, same: list[NewKey]) -> str:
    kinds = " or ".join(sorted({key.kind for key in same}))
    places = ", ".join(dict.fromkeys(_place(key) for key in sorted(same, key=lambda key: key.level.rank)))
    elsewhere = f"; known at {_levels(same[0].known_as)} as {same[0].known_as}" if same[0].known_as else ""
    return f"{path}  ({kinds}; {places}{elsewhere})"


def _place(key: NewKey) -> str:
    view = "" if key.view == "default" else f" in the view {key.view}"
    return f"{_looked_at({key.level: key.resources})}{view}"


def _odd_value(value: OddValue) -> str:
    where = _looked_at({value.level: value.resources})
    if value.wanted:
        return f"{value.key}: {value.shown} instead of {_type_words(value.wanted)}  ({where})"
    row = setting(value.key)
    known = row.known if row else ()
    more = ", …" if len(known) > _MOST_KNOWN else ""
    return f"{value.key}: {value.shown}  ({where}; known: {', '.join(map(str, known[:_MOST_KNOWN]))}{more})"


def _vanished(one: Vanished) -> str:
    level = _PLURAL[one.level][one.level is not Level.ACCOUNT]
    if one.settings == 1:
        return f"{one.name}  ({level})"
    return f"{one.name}: the whole section, with {one.settings} settings  ({level})"


def _levels(key: str) -> str:
    row = setting(key)
    return ", ".join(level.words for level in row.levels) if row else ""


def _looked_at(seen: Mapping[Level, int]) -> str:
    levels = sorted(seen, key=lambda level: level.rank)
    return ", ".join(f"{seen[level]} {_PLURAL[level][seen[level] != 1]}" for level in levels)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


_PLURAL: Mapping[Level, tuple[str, str]] = {level: (level.words, f"{level.words}s") for level in Level}

_TYPES = {
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "string": "a text",
    "object": "a section",
}


def _type_words(kind: str) -> str:
    if kind.startswith("array<"):
        return "a list"
    return _TYPES.get(kind, kind)


def _path(key: NewKey) -> str:
    return key.path
