"""The chart's numbers: every count drawn to scale, nothing outside the drawing."""

from hypothesis import given
from hypothesis import strategies as st

from zoom_policy_lint.report.page.chart import HEIGHT, WIDTH, chart, spread

COLUMNS = st.lists(st.tuples(st.just("1 Sep"), st.lists(st.integers(0, 200), min_size=4, max_size=4)), max_size=24)


@given(COLUMNS)
def test_bars_stay_inside_stand_on_each_other_and_are_as_high_as_their_counts(columns):
    drawn = chart(columns)
    tallest = max((sum(counts) for _, counts in columns), default=0)
    assert [bar.count for bar in drawn.bars] == [count for _, counts in columns for count in counts if count]
    for bar in drawn.bars:
        assert drawn.left <= bar.x
        assert bar.x + bar.width <= drawn.right + 0.02
        assert bar.y >= 0
        assert bar.y + bar.height <= drawn.base + 0.02
        assert abs(bar.height - bar.count * (drawn.base - 12) / tallest) < 0.02
    assert all(0 <= mark.x <= WIDTH and 0 <= mark.y <= HEIGHT for mark in (*drawn.below, *drawn.scale))
    assert 1 <= len(drawn.scale) <= 8


@given(st.integers(0, 500), st.integers(2, 30))
def test_the_first_and_the_last_are_always_kept_and_never_too_many(count, most):
    places = spread(count, most)
    assert len(places) == min(count, most)
    assert list(places) == sorted(set(places))
    assert count == 0 or (places[0], places[-1]) == (0, count - 1)
