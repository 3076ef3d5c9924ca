"""The sources room: each state on a line, the chosen one in full, and what can be done about it."""

from dataclasses import replace
from typing import get_args

import hostile
import pytest
from fake_core import EVERY_STATE, NOW, FakeCore, view
from sizes import BOTH

from cmwatch.desk.clock import Clock
from cmwatch.desk.source_lines import headings, login_words, offers_login, source_row, source_rows
from cmwatch.errors import UsageError
from cmwatch.intake.listening.probe import Probed
from cmwatch.model import Budget, SourceState, Tally, Unreadable, View


def core(tmp_path, **fields: object) -> FakeCore:
    return FakeCore(tmp_path, view(**({"sources": EVERY_STATE, "mode": "demo"} | fields)))


def test_the_fake_has_every_state() -> None:
    """A state that nobody looked at is not drawn well."""
    assert {source.state for source in EVERY_STATE} == set(get_args(SourceState))


@BOTH
async def test_each_source_has_one_line_with_its_state(desk, tmp_path, size) -> None:
    """And until when it waits, in the watch's time."""
    async with desk(size, core(tmp_path)) as d:
        await d.press("4")
        for words in (
            "Sources · 5 of 11",
            "mastodon",
            "live",
            "12/min",
            "catching up",
            "rate limited until 03:03",
            "needs login",
            "degraded, next try 02:18",
        ):
            assert words in d.text, words
        await d.press("end")
        for words in ("paused", "silent", "hook", "waiting", "ended"):
            assert words in d.text, words


@BOTH
async def test_the_chosen_source_is_shown_in_full(desk, tmp_path, size) -> None:
    """Lag, budget, what it can do and what it cannot see."""
    async with desk(size, core(tmp_path)) as d:
        await d.press("4")
        assert "last mention 4 s ago, heard 11 s after it was said" in d.text
        assert "212 of 300 requests left · full again 02:17 +01" in d.text
        assert "It can: " in d.text
        await d.press("down", "down", "down", "down")
        assert "The server answered 503." in d.text
        assert "next try 02:18 +01; R tries now" in d.text
        assert "Not seen:" in d.text


async def test_keys_are_those_that_make_sense_for_the_source(desk, tmp_path) -> None:
    """A live one needs no second try; what needs no login offers none; what has ended offers nothing."""
    async with desk(core=core(tmp_path, mode="live")) as d:
        await d.press("4")
        assert all(words in d.lines[-1] for words in ("k Test now", "p Pause/resume", "l Log in"))
        assert "R Retry now" not in d.lines[-1]
        await d.press(*["down"] * 4)
        assert "R Retry now" in d.lines[-1]
        assert "l Log in" not in d.lines[-1]
        await d.press("end")
        assert not any(words in d.lines[-1] for words in ("Test", "Pause", "Log in", "Retry"))


@pytest.mark.parametrize(("mode", "keys"), [("demo", "Rp"), ("replay", ""), ("follow", "")])
async def test_in_other_modes_only_what_is_ours_is_offered(desk, tmp_path, mode, keys) -> None:
    """A reader along cannot pause the collector's sources; a recording has none."""
    async with desk(core=core(tmp_path, mode=mode)) as d:
        await d.press("4", *["down"] * 4)
        offered = {"R": "R Retry now", "k": "k Test now", "p": "p Pause/resume"}
        assert [key for key, words in offered.items() if words in d.lines[-1]] == list(keys)


async def test_pause_and_resume_are_one_key(desk, tmp_path) -> None:
    """And it is said that what is missed is a gap."""
    async with desk(core=core(tmp_path)) as d:
        await d.press("4", "p")
        assert d.core.acts[-1] == ("pause", "mastodon", "ana")
        assert "is a gap" in d.told
        assert "also after a restart" in d.told
        assert "Paused by ana" in d.text
        assert "paused since 02:14" in d.text
        assert "until p resumes" in d.text
        await d.press("p")
        assert d.core.acts[-1] == ("retry", "mastodon")
        assert "listened to again" in d.told


async def test_a_test_says_what_came_of_it(desk, tmp_path) -> None:
    """In a dialog that waits for nobody else."""
    shown = core(tmp_path, mode="live")
    bad = Unreadable("calls.csv", 3, "[red]It[/] has no text.\x1b[2J")
    shown.probed = Probed(unreadable=[bad], answered=True, live=True)
    async with desk(core=shown) as d:
        await d.press("4", "k")
        assert d.core.acts[-1] == ("test", "mastodon")
        for words in ("Test of mastodon", "It answered.", "0 mentions", "[red]It[/] has no text.", "Nothing of it"):
            assert words in d.text, words
        await d.press("escape")
        assert "Test of mastodon" not in d.text


async def test_what_cannot_be_done_is_said(desk, tmp_path, monkeypatch) -> None:
    """As everywhere: what, where, what to do."""

    def refuse(_self: FakeCore, name: str, _actor: str) -> None:
        raise UsageError("There is no source.", name)

    monkeypatch.setattr(FakeCore, "pause_source", refuse)
    async with desk(core=core(tmp_path)) as d:
        await d.press("4", "p")
        assert "There is no source. · mastodon" in d.told


