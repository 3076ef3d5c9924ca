"""The desk itself: rooms, keys, help, quitting, and a core that fails."""

import asyncio
import time
from datetime import UTC, datetime

import pytest
from fake_core import FakeCore
from sizes import BOTH

from cmwatch.desk.keys import KEYS, key, sign
from cmwatch.errors import StoreError


def test_one_verb_one_key_everywhere() -> None:
    """No key says two things, but `enter`, which opens, or agrees in a dialog."""
    pressed = [name for row in KEYS for name in row.keys]
    assert sorted(name for name in set(pressed) if pressed.count(name) > 1) == ["enter"]
    assert len({row.id for row in KEYS}) == len(KEYS)
    assert all(row.label() for row in KEYS)
    assert sign(key("filter")) == "/"


def test_the_table_of_keys_needs_no_terminal() -> None:
    """The README's table is made from it."""
    import subprocess
    import sys

    code = "import sys, cmwatch.desk.keys; print('textual' in sys.modules, 'rich' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.split() == ["False", "False"]


@BOTH
@pytest.mark.parametrize(
    ("keys", "words"),
    [(("2", "f2"), "Log of the incident"), (("3", "f3"), "Log · 0 incidents"), (("4", "f4"), "Sources · 2 of 3")],
)
async def test_rooms_open_by_digit_and_by_function_key(desk, size, keys, words) -> None:
    """French keyboards need Shift for digits."""
    async with desk(size) as d:
        for pressed in keys:
            await d.press(pressed)
            assert words in d.text
            await d.press("f1")
            assert "Feed" in d.text


async def test_the_number_of_a_room_also_leaves_its_cards(desk) -> None:
    """From another room it comes back as it was left; pressed again it is the room itself."""
    async with desk() as d:
        await d.press("tab", "tab", "enter", "3", "1")
        assert "How sure" in d.text
        await d.press("1")
        assert "Feed" in d.text


async def test_a_source_is_retried_by_one_key(desk) -> None:
    """Offered for those that are not live."""
    async with desk() as d:
        await d.press("4")
        assert "The server answered 503." in d.text
        assert "R Retry now" not in d.lines[-1]
        await d.press("down", "down")
        assert "next try 02:18 +01" in d.text
        await d.press("R")
        assert d.core.acts[-1] == ("retry", "forum")


async def test_the_palette_has_the_verbs_under_the_same_names(desk) -> None:
    """And does what the key does."""
    async with desk() as d:
        await d.press("ctrl+p")
        await d.type("acknow")
        await d.pilot.pause(0.2)
        assert "Acknowledge" in d.text
        await d.press("enter")
        await d.pilot.pause(0.1)
        assert ("acknowledge", "A1", "ana") in d.core.acts


async def test_help_lists_the_keys_of_this_room(desk) -> None:
    """`?` opens it beside the room, `?` closes it."""
    async with desk() as d:
        await d.press("question_mark")
        assert "Declare" in d.text
        assert "Longer range" in d.text
        await d.press("question_mark")
        assert "Longer range" not in d.text


async def test_quitting_takes_no_longer_than_a_second(desk, tmp_path) -> None:
    """However slow a source is to let go."""
    core = FakeCore(tmp_path)
    core.closing_seconds = 30
    async with desk(core=core) as d:
        start = time.monotonic()
        await d.pilot.press("ctrl+q")
        while d.app.is_running and time.monotonic() - start < 3:
            await asyncio.sleep(0.01)
        assert time.monotonic() - start < 1.2
        assert core.acts[-1] == ("close",)


@pytest.mark.parametrize("failure", [StoreError("The disk is full.", "archive"), RuntimeError("a bug")])
async def test_a_core_that_fails_is_said_and_becomes_the_exit_code(desk, tmp_path, failure) -> None:
    """The desk stays open to look at, says that nothing more comes, and ends with 1."""
    core = FakeCore(tmp_path)
    core.failure = failure
    async with desk(core=core) as d:
        await d.look()
        assert "stopped" in d.lines[0]
        assert "Watching has stopped" in d.told
        await d.press("ctrl+q")
        assert d.app.return_code == 1


async def test_typing_is_never_taken_for_a_key(desk) -> None:
    """A filter may hold any letter and digit."""
    async with desk() as d:
        await d.press("slash")
        await d.type("a1 2 u ?")
        assert d.app.focused.value == "a1 2 u ?"
        assert d.core.acts == []


async def test_the_clock_runs_in_live_use_even_if_nothing_comes(desk) -> None:
    """A still picture does not stop the time."""
    async with desk() as d:
        d.core.change(mode="live")
        await d.look()
        assert f"{datetime.now(UTC):%Y-%m-%d}" == f"{d.app.now():%Y-%m-%d}"


@BOTH
async def test_longer_words_of_another_language_do_not_break_the_layout(desk, size, monkeypatch) -> None:
    """French is often 30 % longer."""
    from cmwatch import words

    class Longer:
        def gettext(self, message: str) -> str:
            return message + "x" * max(1, len(message) * 3 // 10) if "{" not in message else message

        def ngettext(self, one: str, many: str, n: int) -> str:
            return one if n == 1 else many

    monkeypatch.setattr(words, "_catalogue", Longer())
    async with desk(size) as d:
        for pressed in ("1", "2", "3", "4", "1"):
            await d.press(pressed)
            assert {len(line) for line in d.lines} <= {size[0]}
            assert "Helpx" in d.lines[-1]
            assert "…" not in d.lines[-1]


async def test_a_search_that_finds_nothing_says_so_in_our_words(desk) -> None:
    """The palette's own sentence is English everywhere."""
    async with desk() as d:
        await d.press("ctrl+p")
        await d.type("zzz")
        await d.pilot.pause(0.3)
        assert "Nothing is called zzz." in d.text
        await d.press("enter")
        assert "Feed" in d.text


async def test_who_waits_is_listed_from_every_room(desk) -> None:
    """As many as the header says; a list does not pile up on a list."""
    async with desk() as d:
        assert "9 unanswered, oldest 34 min W" in d.lines[0]
        await d.press("3", "W", "W")
        assert "Unanswered · 9 mentions" in d.text
        await d.press("escape")
        assert "Log · 0 incidents" in d.text


async def test_a_light_ground_has_inks_of_its_own(desk) -> None:
    """Yellow on white says nothing."""
    async with desk() as d:
        dark = d.app.get_css_variables()["level-3"]
        d.app.theme = "calm-light"
        await d.look()
        assert d.app.get_css_variables()["level-3"] != dark


async def test_one_toast_at_a_time(desk) -> None:
    """What the last one said is over."""
    async with desk() as d:
        await d.press("a")
        d.app.say("Something else.")
        await d.look()
        assert "Acknowledged" not in d.told
        assert "Something else." in d.told
