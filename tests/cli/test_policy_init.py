import io
import json
import re

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from zoom_policy_lint.cli import asking
from zoom_policy_lint.cli.policy_file import Samples, School, policy_text
from zoom_policy_lint.policy import load_policy
from zoom_policy_lint.policy.files import shipped_names
from zoom_policy_lint.ruleset.source import parse
from zoom_policy_lint.ruleset.structure import structure_problems

STAFF = ("--staff-group", "Governors", "--staff-topic", "briefing")
NAMED = ("--name", "Hilltop", "--domain", "hilltop.example.sch.uk")


@pytest.fixture
def person(monkeypatch):
    """Sits at the terminal and gives these answers, line by line."""

    def sits(*answers):
        monkeypatch.setattr(asking, "can_ask", lambda: True)
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{answer}\n" for answer in answers)))

    return sits


@pytest.fixture
def file(tmp_path):
    return tmp_path / "ours.yaml"


def test_a_person_is_asked_for_everything_and_the_file_is_valid(program, person, file):
    (file.parent / "staff.csv").write_text("email,completed_on\na@b.example,2026-01-01\n", encoding="utf-8")
    person(
        "St Mary's: “A & B” #1",
        "mary.example.sch.uk, mary.example.org",
        "",
        "year1@mary.example.sch.uk, year2@mary.example.sch.uk",
        "head@mary.example.sch.uk",
        "Governors, Office staff",
        "staff briefing, SLT (weekly)",
        "60",
        "Zoom policy",
        "2026-09-03",
        "staff.csv",
    )
    assert program("policy", "init", file).code == 0
    policy = load_policy(str(file))
    assert policy.parameters["school_domains"] == ["mary.example.sch.uk", "mary.example.org"]
    assert policy.parameters["pupil_facing_hosts"] == ["year1@mary.example.sch.uk", "year2@mary.example.sch.uk"]
    assert policy.parameters["staff_only_meetings"] == {
        "hosts": ["head@mary.example.sch.uk"],
        "groups": ["Governors", "Office staff"],
        "topics": ["staff briefing", r"SLT \(weekly\)"],
    }
    assert policy.identity.id == "st_marys_a_b_1"
    assert policy.parameters["recording_retention_days"] == 60
    assert policy.training.name == "staff.csv"
    assert "St Mary's: “A & B” #1" in policy.identity.title
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert data["source"] == {
        "document": "Zoom policy",
        "organisation": "St Mary's: “A & B” #1",
        "date": "2026-09-03",
    }


def test_bad_answers_are_asked_again(program, person, file):
    before = ("Hilltop", "no domain", "h.example", "nope", "st_joseph", "x", "")
    person("", *before, "", "", "-", "", "0", "many", "30", "P", "soon", "", "")
    said = program("policy", "init", file)
    assert said.code == 0
    for words in (
        "An answer is needed here",
        "“no domain” is not a domain",
        "there is no policy “nope”",
        "“x” is not an e-mail address",
        "“many”",
    ):
        assert words in said.out + said.err
    assert load_policy(str(file)).parameters["school_domains"] == ["h.example"]


def test_nothing_is_asked_that_an_option_says(program, person, file):
    person()
    every = ("--extends", "st_joseph", "--pupil-host", "y@h.example", "--staff-host", "s@h.example", *STAFF)
    more = ("--retention-days", "90", "--document", "P", "--document-date", "2026-01-02", "--training-register", "")
    said = program("policy", "init", file, *NAMED, *every, *more)
    assert said.code == 0
    assert "Mailboxes" not in said.out


def test_yes_asks_nothing_and_takes_what_is_usual(program, person, file):
    person()
    assert program("policy", "init", file, *NAMED, "--yes").code == 0
    policy, parent = load_policy(str(file)), load_policy("st_joseph")
    assert policy.parameters == {**parent.parameters, "school_domains": ["hilltop.example.sch.uk"]}


@pytest.mark.parametrize("given_", [(), ("--name", "Hilltop"), ("--yes",)])
def test_without_a_terminal_what_is_missing_is_named_and_nothing_hangs(program, file, given_):
    said = program("policy", "init", file, *given_)
    assert (said.code, file.exists()) == (2, False)
    assert "--domain" in said.err
    assert ("--name and" in said.err) == ("--name" not in given_)


