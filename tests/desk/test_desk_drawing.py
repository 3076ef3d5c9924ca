"""What is drawn, line by line, without a terminal."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len

from cmwatch.desk.alert_acts import next_time
from cmwatch.desk.clock import Clock, lasting, zone_of
from cmwatch.desk.drafts import Drafts
from cmwatch.desk.ink import cells, column, fit, plain, spread, wrap
from cmwatch.desk.mention_line import mention_line
from cmwatch.desk.pulse_lines import pulse_line, pulse_lines, scale_top
from cmwatch.errors import UsageError
from cmwatch.model import PulseBin

NOW = datetime(2026, 3, 2, 1, 14, 7, tzinfo=UTC)
PARIS = Clock(NOW, zone_of("watch", "Europe/Paris"))


def bins(*totals, expected=4.0, low=2.0, high=6.0):
    """Bars with a band; None is a hole."""
    return tuple(
        PulseBin(NOW + timedelta(minutes=5 * n), total or 0, (total or 0) // 2, expected, low, high, total is None)
        for n, total in enumerate(totals)
    )


def text(line) -> str:
    """A line without its roles."""
    return "".join(piece for piece, _role in line)


def test_the_pulse_draws_observed_negative_band_and_hole() -> None:
    """Four heights on a scale of eight: the negative half below, the band behind, the hole over all."""
    drawn = [text(line) for line in pulse_lines(bins(8, 4, None, 0), PARIS, 11, 5, None)]
    assert drawn == ["   8 ┤ █ ╌ ", "     │ █░╌░", "     │ ▓█╌░", "   0 ┤ ▓▓╌ ", "      02:29"]


def test_zero_is_not_a_hole_and_a_hole_is_not_zero() -> None:
    """A quiet bar shows its band; a hole is hatched, also on one line."""
    quiet, hole = (text(pulse_line(bins(3, total, 3), "5 min", 12, None)) for total in (0, None))
    assert "╌" not in quiet
    assert "╌" in hole


def test_the_bar_under_the_cursor_is_marked_below() -> None:
    """By a sign, not by a colour alone."""
    assert "▲" in text(pulse_lines(bins(1, 2, 3), PARIS, 20, 5, 1)[-1])


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=60))
def test_the_scale_holds_every_bar(totals) -> None:
    """Nothing is drawn past the top."""
    shown = bins(*totals)
    assert scale_top(shown) >= max(totals)
    for line in pulse_lines(shown, PARIS, 66, 8, None):
        assert cells(line) <= 66


@given(st.text(max_size=80), st.integers(1, 60))
def test_a_column_is_exactly_as_wide_as_asked(value, width) -> None:
    """By cells, whatever the script."""
    assert cell_len(column(plain(value), width)) == width


@given(st.text(max_size=200), st.integers(4, 60))
def test_wrapped_text_loses_no_word_and_fits(value, width) -> None:
    """Broken between words where there are any."""
    lines = wrap(value, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(plain(value).split())


@given(st.lists(st.tuples(st.text(max_size=20), st.just("text")), max_size=6), st.integers(9, 80))
def test_a_line_that_is_cut_says_so(spans, width) -> None:
    """With an ellipsis."""
    line = tuple((plain(piece), role) for piece, role in spans)
    shown = fit(line, width)
    assert cells(shown) <= width
    assert shown == line or text(shown).endswith("…")


def test_the_two_ends_of_a_line_never_meet() -> None:
    """The left end gives way."""
    assert text(spread((("left " * 9, "text"),), (("right", "dim"),), 20)) == "left left lef… right"


@pytest.mark.parametrize("width", [60, 80, 99, 100, 160])
def test_a_mention_takes_the_whole_line_and_no_more(width) -> None:
    """So that columns stand under each other."""
    from fake_core import item

    for n in range(9):
        assert cells(mention_line(item(n), PARIS, width)) == width
        for mark, became in (("✎", {"edited_at": NOW}), ("✗", {"edited_at": NOW, "deleted_at": NOW})):
            line = mention_line(replace(item(n), **became), PARIS, width)
            assert cells(line) == width
            assert mark in text(line)


@pytest.mark.parametrize(
    ("length", "words"),
    [(5, "5 s"), (59, "59 s"), (60, "1 min"), (7199, "119 min"), (7200, "2 h"), (172_800, "2 d"), (-3, "0 s")],
)
def test_ages_are_told_in_their_largest_sensible_unit(length, words) -> None:
    """A person reads '34 min', not '2042 s'."""
    assert lasting(timedelta(seconds=length)) == words


def test_times_carry_their_offset_and_another_day_its_date() -> None:
    """Nobody has to guess whose midnight."""
    assert PARIS.stamp(NOW) == "02:14 +01"
    assert PARIS.stamp(NOW - timedelta(hours=4)) == "2026-03-01 22:14 +01"
    assert Clock(NOW, zone_of("utc", "Asia/Kolkata")).stamp(NOW) == "01:14 +00"
    assert Clock(NOW, zone_of("watch", "Asia/Kolkata")).stamp(NOW) == "06:44 +05:30"
    assert zone_of("watch", "No/Where") is UTC


@pytest.mark.parametrize("typed", ["18h30", "18:30"])
def test_a_time_of_day_is_the_next_one(typed) -> None:
    """In the zone of the screen."""
    assert next_time(typed, PARIS) == datetime(2026, 3, 2, 17, 30, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["", "soon", "25:00", "18", "1:2:3"])
def test_what_is_no_time_is_refused_in_words(typed) -> None:
    """Never a traceback."""
    with pytest.raises(UsageError):
        next_time(typed, PARIS)


def test_drafts_are_kept_under_any_key_and_never_leave_their_folder(tmp_path) -> None:
    """Remote text in a key becomes no path."""
    drafts = Drafts(tmp_path / "drafts")
    for name in ("reply:../../etc/passwd", "reply:\x00", "reply:\ud800", "note:2026-0001"):
        drafts.save(name, f"text of {name}"[:12])
        assert drafts.get(name) == f"text of {name}"[:12]
    assert {path.parent for path in tmp_path.rglob("*.json")} == {tmp_path / "drafts"}
    drafts.save("note:2026-0001", "")
    assert drafts.get("note:2026-0001") == ""
    next(iter((tmp_path / "drafts").iterdir())).write_text("{cut")
    assert drafts.get("reply:\x00") in ("text of repl", "")


def test_a_figure_keeps_its_per_cent_sign() -> None:
    """A lone % at the start of a line says nothing."""
    assert wrap("usual 27 % here", 8) == ["usual", "27 %", "here"]
    assert wrap("27 % 28 %", 4) == ["27 %", "28 %"]
