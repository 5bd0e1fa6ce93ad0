"""How a rule is judged, level by level: what is looked at, what is right, wrong and unknown, and who is named."""

from collections.abc import Iterator
from dataclasses import replace

from docs_pages.markdown import code, oneline, table
from docs_pages.rule_rows import Row
from docs_pages.rule_rows_of_resources import (
    count_row,
    fields_row,
    question_row,
    register_row,
    stand_in_rows,
    text_row,
)
from docs_pages.rule_rows_of_settings import lock_remark, lock_row, settings_row
from docs_pages.rule_words import joined, of_setting, parameter_link, row_of, setting_link
from zoom_policy_lint.catalogue.settings import control_of
from zoom_policy_lint.model.words import Level, Status
from zoom_policy_lint.ruleset import (
    AskBody,
    CountBody,
    FieldBody,
    Match,
    RegisterBody,
    Rule,
    SettingBody,
    StandInBody,
    TextBody,
)
from zoom_policy_lint.ruleset.setting_levels import JUDGED_LEVELS

_LONG = 60
"""Characters of a cell that are not said again for every level."""


def judging(rule: Rule) -> str:
    """The table of a rule, and what is to be said beside it."""
    heads = ("level", "what is looked at", f"right: {_word(rule.right)}", f"wrong: {_word(rule.wrong)}", "unknown")
    rows = [(row.level, row.looked_at, row.right, row.wrong, row.unknown, row.named) for row in _shortened(rule)]
    return "\n\n".join([table((*heads, "who is named"), rows), *_remarks(rule)])


def _word(status: Status) -> str:
    return status.value.replace("_", " ")


def _shortened(rule: Rule) -> Iterator[Row]:
    """The rows, where long words that stand in the first one are not said again."""
    first, *others = _rows(rule)
    yield first
    for row in others:
        yield replace(
            row,
            right=_after(first.right, row.right, first.level),
            wrong=_after(first.wrong, row.wrong, first.level),
            unknown=_after(first.unknown, row.unknown, first.level),
        )


def _after(before: str, words: str, level: str) -> str:
    same = len(before) > _LONG and words.startswith(before)
    return f"as for the {level}{words.removeprefix(before)}" if same else words


def _rows(rule: Rule) -> Iterator[Row]:
    match rule.body:
        case SettingBody() as body:
            yield from (settings_row(body, level) for level in body.levels)
            yield from filter(None, [lock_row(body)])
        case FieldBody() as body:
            yield fields_row(body)
        case CountBody() as body:
            yield count_row(body)
        case TextBody() as body:
            yield text_row(body)
        case StandInBody(hosts=hosts):
            yield from stand_in_rows(hosts.name)
        case RegisterBody() as body:
            yield register_row(body)
        case AskBody() as body:
            yield question_row(body)


def _remarks(rule: Rule) -> Iterator[str]:
    if isinstance(rule.body, SettingBody):
        yield from _of_names(rule.body)
        yield from _of_switches(rule.body)
        yield from _of_parameters(rule.body)
        yield from _of_other_levels(rule.body)
        yield from filter(None, [lock_remark(rule.body)])
    if rule.given:
        yield f"Judged only where the policy gives {parameter_link(rule.given.name)}; else *not applicable*."
    match rule.body:
        case FieldBody(level=Level.DOMAIN):
            yield (
                "Where Zoom refuses the list of domains for want of a scope or plan, it is *not applicable*: such "
                "lists are supporting evidence."
            )
        case RegisterBody(register=register):
            yield (
                f"Where the policy names no {parameter_link(register.name)}, one finding on the account is *manual*: a "
                "person has to say it."
            )
        case _:
            pass
    if set(rule.levels) - {Level.ACCOUNT, Level.DOMAIN}:
        yield "What was deleted while the account was being read is *not applicable*."


def _of_switches(body: SettingBody) -> Iterator[str]:
    if body.optional and body.match is Match.ALL:
        names = joined(map(setting_link, sorted(body.optional)))
        yield f"Zoom may leave out {names}: then that setting is *not applicable*. A value that is there must be right."
    if body.when:
        uppers = joined(f"{setting_link(key)} is {of_setting(condition, key)}" for key, condition in body.when)
        free = [level for level in body.levels if all(level not in row_of(key).levels for key, _ in body.when)]
        text = f"Judged only while {uppers}: while it is not, *not applicable*; if that could not be read, *unknown*."
        if free:
            text += f" Zoom keeps no such switch for {joined(free)}, so there it is judged in any case."
        yield text


def _of_parameters(body: SettingBody) -> Iterator[str]:
    if body.unless:
        allowed = joined(
            f"{setting_link(key)} where {parameter_link(one.parameter.name)} lists {code(one.value)}"
            for key, one in body.unless.items()
        )
        yield f"Not judged, since the policy allows it: {allowed}."
    if body.unset:
        names = sorted(name for _, condition in body.settings for name in condition.parameters())
        parameters = joined(map(parameter_link, names), "or")
        yield (
            f"Where the policy gives {parameters} no value, the setting that needs it is not judged, and a person is "
            f"asked: “{oneline(body.unset)}”"
        )


def _of_names(body: SettingBody) -> Iterator[str]:
    if body.match is Match.NEWEST:
        yield (
            "These are names of one control, the newest first. The others are *not applicable*; where an older one "
            "says otherwise, the finding tells it."
        )
    apart = [key for key, _ in body.settings if key != control_of(key)]
    if apart:
        yield (
            f"{joined(map(setting_link, apart))} is that one name alone: Zoom keeps the control under another one too, "
            "which is not looked at here."
        )


def _of_other_levels(body: SettingBody) -> Iterator[str]:
    kept = {level for key, _ in body.settings for level in row_of(key).levels}
    left_out = [level for level in JUDGED_LEVELS if level in kept and level not in body.levels]
    missing = [level for level in JUDGED_LEVELS if level not in kept]
    if left_out:
        yield f"Left out of this rule on purpose: {joined(left_out)}."
    if missing:
        yield f"No finding for {joined(missing)}: Zoom does not tell the setting there."