@pytest.mark.parametrize(
    ("option", "bad", "words"),
    [
        ("--pupil-host", "nobody", "is not an e-mail address"),
        ("--staff-host", "a@b.example,nobody", "“nobody” is not an e-mail address"),
        ("--domain", "https://hilltop.example", "is not a domain"),
        ("--domain", "*.hilltop.org", "is not a domain"),
        ("--domain", "hilltop.org.", "is not a domain"),
        ("--domain", "hilltop..org", "is not a domain"),
        ("--domain", "x.y/z", "is not a domain"),
        ("--domain", "#x.org", "is not a domain"),
        ("--domain", "'quote'.org", "is not a domain"),
        ("--domain", "-a.org", "is not a domain"),
        ("--domain", "a-.org", "is not a domain"),
        ("--staff-group", "-", "is not the name of a group"),
        ("--retention-days", "0", "is not a number of days"),
        ("--retention-days", "7", "is not a number of days between 30"),
        ("--retention-days", "40000", "is not a number of days"),
        ("--retention-days", "²", "is not a number of days"),
        ("--document-date", "3 September", "is not a date"),
        ("--document-date", "2026-01-01", "says nothing without --document"),
        ("--name", " \n ", "The name is empty"),
        ("--extends", "st_josephs", "there is no policy “st_josephs”"),
        ("--extends", "st_joseph,nope", "there is no policy “nope”"),
        ("--extends", " , ", "No policy is named"),
        ("--training-register", "none.csv", "there is no file"),
    ],
)
def test_a_bad_option_is_refused_by_name_and_nothing_is_written(program, file, option, bad, words):
    said = program("policy", "init", file, *NAMED, option, bad)
    assert (said.code, list(file.parent.iterdir())) == (2, [])
    assert words in said.err
    assert ".policy-" not in said.err


def test_a_policy_beside_it_or_elsewhere_may_be_the_one_to_stand_on(program, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "schools").mkdir()
    assert program("policy", "init", "diocese.yaml", *NAMED, "--retention-days", "60").code == 0
    assert program("policy", "init", "schools/ours.yaml", *NAMED, "--extends", "diocese.yaml").code == 0
    assert "extends: ../diocese.yaml" in (tmp_path / "schools" / "ours.yaml").read_text(encoding="utf-8")
    assert load_policy("schools/ours.yaml").parameters["recording_retention_days"] == 60


@pytest.mark.parametrize(
    "said", [("--extends", "st_joseph,recommended"), ("--extends", "st_joseph", "--extends", "recommended")]
)
def test_a_policy_may_stand_on_several(said, program, file):
    assert program("policy", "init", file, *NAMED, *said).code == 0
    assert "extends: [st_joseph, recommended]\n" in file.read_text(encoding="utf-8")
    assert {"C1", "H1"} <= {clause.id for clause in load_policy(str(file)).clauses}


def test_of_several_a_file_is_named_as_seen_from_the_new_one_and_one_alone_is_no_list(program, person, tmp_path):
    parent, ours = tmp_path / "their.yaml", tmp_path / "schools" / "ours.yaml"
    ours.parent.mkdir()
    assert program("policy", "init", parent, *NAMED, "--extends", "recommended, recommended").code == 0
    assert "extends: recommended\n" in parent.read_text(encoding="utf-8")
    person(f"st_joseph, {parent}", *("",) * 7)
    assert program("policy", "init", ours, *NAMED).code == 0
    assert "extends: [st_joseph, ../their.yaml]\n" in ours.read_text(encoding="utf-8")


def test_parents_that_do_not_go_together_are_refused_at_the_new_file(program, tmp_path):
    text = 'language: 1\nid: a\ntitle: A\nversion: "1"\nclauses: [{id: C1, text: T., rules: [waiting-room]}]\n'
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    said = program("policy", "init", tmp_path / "ours.yaml", *NAMED, "--extends", f"st_joseph,{tmp_path / 'a.yaml'}")
    assert (said.code, (tmp_path / "ours.yaml").exists()) == (2, False)
    assert "both have the clause “C1”" in said.err


