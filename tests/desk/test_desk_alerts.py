"""Alerts: the card explains, one key acts, one key takes it back, and a toast tells whoever looks elsewhere."""

from datetime import timedelta

from fake_core import NOW, FakeCore, alert, view
from sizes import BOTH

from cmwatch.errors import UsageError


@BOTH
async def test_the_card_says_what_how_sure_since_when_and_what_is_new(desk, size) -> None:
    """Everything that is known, and the voices beside it."""
    async with desk(size) as d:
        await d.press("tab", "tab", "enter")
        for words in ("41 originals in 30 min, expected 5.6 [2–10]", "How sure", "biggest relay", "In their words"):
            assert words in d.text
        await d.press(*["down"] * 20)
        assert "3 authors wrote 21 of 41" in d.text


async def test_the_number_on_the_card_opens_as_many_mentions(desk) -> None:
    """41 is 41."""
    async with desk() as d:
        await d.press("tab", "tab", "enter", "enter")
        assert "originals in 30 min · 41 mentions" in d.text
        await d.press("escape", "escape")
        assert "Feed" in d.text


async def test_acknowledging_is_one_key_and_can_be_taken_back(desk) -> None:
    """`a`, then `u`; the key is offered only while it makes sense."""
    async with desk() as d:
        assert "a Acknowledge" in d.lines[-1]
        await d.press("a")
        assert ("acknowledge", "A1", "ana") in d.core.acts
        assert "✓ seen by ana" in d.text
        assert "a Acknowledge" not in d.lines[-1]
        await d.press("u")
        assert d.core.acts[-1] == ("undo", "A1", "ana")
        assert "a Acknowledge" in d.lines[-1]
        assert "u Undo" not in d.lines[-1]


async def test_snoozing_asks_until_when(desk) -> None:
    """A number answers at once."""
    async with desk() as d:
        await d.press("s")
        assert "1 hour, until 03:14 +01" in d.text
        await d.press("2")
        assert d.core.acts[-1] == ("snooze", "A1", NOW + timedelta(hours=1), "ana")
        assert "snoozed until 03:14" in d.text


async def test_snoozing_until_a_time_of_day(desk) -> None:
    """The next moment at which the clock of the screen shows it; nonsense is answered in words."""
    async with desk() as d:
        await d.press("s", "5")
        await d.type("01:00")
        await d.press("enter")
        until = d.core.acts[-1][2]
        assert until == (NOW + timedelta(days=1)).replace(hour=0, minute=0, second=0)
        await d.press("s", "5")
        await d.type("soon")
        await d.press("enter")
        assert "This is not a time." in d.told


async def test_escape_leaves_a_dialog_and_changes_nothing(desk) -> None:
    """No dialog traps, none acts by itself."""
    async with desk() as d:
        for key in ("s", "c", "d"):
            await d.press(key)
            assert "esc Back" in d.text
            await d.press("escape")
        assert d.core.acts == []


async def test_closing_asks_for_one_of_five_reasons(desk) -> None:
    """They teach how well the detector does."""
    async with desk() as d:
        await d.press("c")
        for reason in ("true:", "false:", "planned:", "duplicate:", "late:"):
            assert reason in d.text
        await d.press("down", "down", "enter")
        assert d.core.acts[-1] == ("close_alert", "A1", "planned", "ana")
        assert "No alert: nothing stands out" in d.text


async def test_a_milder_level_is_offered_only_where_it_is_proposed_and_taken_with_a_key(desk) -> None:
    """The strip says since when and which; L agrees to it."""
    async with desk() as d:
        await d.press("L")
        assert d.core.acts == []
        d.core.change(alerts=(alert(milder=3, milder_since=NOW - timedelta(hours=3), updated_at=NOW),))
        await d.look()
        assert "calls for ◆3 YELLOW at most" in " ".join(d.text.split())
        await d.press("L")
        assert d.core.acts == [("lower", "A1", "ana")]


async def test_declaring_opens_an_incident_with_title_level_and_note(desk) -> None:
    """Three answers, then the log is open."""
    async with desk() as d:
        await d.press("d")
        assert "▲2 AMBER" in d.text
        assert "(suggested)" in d.text
        await d.press("enter", "up", "enter")
        await d.type("Ana saw it")
        await d.press("enter")
        case = d.core.cases.load("2026-0001")
        assert (case.severity, case.suggested, case.lead) == (1, 2, "ana")
        assert case.entries[-1].text == "Ana saw it"
        assert "#2026-0001" in d.text
        assert "■1 RED" in d.lines[1]
        await d.press("1")
        assert "incident #2026-0001" in d.text


async def test_an_incident_needs_no_alert(desk) -> None:
    """A person may know before the program does; a title is asked for."""
    async with desk() as d:
        d.core.change(alerts=())
        await d.look()
        await d.press("d", "enter")
        assert d.app.focused.id == "title"
        await d.type("Call from a shop")
        await d.press("enter", "4", "enter", "enter")
        case = d.core.cases.load("2026-0001")
        assert (case.title, case.severity, case.alert_id) == ("Call from a shop", 4, None)


async def test_a_new_alert_is_told_by_toast_bell_and_title(desk) -> None:
    """Whatever room is open; an update that is no news stays silent."""
    async with desk() as d:
        rung: list[bool] = []
        d.app.bell = lambda: rung.append(True)
        await d.press("3")
        d.core.listeners[0](alert(), False)
        await d.look()
        assert "41 in 30 min" not in d.text
        d.core.listeners[0](alert(), True)
        await d.look()
        assert "▲2 AMBER Maison Lumen ▸ Produit: 41 in 30 min, expected 5.6, since 01:52 +01" in d.told
        assert "41 in 30 min" in d.text
        assert rung == [True]


async def test_what_cannot_be_done_is_said_in_words(desk) -> None:
    """An act that fails leaves the desk standing."""
    async with desk() as d:

        def refuse(*_given: object) -> None:
            raise UsageError("Another desk closed it.", "A1", "Look again.")

        d.core.acknowledge = refuse
        await d.press("a")
        assert "Another desk closed it. · A1 · Look again." in d.told


async def test_an_alert_in_hand_shows_its_figures_whole(desk, tmp_path) -> None:
    """How many times the usual is the last thing to be cut off."""
    long = alert(state="acknowledged", incident="2026-0001", factor=10.9, observed=11, expected=1.0)
    async with desk(core=FakeCore(tmp_path, view(alerts=(long,)))) as d:
        assert "×10.9" in d.text


async def test_the_suggested_level_says_so_on_a_small_screen(desk) -> None:
    """A person who is woken should not have to guess which level the program means."""
    async with desk((80, 24)) as d:
        await d.press("d")
        assert "(suggested)" in d.text
