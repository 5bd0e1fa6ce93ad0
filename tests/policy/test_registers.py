"""Registers as schools keep them: good lines count, bad lines are said, and nobody passes by mistake."""

import hashlib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.policy.policies import problems_of, write
from zoom_policy_lint.model.errors import ProblemsError
from zoom_policy_lint.policy import load_policy
from zoom_policy_lint.policy.dates import months_later
from zoom_policy_lint.policy.register_files import FORMS, read_register
from zoom_policy_lint.policy.registers import RegisterState

TODAY = date(2026, 9, 3)
CURRENT, EXPIRED, MISSING, UNREADABLE = RegisterState
HEAD = "email,completed_on,valid_until\n"
TRAINING, CONSENT = FORMS["training_register"], FORMS["consent_register"]


def read(folder, content, form=TRAINING):
    return read_register(Path(write(folder, content, "staff.csv")), "staff.csv", form)


def state(register, address="jane@school.org", on=TODAY, months=24):
    return register.state(address, on, months).state


def messages(register, on=TODAY):
    return [(bad.line, bad.message) for bad in register.bad_lines(on)]


@pytest.mark.parametrize(
    ("line", "expected", "until"),
    [
        ("2026-01-01,", CURRENT, date(2028, 1, 1)),
        ("2024-09-03,", CURRENT, TODAY),
        ("2024-09-02,", EXPIRED, date(2026, 9, 2)),
        ("2026-09-03,", CURRENT, date(2028, 9, 3)),
        ("2026-01-01,2026-09-03", CURRENT, TODAY),
        ("2026-01-01,2026-09-02", EXPIRED, date(2026, 9, 2)),
        ("2020-01-01,2030-01-01", EXPIRED, date(2022, 1, 1)),
        ("2026-01-01,2026-01-01", EXPIRED, date(2026, 1, 1)),
    ],
)
def test_an_entry_counts_until_its_end_and_never_longer_than_the_policys_months(line, expected, until, tmp_path):
    standing = read(tmp_path, f"{HEAD}jane@school.org,{line}\n").state("jane@school.org", TODAY, 24)
    assert (standing.state, standing.line, standing.until) == (expected, 2, until)


def test_whoever_is_not_in_it_is_missing(tmp_path):
    register = read(tmp_path, HEAD + "jane@school.org,2026-01-01,\n")
    assert [state(register, address) for address in ("bob@school.org", "", "jane")] == [MISSING] * 3
    assert state(read(tmp_path, HEAD)) is MISSING


WRITTEN = {
    "in another order": "completed_on,email\n2026-01-01,jane@school.org\n",
    "in capitals, with spaces": " Email , COMPLETED_ON \n Jane@School.ORG , 2026-01-01 \n",
    "with further columns": "name,email,note,completed_on\nJane,jane@school.org,x@y.org,2026-01-01\n",
    "with semicolons": "email;completed_on\njane@school.org;2026-01-01\n",
    "with tabs": "email\tcompleted_on\njane@school.org\t2026-01-01\n",
    "with quotation marks": '"email","completed_on"\n"jane@school.org", "2026-01-01"\n',
    "with a separator in quotation marks": 'name,email,completed_on\n"Doe, Jane",jane@school.org,2026-01-01\n',
    "with a line break in a note": 'email,note,completed_on\njane@school.org,"first\nsecond",2026-01-01\n',
    "with a byte order mark": "\ufeffemail,completed_on\njane@school.org,2026-01-01\n",
    "with the line ends of Windows": "email,completed_on\r\njane@school.org,2026-01-01\r\n",
    "with the line ends of old Macs": "email,completed_on\rjane@school.org,2026-01-01\r",
    "with empty lines": "\n\nemail,completed_on\n\n,\njane@school.org,2026-01-01\n\n",
    "without a last line end": "email,completed_on\njane@school.org,2026-01-01",
    "with empty columns at the end": "email,completed_on,,\njane@school.org,2026-01-01,,\n",
    "without the last column": HEAD + "jane@school.org,2026-01-01\n",
    "with accents": "email,name,completed_on\njane@school.org,Zoë,2026-01-01\n",
}


@pytest.mark.parametrize("content", WRITTEN.values(), ids=WRITTEN.keys())
def test_a_register_is_read_as_people_and_spreadsheets_write_it(content, tmp_path):
    register = read(tmp_path, content)
    assert (state(register), messages(register)) == (CURRENT, [])


