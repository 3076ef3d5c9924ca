"""The picture: the course keeps its counts, the chart its width, the files their format."""

from io import BytesIO
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from samples import LUMO, START, alarm, bars, label

from cmwatch.alarm.backtest.course import MOST_BARS, Bar, Course, fitted
from cmwatch.alarm.backtest.picture.chart import chart_lines, legend
from cmwatch.alarm.backtest.picture.page import Sheet, page
from cmwatch.alarm.backtest.picture.panel import Panel, panel
from cmwatch.alarm.backtest.picture.png import png
from cmwatch.alarm.backtest.picture.scales import hands, height, scale_top
from cmwatch.alarm.backtest.picture.svg import svg


@given(st.lists(st.tuples(st.integers(0, 400_000), st.integers(0, 500)), max_size=300))
def test_a_course_keeps_every_count_in_a_bounded_number_of_bars(counts: list[tuple[int, int]]) -> None:
    """However long it is: its bars grow wider."""
    course = Course()
    for five, total in sorted(counts):
        course.add([Bar(five * 5, 5, total, total // 2, 1.0, 0.5, 2.0)])
    drawn = course.bars
    assert len(drawn) <= MOST_BARS
    assert sum(bar.total for bar in drawn) == sum(total for _five, total in counts)
    assert all(one.minute + one.width == other.minute for one, other in pairwise(drawn))


@given(st.integers(1, 400), st.integers(1, 200))
def test_fitting_loses_nothing(many: int, most: int) -> None:
    """Neighbours are put together, in order, and no more of them than fit."""
    whole = tuple(Bar(START + 60 * n, 60, n, 0, 2.0, 1.0, 4.0) for n in range(many))
    few = fitted(whole, most)
    assert len(few) <= most
    assert sum(bar.total for bar in few) == sum(bar.total for bar in whole)
    assert sum(bar.expected or 0 for bar in few) == pytest.approx(2.0 * many)


def test_the_band_of_two_hours_is_wider_than_of_one_and_narrower_than_twice() -> None:
    """Chances partly cancel."""
    one = Bar(START, 60, 10, 0, 10.0, 6.0, 16.0)
    two = one.plus(one, START, 120)
    assert two.expected == 20
    assert 16 > two.expected - two.low + two.high - two.expected > 10


def drawing(hours: int = 12) -> Panel:
    """A panel with everything on it."""
    alarms = {"calm": (), "balanced": (alarm(6.2, severity=1, until=8),), "sharp": (alarm(1), alarm(6, 7, severity=2))}
    happened = [label(6, 9, name="outage <at> night & day"), label(2, 3, kind="minor", name="interview")]
    return panel(LUMO, "", bars(hours), happened, alarms)  # type: ignore[arg-type]


@pytest.mark.parametrize("width", [40, 60, 80, 160, 300])
@pytest.mark.parametrize("hours", [1, 12, 300])
def test_the_chart_fits_the_terminal_and_shows_who_called(width: int, hours: int) -> None:
    """No line is wider than it; each sensitivity has its row."""
    lines = chart_lines(drawing(hours), width)
    assert max(map(len, (*lines, *legend(width)))) <= width
    rows = {line.split()[0]: line for line in lines[9:] if line.strip()}
    assert {"calm", "balanced", "sharp"} <= set(rows)
    if hours == 12:
        assert "■─" in rows["balanced"]
        assert "◆" in rows["sharp"]
        assert "▲" in rows["sharp"]
        assert "━" in rows["crisis"]
        assert "━" in rows["minor"]
        assert ("╌" in "".join(lines)) == (width > 40)  # there a bar is half an hour, the hole twenty minutes
        assert "░" in "".join(lines)


def test_an_alarm_stands_under_the_peak_that_raised_it() -> None:
    """In the very column."""
    lines = chart_lines(drawing(), 160)
    peak = max(range(len(lines[1])), key=lambda column: (lines[1] + " " * 200)[column] in "▁▂▃▄▅▆▇█▓")
    (called,) = [line for line in lines if line.strip().startswith("balanced")]
    assert 0 <= called.index("■") - peak <= 3


def test_the_same_scene_gives_the_same_svg_and_it_is_xml() -> None:
    """Whatever a label is called."""
    scene = page("Back-test", ["One line. " * 40], [Sheet(drawing(300), (drawing(), drawing(), drawing()))])
    text = svg(scene)
    assert text == svg(scene)
    root = ElementTree.fromstring(text)
    assert "outage <at> night & day" in [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert float(root.get("height", "0")) > 600


def test_the_png_is_the_same_scene_at_twice_the_size() -> None:
    """Painted, not blank."""
    scene = page("Épreuve", ["Une ligne à écrire."], [Sheet(drawing(), ())])
    image = Image.open(BytesIO(png(scene)))
    assert image.size == (round(scene.width * 2), round(scene.height * 2))
    assert len(image.getcolors(1_000_000) or []) > 10


def test_times_follow_the_zone_of_the_watch_through_a_change_of_clocks() -> None:
    """29 March 2026 in Paris has no two o'clock; noon is noon on both sides of it."""
    since = int(1774738800 / 60)  # 2026-03-29 00:00 +0100
    told = [text for _minute, text in hands(since, since + 1440, "Europe/Paris", 8)]
    assert told[:3] == ["00:00", "03:00", "06:00"]
    assert [minute for minute, text in hands(since, since + 1440, "Europe/Paris", 8) if text == "12:00"] == [
        since + 660
    ]


def test_the_scale_is_round_at_its_half_and_above_everything() -> None:
    """On a square root half the height is a quarter of the count."""
    for peak in (1, 3, 9, 17, 40, 99, 1234, 99_999):
        top = scale_top([Bar(START, 60, peak, 0)])
        assert top >= peak
        assert top % 4 == 0
        assert height(top / 4, top) == 0.5