async def test_log_in_says_which_variable_and_which_command(desk, tmp_path) -> None:
    """For one that needs it, and for one that has it."""
    async with desk(core=core(tmp_path, mode="live")) as d:
        await d.press("4", "down", "down", "down", "l")
        for words in ("Login of compte", "does not accept", "export CMWATCH_COMPTE_TOKEN=…", "sources test compte"):
            assert words in d.text, words


def test_the_words_of_a_login_fit_what_is_configured() -> None:
    """A variable that is named, one that could be, and a network that needs none."""
    named, _fedi, unnamed, *_others, feed = *EVERY_STATE[:3], EVERY_STATE[5]
    assert "export CMWATCH_MASTODON_TOKEN" in login_words(named)
    assert "token_env" in login_words(unnamed)
    assert login_words(feed) == "This network needs no login."


@pytest.mark.parametrize("network", ["webhook", "rss", "stackexchange", "folder", "jsonl", "hackernews", "appstore"])
def test_a_secret_that_is_no_login_offers_none(network: str) -> None:
    """What signs a webhook, or hides in the address of a feed, logs nobody in."""
    source = replace(EVERY_STATE[0], network=network, state="live", variables=("CMWATCH_HOOK_SECRET",))
    assert not offers_login(source)
    assert login_words(source) == "This network needs no login."


@pytest.mark.parametrize("network", ["mastodon", "bluesky", "reddit", "lemmy", "discourse"])
def test_a_network_that_is_logged_in_to_offers_it_where_a_variable_is_named(network: str) -> None:
    """And where it is refused, in any case."""
    source = replace(EVERY_STATE[0], network=network, state="live", variables=("CMWATCH_TOKEN",))
    assert offers_login(source)
    assert "export CMWATCH_TOKEN=…" in login_words(source)
    assert not offers_login(replace(source, variables=()))
    assert offers_login(replace(source, variables=(), state="needs login"))


@BOTH
async def test_an_empty_room_says_what_to_do(desk, tmp_path, size) -> None:
    """No source, no detail, no key that does nothing."""
    async with desk(size, core(tmp_path, sources=())) as d:
        await d.press("4")
        assert "cmwatch init" in d.text
        assert "Test now" not in d.lines[-1]


@BOTH
async def test_hostile_names_and_errors_reach_no_markup_and_no_terminal(desk, tmp_path, size) -> None:
    """Names come from the configuration, errors partly from the network."""
    texts = [
        "[/]",
        "[@click=app.quit]x[/]",
        "[red]r",
        "\x1b]52;c;aGk=\x07",
        "\u202egnp",
        "x" * 500,
        "👩‍👩‍👧‍👦" * 30,
        "a\nb\tc",
    ]
    sources = tuple(
        replace(EVERY_STATE[n % 8], name=text or "x", problem=text, network=text) for n, text in enumerate(texts)
    )
    async with desk(size, core(tmp_path, mode="live", sources=sources)) as d:
        await d.press("4")
        for _ in texts:
            assert all(hostile.is_safe(line) for line in d.lines)
            await d.press("down")
        for act in ("k", "l", "p"):
            await d.press("home", act)
            assert all(hostile.is_safe(line) for line in d.lines)
            await d.press("escape")
        assert d.app.is_running


def lines_of(shown: View, width: int) -> list[str]:
    clock = Clock(NOW, None)
    drawn = [headings(width), *(source_row(source, clock, width) for source in shown.sources)]
    drawn += [source_rows(source, clock, width) for source in shown.sources]
    return ["".join(text for text, _role in line) for rows in drawn for line in rows]


def test_a_budget_that_is_nearly_spent_warns_and_odd_ones_are_drawn() -> None:
    """More left than the limit, a limit of nothing, none told."""
    clock = Clock(NOW, None)
    bars = []
    for budget in (Budget(60, 3, None), Budget(60, 90, None), Budget(0, 0, None), Budget(None, 5, None), None):
        (line,) = source_row(replace(EVERY_STATE[0], budget=budget), clock, 160)
        bars.append([(text, role) for text, role in line if "█" in text or role == "warn"])
    assert bars[0] == [("█", "warn"), ("░░░░░", "warn")]
    assert bars[1] == [("██████", "bar")]
    assert bars[2:] == [[], [], []]
    assert "5 requests left" in "".join(
        lines_of(view(sources=(replace(EVERY_STATE[0], budget=Budget(None, 5, None)),)), 80)
    )


@BOTH
async def test_what_could_not_be_read_is_counted_where_sources_are(desk, tmp_path, size) -> None:
    """A broken export is no silence: somebody has to mend it."""
    async with desk(size, core(tmp_path, tally=Tally(unreadable=5))) as d:
        await d.press("4")
        assert "5 items could not be read" in d.text


async def test_a_source_that_brought_only_its_past_does_not_say_that_it_brought_nothing(desk, tmp_path) -> None:
    """2 delivered and no mention cannot both be true."""
    past = replace(EVERY_STATE[0], delivered=2, last_at=None, lag_seconds=None)
    async with desk(core=core(tmp_path, sources=(past,))) as d:
        await d.press("4")
        assert "2 delivered" in d.text
        assert "nothing new since it began" in d.text
        assert "no mention yet" not in d.text