BAD = {
    "no address": (",2026-01-01,", "“email” is empty"),
    "a name in place of the address": ("Jane Doe,2026-01-01,", "“email” holds no e-mail address"),
    "half an address": ("jane@school,2026-01-01,", "“email” holds no e-mail address"),
    "two addresses": ("jane@school.org bob@school.org,2026-01-01,", "“email” holds no e-mail address"),
    "no date": ("jane@school.org,,", "“completed_on” is empty"),
    "no date but an end": ("jane@school.org,,2027-01-01", "“completed_on” is empty"),
    "a date that does not exist": ("jane@school.org,2026-02-30,", "“completed_on” holds no day of the calendar"),
    "a date in another form": ("jane@school.org,01/02/2026,", "“completed_on” holds no day of the calendar"),
    "an end that does not exist": ("jane@school.org,2026-01-01,2026-13-01", "“valid_until” holds no day"),
    "an end before the beginning": ("jane@school.org,2026-01-02,2026-01-01", "“valid_until” is before “completed_on”"),
    "too few columns": ("jane@school.org", "too few columns"),
    "too many columns": ("jane@school.org,2026-01-01,,,x", "more columns than the first line"),
    "a quotation mark too many": ('jane@school.org,"2026-01-01"x,', "a quotation mark is not closed"),
    "a quotation mark that is not closed": ('jane@school.org,"2026-01-01,', "a quotation mark is not closed"),
    "a day to come": ("jane@school.org,2026-09-04,", "2026-09-04, is still to come"),
}


@pytest.mark.parametrize(("line", "message"), BAD.values(), ids=BAD.keys())
def test_a_bad_line_is_said_with_its_number_and_its_person_is_not_known(line, message, tmp_path):
    register = read(tmp_path, f"{HEAD}kim@school.org,2026-01-01,\n{line}\n")
    ((number, said),) = messages(register)
    assert (number, message in said) == (3, True), said
    assert state(register, "kim@school.org") is CURRENT
    expected = UNREADABLE if "jane@" in line and "jane@school," not in line else MISSING
    standing = register.state("jane@school.org", TODAY, 24)
    assert standing.state is expected
    if expected is UNREADABLE:
        assert (standing.line, standing.why) == (3, said)


@pytest.mark.parametrize("line", [line for line, _ in BAD.values()], ids=BAD.keys())
def test_no_message_quotes_a_line(line, tmp_path):
    register = read(tmp_path, f"{HEAD}{line}\n")
    said = " ".join([*register.notes(TODAY), *(str(problem) for problem in register.problems(TODAY))])
    assert not any(word in said for word in ("jane", "bob", "Jane", "Doe", "@"))


def test_a_column_that_is_left_out_in_the_middle_moves_nothing(tmp_path):
    register = read(tmp_path, "email,post,completed_on,valid_until\njane@school.org,2024-01-01,2026-01-01\n")
    assert (state(register), messages(register)) == (UNREADABLE, [(2, "it has too few columns")])


def test_an_open_quotation_mark_gives_nobody_the_date_of_another(tmp_path):
    text = 'email,note,completed_on\njane@school.org,"new,2020-01-01\nbob@school.org,old",2026-01-01\nkim@school.org,,2026-01-01\n'
    register = read(tmp_path, text)
    assert [state(register, f"{who}@school.org") for who in ("jane", "bob", "kim")] == [UNREADABLE, UNREADABLE, CURRENT]
    assert len(messages(register)) == 1


def test_an_open_quotation_mark_swallows_nobody_however_long_the_file(tmp_path):
    rest = "".join(f"p{number}@school.org,2026-01-01,\n" for number in range(6000))
    register = read(tmp_path, f'{HEAD}jane@school.org,"2026-01-01,\n{rest}')
    assert MISSING not in {state(register, f"p{number}@school.org") for number in range(6000)}
    assert state(register) is UNREADABLE


@pytest.mark.parametrize("order", [1, -1])
def test_of_several_lines_the_one_that_counts_longest_decides(order, tmp_path):
    lines = ["2020-01-01,", "2025-06-01,2026-12-31", "2026-01-01,2026-06-30", "2025-05-01,2026-10-31"][::order]
    register = read(tmp_path, HEAD + "".join(f"jane@school.org,{line}\n" for line in lines))
    standing = register.state("JANE@school.org", TODAY, 24)
    assert (standing.state, standing.until) == (CURRENT, date(2026, 12, 31))
    assert lines[standing.line - 2] == "2025-06-01,2026-12-31"


def test_a_bad_line_takes_nothing_from_a_good_one(tmp_path):
    assert state(read(tmp_path, HEAD + "jane@school.org,2026-01-01,\njane@school.org,soon,\n")) is CURRENT


def test_whoever_is_out_of_date_and_stands_on_a_bad_line_is_not_known(tmp_path):
    assert state(read(tmp_path, HEAD + "jane@school.org,2020-01-01,\njane@school.org,soon,\n")) is UNREADABLE


