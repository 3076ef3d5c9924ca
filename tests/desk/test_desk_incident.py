"""Room 2 and 3: writing the log, changing the state, verifying, exporting, finding it again."""

import json
from datetime import timedelta

from fake_core import NOW, alert, item
from sizes import BOTH

from cmwatch.model.case import Declaration


def declared(core, title="Pannes de la Lampe 3", **fields):
    """An incident that is already open."""
    return core.cases.declare(Declaration(title, 2, zone="Europe/Paris", **fields), "ana", NOW)


@BOTH
async def test_a_note_is_one_line_and_its_first_word_may_be_its_kind(desk, size) -> None:
    """`n`, a line, `enter`: in the log, on the disk, and ready for the next."""
    async with desk(size) as d:
        declared(d.core)
        await d.press("2", "n")
        await d.type("fact firmware 3.2 is concerned")
        await d.press("enter")
        await d.type("Marc phoned")
        await d.press("enter")
        entries = d.core.cases.load("2026-0001").entries
        assert [(e.kind, e.text) for e in entries[-2:]] == [
            ("fact", "firmware 3.2 is concerned"),
            ("note", "Marc phoned"),
        ]
        assert "Marc phoned" in d.text
        assert "02:14 +01" in d.text
        assert d.app.focused.id == "note"
        assert d.app.focused.value == ""


async def test_an_incident_says_what_its_alert_proposes(desk) -> None:
    """A milder level, or that it is over; a person does it with the keys of the log."""
    async with desk((160, 45)) as d:
        declared(d.core)
        d.core.change(alerts=(alert(incident="2026-0001", milder=3, milder_since=NOW - timedelta(hours=3)),))
        await d.press("2")
        await d.look()
        assert "YELLOW at most: lower it if you agree." in d.text
        d.core.change(alerts=(alert(incident="2026-0001", state="quiet", quiet_at=NOW - timedelta(hours=1)),))
        await d.look()
        assert "It is over since" in d.text
        d.core.change(alerts=(alert(incident="2026-0009", state="quiet", quiet_at=NOW - timedelta(hours=1)),))
        await d.look()
        assert "It is over since" not in d.text


async def test_a_note_half_written_survives_a_crash(desk) -> None:
    """Nothing typed is lost: another desk on the same folder goes on where this one died."""
    async with desk() as d:
        declared(d.core)
        await d.press("2", "n")
        await d.type("half a")
    async with desk() as d:
        await d.press("2", "n")
        assert d.app.focused.value == "half a"


async def test_a_correction_strikes_the_entry_through(desk) -> None:
    """Nothing is edited."""
    async with desk() as d:
        declared(d.core)
        await d.press("2", "n")
        await d.type("the lamp 2")
        await d.press("enter", "escape", "e")
        await d.press("backspace", "3", "enter")
        case = d.core.cases.load("2026-0001")
        assert case.entries[-1].kind == "correction"
        assert case.entries[-1].text == "the lamp 3"
        assert len(case.superseded) == 1
        assert "the lamp 2" in d.text


async def test_the_status_moves_on_and_closing_asks_why_where_the_log_does(desk) -> None:
    """Contained without a word; closed in silence is asked about."""
    async with desk() as d:
        declared(d.core)
        await d.press("2", "S", "1")
        assert d.core.cases.load("2026-0001").status == "contained"
        await d.press("c")
        assert "Nothing was said to the public." in d.text
        await d.type("it was a test lamp")
        await d.press("enter")
        case = d.core.cases.load("2026-0001")
        assert (case.status, case.entries[-1].text) == ("closed", "it was a test lamp")
        assert "closed" in d.lines[1]


async def test_lowering_the_level_asks_for_a_reason(desk) -> None:
    """In doubt the higher level holds."""
    async with desk() as d:
        declared(d.core)
        await d.press("2", "L", "1")
        assert d.core.cases.load("2026-0001").severity == 1
        await d.press("L", "3")
        await d.type("calmer")
        await d.press("enter")
        assert d.core.cases.load("2026-0001").severity == 4


async def test_hats_are_given_away(desk) -> None:
    """`A`: which hat, to whom."""
    async with desk() as d:
        declared(d.core)
        await d.press("2", "A", "1")
        await d.type("Marc")
        await d.press("enter")
        assert d.core.cases.load("2026-0001").lead == "Marc"
        assert "lead Marc" in d.lines[1]


