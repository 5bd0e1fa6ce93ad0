"""The geometry of the trend's chart: stacked bars as numbers, which each format then draws in its own way.

All lengths are in units of a drawing of WIDTH by HEIGHT whose origin is at the top left.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 460.0, 250.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 34.0, 6.0, 12.0, 30.0
_WIDEST = 54.0
_LABELS = 8
_STEPS = (1, 2, 5)
_LINES = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of a stacked bar: its corner at the top left, its height, the number of its series, its count."""

    x: float
    y: float
    width: float
    height: float
    series: int
    count: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A label: on the axis below at `x`, or on the scale at the left at `y`."""

    x: float
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars, the labels below them, the lines of the scale (from `left` to `right`); bars stand on `base`."""

    width: float
    height: float
    left: float
    right: float
    base: float
    bars: tuple[Bar, ...]
    below: tuple[Mark, ...]
    scale: tuple[Mark, ...]


def chart(columns: Sequence[tuple[str, Sequence[int]]]) -> Chart:
    """Stack the counts of each column from the base upwards, in their order; a column is its label and its counts."""
    top = max((sum(counts) for _, counts in columns), default=0) or 1
    base, high = HEIGHT - _BOTTOM, HEIGHT - _BOTTOM - _TOP
    step = (WIDTH - _LEFT - _RIGHT) / max(len(columns), 1)
    thick = min(step * 0.78, _WIDEST)
    bars: list[Bar] = []
    for place, (_, counts) in enumerate(columns):
        below = 0
        for series, count in enumerate(counts):
            below += count
            y = base - high * below / top
            if count:
                x = _LEFT + place * step + (step - thick) / 2
                bars.append(Bar(_tidy(x), _tidy(y), _tidy(thick), _tidy(high * count / top), series, count))
    labels = [label for label, _ in columns]
    below_marks = tuple(
        Mark(_tidy(_LEFT + (place + 0.5) * step), _tidy(base + 18), labels[place])
        for place in spread(len(labels), _LABELS)
    )
    scale = tuple(Mark(_LEFT - 6, _tidy(base - high * value / top), str(value)) for value in _ticks(top))
    return Chart(WIDTH, HEIGHT, _LEFT, WIDTH - _RIGHT, base, tuple(bars), below_marks, scale)


def spread(count: int, most: int) -> tuple[int, ...]:
    """At most so many of the places from 0 to `count` - 1, evenly chosen, the first and the last among them."""
    if count <= most:
        return tuple(range(count))
    return tuple(round(place * (count - 1) / (most - 1)) for place in range(most))


def _ticks(top: int) -> range:
    """Round numbers from 0 up to `top`, a few of them."""
    power = 10 ** int(math.log10(top))
    fitting = (step * size for size in (max(power // 10, 1), power) for step in _STEPS if top / (step * size) <= _LINES)
    return range(0, top + 1, next(fitting, 10 * power))


def _tidy(length: float) -> float:
    return round(length, 2)