SAMPLE = re.compile(r"^# (?=(off|attestations|waivers|clauses):|  )", re.MULTILINE)


@pytest.mark.parametrize("parent", shipped_names())
def test_what_the_comments_show_fits_the_policy_that_the_file_stands_on(program, file, parent):
    assert program("policy", "init", file, *NAMED, "--extends", parent).code == 0
    text = SAMPLE.sub("", file.read_text(encoding="utf-8")).replace("    add_rules: [our-rule]\n", "    text: Ours.\n")
    file.write_text(text, encoding="utf-8")
    policy, below = load_policy(str(file)), load_policy(parent)
    assert below.clauses[0].id in [clause.id for clause in policy.clauses if clause.text == "Ours."]
    assert len(policy.waivers) == len(policy.off) == 1
    assert len(policy.attestations) == bool(below.attest)


def test_the_schema_is_written_where_the_file_says(program, file):
    said = program("policy", "init", file, *NAMED)
    first = file.read_text(encoding="utf-8").splitlines()[0]
    schema = file.parent / first.partition("$schema=")[2]
    assert "$schema" in json.loads(schema.read_text(encoding="utf-8"))
    assert str(schema) in said.out


def test_a_file_that_is_there_is_kept_before_anything_is_asked(program, person, file):
    person()
    file.write_text("mine", encoding="utf-8")
    assert program("policy", "init", file).code == 2
    assert file.read_text(encoding="utf-8") == "mine"


def test_a_folder_that_is_not_there_is_named(program, tmp_path):
    said = program("policy", "init", tmp_path / "none" / "ours.yaml", *NAMED)
    assert said.code == 2
    assert "does not exist" in said.err


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("St. Mary's", "st_marys"),
        ("St Mary\u2019s R.C. School", "st_marys_rc_school"),
        ("Ysgol Y-Bryn", "ysgol_y_bryn"),
        ("!", "our_school"),
    ],
)
def test_the_id_is_made_of_the_name(name, id_):
    assert School(name, ("b.example",), ("st_joseph",)).slug == id_


@pytest.mark.parametrize("domain", ["a-b.example.sch.uk", "xn--bcher-kva.example", "bücher.example", "3d.example"])
def test_domains_are_taken(program, file, domain):
    assert program("policy", "init", file, "--name", "H", "--domain", domain).code == 0
    assert load_policy(str(file)).parameters["school_domains"] == [domain]


ADDRESS = st.from_regex(r"[a-z'\"#:%{}\[\]&*!|>]{1,6}@[a-z]{1,4}\.[a-z]{2}", fullmatch=True)
HOSTILE = (
    "\x00\x07",
    "a\r\nb: c",
    "%x {y} [z] # &a *b !c | > ' \" \\",
    "🎒\u200d\ud800\ufeff\u2028",
    "- ",
    "no",
    "2026-01-01",
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(title=st.text(min_size=1).filter(str.strip), document=st.text(), host=ADDRESS)
@example(HOSTILE[0], HOSTILE[1], "'\"#@b.uk")
@example(HOSTILE[2], HOSTILE[3], "%{}@b.uk")
@example(HOSTILE[4], HOSTILE[5], "!@b.uk")
@example(HOSTILE[6], HOSTILE[0], "&a@b.uk")
def test_whatever_the_names_are_the_text_is_sound(title, document, host):
    school = School(title, ("b.example",), ("st_joseph",), pupil_hosts=(host,), document=document)
    text = policy_text("# a modeline", school, Samples("2.2"))
    read = parse(text, "ours.yaml")
    assert [*read.problems, *structure_problems(read, "policy")] == []
    assert read.data["parameters"]["pupil_facing_hosts"] == [host]


@pytest.mark.parametrize("name", HOSTILE[1:])
def test_a_hostile_name_gives_a_valid_file(program, file, name):
    assert program("policy", "init", file, "--name", name, "--domain", "h.example", "--document", name).code == 0
    load_policy(str(file))