async def test_verifying_says_ok_and_names_the_bad_entry_after_tampering(desk) -> None:
    """The badge stays in the header."""
    async with desk() as d:
        case = declared(d.core)
        await d.press("2", "v")
        assert "OK: 1 entry" in d.told
        assert "✓ verified" in d.lines[1]
        from pathlib import Path

        path = Path(case.folder) / "case.json"
        path.write_text(path.read_text().replace("Pannes de la Lampe 3", "Pannes de la Lampe 4"))
        await d.press("v")
        assert "The log is damaged: " in d.told
        assert "✗ bad" in d.lines[1] + d.text


async def test_export_shows_where_the_file_is(desk) -> None:
    """Markdown to read, JSON Lines to check."""
    async with desk() as d:
        declared(d.core)
        await d.press("2", "x", "2")
        path = d.core.data_folder / "exports" / "2026-0001.jsonl"
        assert str(path) in "".join(d.text.replace("│", " ").split())
        assert json.loads(path.read_text().splitlines()[0])["kind"] == "declare"
        await d.press("enter", "x", "1")
        assert "Pannes de la Lampe 3" in (d.core.data_folder / "exports" / "2026-0001.md").read_text()


async def test_evidence_goes_to_the_open_incident(desk) -> None:
    """`m` on a mention; without an incident it says what to do."""
    async with desk() as d:
        await d.press("up", "m")
        assert "No incident is open." in d.told
        declared(d.core)
        await d.press("2", "1", "m")
        entry = d.core.cases.load("2026-0001").entries[-1]
        assert (entry.kind, len(entry.evidence)) == ("evidence", 1)
        assert entry.text == item(119).mention.text


async def test_room_two_without_an_incident_says_what_to_do(desk) -> None:
    """Empty is designed."""
    async with desk() as d:
        await d.press("2")
        assert "No incident is open." in d.text
        assert "n Note" not in d.lines[-1]


async def test_an_entry_opens_with_its_hash(desk) -> None:
    """For a reader who wants to check it."""
    async with desk() as d:
        case = declared(d.core)
        await d.press("2", "enter")
        assert case.entries[0].hash[:40] in d.text


async def test_the_log_lists_incidents_and_searches_their_entries(desk) -> None:
    """`/` looks into every entry, `enter` opens."""
    async with desk() as d:
        declared(d.core)
        other = declared(d.core, "Rumeur sur le prix")
        from cmwatch.model.case import Draft

        d.core.cases.append(other.id, Draft("note", "The press officer called"), "ana", NOW)
        await d.press("3")
        assert "Log · 2 incidents" in d.text
        await d.press("slash")
        await d.type("press officer")
        assert "Rumeur sur le prix" in d.text
        assert "Pannes de la Lampe 3" not in d.text
        await d.press("enter", "enter")
        assert "#2026-0002" in d.lines[1]
        await d.press("3", "escape")
        assert "Pannes de la Lampe 3" in d.text


async def test_a_damaged_incident_is_listed_as_such(desk) -> None:
    """One bad file does not hide the others, nor itself."""
    async with desk() as d:
        from pathlib import Path

        case = declared(d.core)
        declared(d.core, "Une autre")
        (Path(case.folder) / "case.json").write_text('{"cut')
        await d.press("3")
        assert "Une autre" in d.text
        assert "cannot be read" in d.text
        await d.press("down", "enter")
        assert "2026-0001" in d.text


async def test_what_another_process_wrote_appears(desk) -> None:
    """Case files are shared: the command line may write while the desk is open."""
    async with desk() as d:
        from cmwatch.model.case import Draft

        case = declared(d.core)
        await d.press("2")
        d.core.cases.append(case.id, Draft("note", "from the other terminal"), "marc", NOW)
        await d.look()
        assert "from the other terminal" in d.text


async def test_a_small_screen_keeps_what_matters_beside_the_log(desk) -> None:
    """Whether we spoke, what is to do, who waits."""
    async with desk((80, 24)) as d:
        await d.press("d", "enter", "enter", "enter")
        assert "no word of ours · 0 actions · 9 unanswered" in d.text