def test_a_day_to_come_counts_once_it_has_come(tmp_path):
    register = read(tmp_path, HEAD + "jane@school.org,2026-09-04,\n")
    assert state(register, on=TODAY) is UNREADABLE
    assert (state(register, on=TODAY + timedelta(days=1)), messages(register, date(2026, 9, 4))) == (CURRENT, [])


def test_a_report_names_the_first_bad_lines_and_counts_the_others(tmp_path):
    notes = list(read(tmp_path, HEAD + "x,,\n" * 50).notes(TODAY))
    assert notes[0] == "staff.csv, line 2, is not used: “email” holds no e-mail address."
    assert (len(notes), notes[-1][:40]) == (21, "30 more lines of staff.csv are not used;")


FILES = {
    "an empty file": ("", 1, "the first line must name the columns “email” and “completed_on”"),
    "no names of columns": ("jane@school.org,2026-01-01\n", 1, "must name the columns"),
    "a column too few": ("email,done\njane@school.org,2026-01-01\n", 1, "must name the columns"),
    "a column twice": ("email,completed_on,Email\n", 1, "two columns are called “email”"),
    "another separator": ("email|completed_on\n", 1, "must name the columns"),
    "UTF-16": ("email,completed_on\n".encode("utf-16"), 1, "not a UTF-8 text file"),
    "UTF-16 without a mark": ("email,completed_on\n".encode("utf-16-le"), 1, "not a UTF-8 text file"),
    "a spreadsheet": (b"PK\x03\x04\x14\x00\x06\x00\x08\x00", 1, "not a UTF-8 text file"),
    "another code page": (
        "email,name,completed_on\n\nj@s.org,Zoë,2026-01-01\n".encode("cp1252"),
        3,
        "not a UTF-8 text",
    ),
}


@pytest.mark.parametrize(("content", "line", "message"), FILES.values(), ids=FILES.keys())
@pytest.mark.parametrize("parameter", FORMS)
def test_a_file_that_is_no_register_is_a_problem_of_the_policy(content, line, message, parameter, tmp_path):
    if parameter == "consent_register":
        content = (
            content.replace(b"completed_on", b"consented_on")
            if isinstance(content, bytes)
            else content.replace("completed_on", "consented_on")
        )
        message = message.replace("completed_on", "consented_on")
    write(tmp_path, content, "staff.csv")
    (found,) = problems_of(write(tmp_path, f"extends: st_joseph\nparameters: {{{parameter}: staff.csv}}\n"))
    assert (found[:2], message in found[3]) == (("staff.csv", line), True), found


@pytest.mark.parametrize("name", ["nowhere.csv", ".", '"a\\0b"', "a" * 5000])
def test_a_register_that_is_not_there_is_said_where_it_is_named(name, tmp_path):
    (found,) = problems_of(write(tmp_path, f"extends: st_joseph\nparameters:\n  training_register: {name}\n"))
    assert found[:3] == ("policy.yaml", 3, 3)
    assert "there is no file" in found[3]


def test_a_policy_has_the_registers_that_it_names_beside_its_file(tmp_path):
    (tmp_path / "above").mkdir()
    write(tmp_path / "above", HEAD + "jane@school.org,2026-01-01,\n", "staff.csv")
    write(tmp_path / "above", "extends: st_joseph\nparameters: {training_register: staff.csv}\n", "parent.yaml")
    policy = load_policy(write(tmp_path, "extends: above/parent.yaml\n"))
    assert state(policy.training) is CURRENT
    assert (policy.training.name, policy.consent) == ("staff.csv", None)
    assert (
        load_policy(write(tmp_path, "extends: above/parent.yaml\nparameters: {training_register: null}\n")).training
        is None
    )


def test_a_new_line_in_a_register_makes_no_other_policy(tmp_path):
    text = "extends: st_joseph\nparameters: {training_register: staff.csv}\n"
    write(tmp_path, HEAD, "staff.csv")
    before = load_policy(write(tmp_path, text)).identity
    write(tmp_path, HEAD + "jane@school.org,2026-01-01,\n", "staff.csv")
    assert load_policy(write(tmp_path, text)).identity == before


def test_a_question_is_judged_by_the_register_only_where_there_is_one(tmp_path):
    asked = "attest: [{clause: G1, question: Q, register: training_register}, {clause: G4, question: Q, register: consent_register}]\n"
    write(tmp_path, HEAD, "staff.csv")
    write(tmp_path, "email,consented_on\n", "parents.csv")
    with_both = "parameters: {training_register: staff.csv, consent_register: parents.csv}\n"
    without, given_both = (
        load_policy(write(tmp_path, f"extends: st_joseph\n{asked}{more}")) for more in ("", with_both)
    )
    assert without.register_of(without.attest["G1"]) is None
    assert given_both.register_of(given_both.attest["G1"]) is given_both.training
    off = load_policy(write(tmp_path, f"extends: st_joseph\n{asked}{with_both}off: {{trained-staff: never}}\n"))
    assert off.register_of(off.attest["G1"]) is None
    assert given_both.consent is not None
    assert given_both.register_of(given_both.attest["G4"]) is None
    assert "training_register" not in given_both.unused
    assert "consent_register" in given_both.unused


