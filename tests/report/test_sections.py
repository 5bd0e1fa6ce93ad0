from dataclasses import replace

from tests.support.each import each
from zoom_policy_lint.model.words import ClauseVerdict
from zoom_policy_lint.report.sections import COLUMNS, OTHERS, by_section, profile_rows, section_rows
from zoom_policy_lint.report.style import NOTHING

from .sample_pack import CLAUSES, pack_run
from .samples import make_run


def counted(rows):
    return {row.id: {column: count for column, count in row.counts.items() if count} for row in rows}


def test_clauses_are_counted_by_section_in_the_policys_order_and_the_others_last():
    assert counted(section_rows(pack_run())) == {
        "1": {"met": 1, "not_met": 2, NOTHING: 1},
        "1.2": {"partly_evidenced": 1, "unanswered": 1},
        "": {"met": 1},
    }


def test_clauses_without_a_level_are_counted_last_as_such():
    rows = profile_rows(pack_run())
    assert counted(rows) == {
        "level-1": {"met": 1, "not_met": 2, "partly_evidenced": 1, NOTHING: 1},
        "level-2": {"unanswered": 1},
        "": {"met": 1},
    }
    assert rows[-1].heading == "No level"


def test_where_every_clause_has_a_level_there_is_no_such_row():
    clauses = tuple(one for one in CLAUSES if one.profile)
    assert [row.id for row in profile_rows(pack_run(clauses=clauses))] == ["level-1", "level-2"]


@each("rows_of", [section_rows, profile_rows])
@each("changes", [{}, {"sections": {"1": "Meetings"}}, {"sections": {"x": "Empty"}}])
def test_every_clause_is_counted_once(changes, rows_of):
    rows = rows_of(pack_run(**changes))
    assert sum(row.total for row in rows) == len(CLAUSES)
    assert {id_ for row in rows for id_ in row.clauses} == {clause.id for clause in CLAUSES}


def test_the_columns_are_all_verdicts_and_nothing_to_judge():
    assert set(COLUMNS) == {*ClauseVerdict, NOTHING}


def test_a_policy_without_the_tables_has_no_rows():
    run = make_run()
    assert (section_rows(run), profile_rows(run)) == ((), ())


def test_a_heading_holds_a_number_but_no_key_in_small_letters():
    [first, *_], [level, *_] = section_rows(pack_run()), profile_rows(pack_run())
    assert (first.heading, level.heading) == ("1 Meetings", "Level 1")


def test_what_belongs_to_no_section_comes_last_under_its_own_heading():
    found = {title: [one.id for one in inside] for title, inside in by_section(pack_run(), CLAUSES, lambda one: one.id)}
    assert found == {"1 Meetings": ["1.1", "1.2", "1.3", "1.4"], "1.2 Recording": ["2.1", "2.2"], OTHERS: ["9"]}


def test_without_sections_everything_stands_together_without_a_heading():
    run = replace(pack_run(), sections={})
    assert list(by_section(run, CLAUSES, lambda one: one.id)) == [("", list(CLAUSES))]
    assert list(by_section(run, (), lambda one: one.id)) == []
