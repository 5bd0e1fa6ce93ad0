"""How the clauses stood from run to run."""

from dataclasses import replace

from tests.report.sample_memory import with_memory
from tests.report.sample_pack import pack_run
from tests.report.samples import make_run
from zoom_policy_lint.report.outline import outline
from zoom_policy_lint.report.page.trend import POINTS, trend


def view(run):
    return trend(run, outline(run))


def test_without_earlier_runs_there_is_a_sentence_and_a_table_of_this_one():
    for run in (make_run(), with_memory(make_run(), 1)):
        alone = view(run)
        assert alone.chart is None
        assert [row.counts for row in alone.rows] == [(4, 1, 1, 1)]
        assert alone.rows[0].current
    assert view(make_run()).said[0].startswith("No earlier run is kept.")
    assert view(with_memory(make_run(), 1)).said == (
        "There is only this run in this time. A trend needs at least two.",
    )


def test_every_run_is_a_row_and_a_column_oldest_first():
    shown = view(with_memory(make_run(), 3))
    assert [row.counts for row in shown.rows] == [(2, 3, 1, 1), (3, 2, 1, 1), (4, 1, 1, 1)]
    assert [row.current for row in shown.rows] == [False, False, True]
    assert [bar.count for bar in shown.chart.bars] == [count for row in shown.rows for count in row.counts]
    assert shown.summary.startswith("On 17 August 2026: 1 met, 2 not met, 1 partly evidenced, 3 unanswered.")


def test_no_two_parts_of_a_bar_are_filled_alike():
    series = view(with_memory(pack_run(), 3)).series
    assert len({one.pattern for one in series}) == len(series) == 5


def test_what_had_nothing_to_judge_is_not_counted_as_unanswered():
    run = with_memory(pack_run(), 2)
    assert view(run).rows[-1].counts == (2, 1, 1, 1, 2)


def test_many_runs_are_thinned_and_that_is_said():
    run = with_memory(make_run(), 100)
    shown = view(run)
    assert len(shown.rows) == POINTS
    assert shown.rows[0].day.startswith(run.memory.trend[0].taken_at[:10])
    assert shown.rows[-1].current
    assert "There are 100 runs in all." in shown.said[1]
    assert len(view(replace(run, memory=replace(run.memory, trend=run.memory.trend[-24:]))).said) == 1
