"""How rules on people, meetings and recordings are judged."""

from collections.abc import Iterator

from docs_pages.markdown import code, oneline
from docs_pages.rule_rows import AHEAD, ALONE, LISTED, NAMED, WHOSE, Row
from docs_pages.rule_words import joined, of_field, parameter_link, wrong_of_field
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.ruleset import AskBody, CountBody, FieldBody, RegisterBody, StandInBody, TextBody

_LONGEST = 200
"""Characters of a condition in the table."""


def fields_row(body: FieldBody) -> Row:
    names, several = joined(code(name) for name, _ in body.expect), len(body.expect) > 1
    wrong = "; ".join(_named(name, wrong_of_field(one, body.level, name), several) for name, one in body.expect)
    asked = {name for name, _ in (*body.where, *body.expect)}
    return Row(
        body.level,
        f"{_whose(body)}: {names}",
        "; ".join(f"{code(name)} {_fitting(of_field(one, body.level, name))}" for name, one in body.expect),
        (f"any of these: {wrong}" if several else wrong) + _absent(body),
        f"Zoom refused or left out {joined(map(code, sorted(asked)), 'or')}, or gave no value (null), one of another "
        f"type or one whose meaning is not known{ALONE if several else ''}{LISTED.get(body.level, '')}",
        NAMED[body.level],
    )


def _named(name: str, words: str, several: bool) -> str:  # noqa: FBT001 - beside what it is about
    return f"{code(name)} {words}" if several else words


def _fitting(words: str) -> str:
    """Words that fit a cell; a long list stands above already."""
    return words if len(words) <= _LONGEST else "as said above"


def _whose(body: FieldBody) -> str:
    whose = WHOSE[body.level]
    if body.names:
        whose = f"each {body.level} that the parameter {parameter_link(body.names.name)} lists"
    if body.level is Level.USER and any(name == "status" for name, _ in body.where):
        whose = "each user, active or not"
    where = " and ".join(f"{code(name)} is {of_field(one, body.level, name)}" for name, one in body.where)
    return f"{whose}, where {where}" if where else whose


def _absent(body: FieldBody) -> str:
    if not body.names:
        return ""
    return f"; or the account has no such {body.level}" if body.level is Level.ROLE else "; or the list lacks it"


def count_row(body: CountBody) -> Row:
    return Row(
        Level.ACCOUNT,
        f"how many active users hold a role whose name is {of_field(body.roles, Level.ROLE, 'name')}",
        of_field(body.expect, Level.ACCOUNT, "count"),
        {"at_least": "fewer", "at_most": "more"}.get(body.expect.operator, "any other number"),
        "roles, their members or users could not be read, or not all of them",
        "the account, in one finding",
    )


def demand(body: CountBody | StandInBody | RegisterBody | AskBody) -> str:
    """What a rule demands that judges no fields, in a sentence."""
    match body:
        case CountBody(roles=roles, expect=expect):
            number = of_field(expect, Level.ACCOUNT, "count")
            holders = f"active users who hold a role whose name is {of_field(roles, Level.ROLE, 'name')}"
            return f"The number of {holders} is {number}."
        case StandInBody(hosts=hosts):
            return (
                f"For each mailbox of the parameter {parameter_link(hosts.name)} another active user is an assistant, "
                "or an alternative host of each of its meetings with pupils. Where the parameter is empty, the same "
                "holds for the host of every meeting with pupils."
            )
        case RegisterBody(register=register, valid_months=months):
            return (
                f"Each active user{_of_users(body)} has a line in the register that the parameter "
                f"{parameter_link(register.name)} names, dated within the last {parameter_link(months.name)} months "
                "and not past a last day of its own."
            )
        case AskBody(level=level, question=question):
            return f"A person has answered for each {level.words}: {oneline(question)}"


def _of_users(body: RegisterBody) -> str:
    where = " and ".join(f"{code(name)} is {of_field(one, Level.USER, name)}" for name, one in body.where)
    return f" where {where}" if where else ""


def text_row(body: TextBody) -> Row:
    return Row(
        Level.MEETING,
        f"{AHEAD}: its description and its invitation",
        f"one of them holds a phrase that {parameter_link(body.phrases.name)} gives for {code(body.part)}",
        "both were read, and neither holds one",
        "none was found, and one of the two could not be read or a phrase was not looked for when the account was "
        f"read{LISTED[Level.MEETING]}",
        f"{NAMED[Level.MEETING]}; never its words",
    )


def stand_in_rows(hosts: str) -> Iterator[Row]:
    yield Row(
        "user (where the policy names mailboxes)",
        f"each mailbox of the parameter {parameter_link(hosts)}: its assistants, and the alternative hosts of its "
        "meetings with pupils that lie ahead",
        "another active user is its assistant; or each of those meetings (at least one) has an alternative host who "
        "is another active user",
        "it has no assistant, and a meeting has no such alternative host or there is no meeting; or no active user "
        "has the address",
        "assistants, users or meetings could not be read, or not all of them",
        "the mailbox",
    )
    yield Row(
        "meeting (where it names none)",
        f"{AHEAD}: the assistants of its host, and its alternative hosts",
        "one of them is another active user",
        "none is",
        f"assistants, alternative hosts or users could not be read{LISTED[Level.MEETING]}",
        NAMED[Level.MEETING],
    )


def register_row(body: RegisterBody) -> Row:
    return Row(
        Level.USER,
        f"each active user{_of_users(body)}: the line with the user's address in the register that "
        f"the parameter {parameter_link(body.register.name)} names",
        f"a line not longer ago than {parameter_link(body.valid_months.name)} months and not past its own last day, "
        "on the day when the account was read",
        "no line, or one that is out of date",
        f"the line has no date that can be read, or the user's address could not be read{LISTED[Level.USER]}",
        "the user, by address, and the line of the register",
    )


def question_row(body: AskBody) -> Row:
    return Row(
        body.level,
        f"{WHOSE[body.level]}: nothing in Zoom. A person answers: {oneline(body.question)}",
        "a [statement](../../how-to/attest.md) answers it: then *pass*",
        "never: until then it is *manual*, and the clause stays open",
        LISTED[body.level].removeprefix("; or "),
        NAMED[body.level],
    )