def test_consent_may_stand_under_the_hash_of_an_address(tmp_path):
    digest = hashlib.sha256(b"jane@school.org").hexdigest()
    text = f"email,consented_on,expires_on\n{digest.upper()},2026-01-01,2026-12-31\nBob@school.org,2019-01-01,\n{digest[:-1]}x,2026-01-01,\n"
    register = read(tmp_path, text, CONSENT)
    assert [register.state(f"{who}@school.org", TODAY).state for who in ("Jane", "bob", "kim")] == [
        CURRENT,
        CURRENT,
        MISSING,
    ]
    assert register.state("jane@school.org", date(2027, 1, 1)).state is EXPIRED
    assert [bad.line for bad in register.bad] == [4]


def test_training_stands_under_no_hash(tmp_path):
    digest = hashlib.sha256(b"jane@school.org").hexdigest()
    assert state(read(tmp_path, f"email,completed_on\n{digest},2026-01-01\n")) is MISSING


def test_a_long_register_is_read_whole(tmp_path):
    register = read(tmp_path, HEAD + "".join(f"p{number}@school.org,2026-01-01,\n" for number in range(30_000)))
    assert (len(register.lines), register.bad) == (30_000, ())


PIECES = st.sampled_from(
    [
        "email",
        "completed_on",
        "valid_until",
        "jane@school.org",
        "2026-01-01",
        "2026-02-30",
        "2027-01-01",
        "Jane",
        '"',
        '""',
    ]
    + [",", ";", "\t", "\n", "\r\n", "\r", " ", "\ufeff", "\0", "\u2028", "é", "@", "", "'", "\x1c", "\x0b"]
)
TEXTS = st.lists(PIECES, max_size=60).map(lambda pieces: "".join(pieces).encode())


@given(content=st.one_of(TEXTS, TEXTS.map(lambda text: HEAD.encode() + text), st.binary(max_size=200)))
def test_whatever_bytes_come_a_register_or_problems_come_out(tmp_path_factory, content):
    folder = tmp_path_factory.mktemp("register")
    for form in FORMS.values():
        try:
            register = read(folder, content, form)
        except ProblemsError as error:
            assert error.problems
        else:
            assert all(bad.line > 1 and bad.message for bad in register.bad_lines(TODAY))
            assert register.state("jane@school.org", TODAY, 24).state in RegisterState


DAYS = st.dates(date(2022, 1, 1), date(2028, 12, 31))
WHO = st.sampled_from(["jane@school.org", "Jane@School.org", "bob@school.org", "kim@school.org", "nobody", ""])
LINES = st.lists(
    st.tuples(WHO, st.one_of(DAYS, st.just("")), st.one_of(DAYS, st.just(""), st.just("soon"))), max_size=8
)


@given(lines=LINES, seed=st.randoms(use_true_random=False), months=st.integers(1, 48))
def test_the_order_of_lines_never_matters(tmp_path_factory, lines, seed, months):
    folder = tmp_path_factory.mktemp("register")
    mixed = list(lines)
    seed.shuffle(mixed)
    first, second = (
        read(folder, HEAD + "".join(",".join(map(str, line)) + "\n" for line in some)) for some in (lines, mixed)
    )
    for who in ("jane@school.org", "bob@school.org", "kim@school.org", "new@school.org"):
        one, other = first.state(who, TODAY, months), second.state(who, TODAY, months)
        assert (one.state, one.until) == (other.state, other.until)
    assert sorted(bad.message for bad in first.bad) == sorted(bad.message for bad in second.bad)


@given(lines=LINES, months=st.integers(1, 48))
def test_nobody_is_current_without_a_good_line_that_says_so(tmp_path_factory, lines, months):
    register = read(
        tmp_path_factory.mktemp("register"), HEAD + "".join(",".join(map(str, line)) + "\n" for line in lines)
    )
    for who in ("jane@school.org", "bob@school.org", "new@school.org"):
        good = [
            (since, until or date.max)
            for address, since, until in lines
            if address.lower() == who and isinstance(since, date) and until != "soon" and (until or date.max) >= since
        ]
        counts = any(since <= TODAY <= min(until, months_later(since, months)) for since, until in good)
        assert (register.state(who, TODAY, months).state is CURRENT) == counts
