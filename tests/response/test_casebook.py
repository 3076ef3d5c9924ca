"""The casebook: what people do to an incident, and what the log says of it afterwards."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from cmwatch.errors import StoreError, UsageError
from cmwatch.model import Alert, Item, Matter
from cmwatch.model.case import Action, Case, Comms, Declaration, Draft, Links
from cmwatch.response.casebook import CaseBook
from cmwatch.response.lifecycle import ReasonNeededError


def _alert(at: datetime) -> Alert:
    return Alert(
        id="a1", watch="Lumen ▸ Produit", channel="mentions", state="acknowledged", severity=2,
        opened_at=at - timedelta(minutes=20), updated_at=at, onset=at - timedelta(minutes=40), window_minutes=30,
        observed=41, expected=5.6, band=(2.0, 10.0), factor=7.3, p_value=1e-9, peak=41, opened_with=12,
        authors=30, originals=35,
        negative_share=0.62, negative_band=(0.51, 0.72), usual_negative=0.18, immature_days=None,
        acknowledged_by="Marc", acknowledged_at=at - timedelta(minutes=10),
    )  # fmt: skip


def test_declaring_opens_a_numbered_case_in_a_folder_of_its_own(case: Case) -> None:
    """Whoever declares wears the three hats, and the log shows it."""
    assert (case.id, case.status, case.severity) == ("2026-0001", "open", 2)
    assert Path(case.folder).name == "2026-0001-pannes-de-la-lampe-3"
    assert case.roles == (("lead", "Ana"), ("scribe", "Ana"), ("voice", "Ana"))
    assert [(entry.kind, entry.actor, entry.hat) for entry in case.entries] == [("declare", "Ana", "lead")]


def test_an_incident_remembers_the_alert_it_comes_from(book: CaseBook, at: datetime) -> None:
    """Detected, acknowledged and declared are three moments, each with who."""
    alert = _alert(at)
    case = book.declare(Declaration("Panne", 2, alert=alert, first_mention_at=alert.onset), "Ana", at)
    assert [entry.kind for entry in case.entries] == ["alert", "ack", "declare"]
    assert [entry.actor for entry in case.entries] == ["cmwatch", "Marc", "Ana"]
    assert case.clocks.first_mention_at == alert.onset
    assert case.clocks.detected_at == alert.opened_at
    assert case.clocks.acknowledged_at == alert.acknowledged_at
    assert case.clocks.declared_at == at
    assert case.suggested == 2
    metrics = case.entries[0].metrics
    assert metrics is not None
    assert (metrics.observed, metrics.band) == (41, (2.0, 10.0))
    assert book.verify()[0].ok


def test_an_incident_from_an_alert_that_something_joined_counts_from_when_it_joined(
    book: CaseBook, at: datetime
) -> None:
    """The log says since when the alert was open and what it was about, and that nobody had acknowledged this."""
    joined = at - timedelta(minutes=8)
    before = Matter(
        "gate", "", 4, at - timedelta(minutes=22), at - timedelta(minutes=20), joined, "net:cat", ("net:cat",)
    )
    alert = replace(_alert(at), earlier=(before,), onset=at - timedelta(minutes=12), acknowledged_by=None)
    declared = Declaration("Panne", 2, alert=alert, first_mention_at=alert.onset, zone="Europe/Paris")
    case = book.declare(declared, "Ana", at)
    assert (case.clocks.first_mention_at, case.clocks.detected_at) == (alert.onset, joined)
    told = case.entries[0]
    assert (told.kind, told.occurred_at) == ("alert", joined)
    opened = alert.opened_at.astimezone(ZoneInfo("Europe/Paris"))
    assert f"an alert open since {opened:%Y-%m-%d %H:%M %z}" in told.text
    assert "●4 GREEN about a message that went round" in told.text


def test_numbers_go_on_within_the_year_of_the_zone(book: CaseBook) -> None:
    """New Year comes when it comes in Paris."""
    eve = datetime(2026, 12, 31, 22, 30, tzinfo=UTC)
    paris = [book.declare(Declaration("x", 4, zone="Europe/Paris"), "Ana", eve + timedelta(hours=h)).id for h in (0, 1)]
    assert paris == ["2026-0001", "2027-0001"]
    assert book.declare(Declaration("y", 4), "Ana", eve).id == "2026-0002"


@pytest.mark.parametrize(
    ("title", "folder"),
    [
        ("../../etc/passwd", "2026-0001-etc-passwd"),
        ("L'été 🔥 brûle", "2026-0001-l-ete-brule"),
        ("日本語", "2026-0001"),
        ("a" * 200, "2026-0001-" + "a" * 40),
        ("x\x1b]52;c;AAAA\x07y", "2026-0001-xy"),
    ],
)
def test_a_title_never_leads_the_folder_astray(book: CaseBook, at: datetime, title: str, folder: str) -> None:
    """Letters, digits and hyphens, whatever was pasted."""
    case = book.declare(Declaration(title, 3), "Ana", at)
    assert Path(case.folder).name == folder
    assert Path(case.folder).parent == book.folder
    assert "\x1b" not in case.title


@pytest.mark.parametrize("declaration", [Declaration("  ", 3), Declaration("x", 3, zone="Mars/Olympus")])
def test_a_declaration_that_makes_no_sense_is_refused(book: CaseBook, at: datetime, declaration: Declaration) -> None:
    """And no folder is left behind."""
    with pytest.raises(UsageError):
        book.declare(declaration, "Ana", at)
    assert book.all() == ()
    assert book.leftovers() == ()


def test_a_case_is_found_by_its_number_in_every_spelling(book: CaseBook, case: Case) -> None:
    """`2026-0001`, `#2026-0001`, `1`."""
    assert {book.load(name).id for name in ("2026-0001", "#2026-0001", "1", "0001")} == {case.id}
    for wrong in ("2", "2025-0001", "../x", ""):
        with pytest.raises(UsageError):
            book.load(wrong)


def test_entries_keep_when_it_happened_and_when_it_was_written(book: CaseBook, case: Case, at: datetime) -> None:
    """A note about the past says both; one about the future is refused."""
    past = at - timedelta(hours=1)
    entry = book.append(
        case.id, Draft("note", "Marc a appelé", occurred_at=past, occurred_precision="±5 min"), "Ana", at
    )
    assert (entry.occurred_at, entry.recorded_at, entry.occurred_precision) == (past, at, "±5 min")
    with pytest.raises(UsageError):
        book.append(case.id, Draft("note", "demain", occurred_at=at + timedelta(hours=1)), "Ana", at)


def test_a_clock_that_went_back_is_noted(book: CaseBook, case: Case, at: datetime) -> None:
    """The order of the log is the order of writing."""
    assert book.append(case.id, Draft("note", "x"), "Ana", at - timedelta(seconds=35)).clock_back_seconds == 35


def test_an_empty_note_is_refused(book: CaseBook, case: Case, at: datetime) -> None:
    """Also one that is only a kind, or only what the screen cannot show."""
    empty = [Draft("note"), Draft("fact", " ", confidence="confirmed"), Draft("action", action=Action()),
             Draft("reply", comms=Comms("x", "0" * 64)), Draft("note", "\x1b[2J")]  # fmt: skip
    for draft in empty:
        with pytest.raises(UsageError):
            book.append(case.id, draft, "Ana", at)


def test_hostile_text_is_made_safe_before_it_is_kept(book: CaseBook, case: Case, at: datetime) -> None:
    """What a note was pasted from does not matter."""
    entry = book.append(case.id, Draft("note", "a\x1b[2Jb\u202ec\x9bd", subject="s\x07"), "A\x1bna", at)
    stored = (Path(case.folder) / "case.json").read_text(encoding="utf-8")
    assert not {"\x1b", "\u202e", "\x9b", "\x07"} & set(stored)
    assert "\\u001b" not in stored
    assert entry.text.startswith("a")


def test_a_correction_strikes_through_and_deletes_nothing(book: CaseBook, case: Case, at: datetime) -> None:
    """Twice is refused, and so is correcting a change of state."""
    wrong = book.append(case.id, Draft("fact", "Lampe 2", confidence="confirmed"), "Ana", at)
    book.correct(case.id, wrong.seq, "C'était la Lampe 3", "Ana", at)
    after = book.load(case.id)
    assert after.superseded == {wrong.seq}
    assert after.entries[wrong.seq - 1].text == "Lampe 2"
    for seq in (wrong.seq, 1, 99):
        with pytest.raises(UsageError):
            book.correct(case.id, seq, "x", "Ana", at)


def test_one_leads_and_one_person_may_wear_every_hat(book: CaseBook, case: Case, at: datetime) -> None:
    """The entry shows the hat that suits the act."""
    book.assign(case.id, "lead", "Marc", "Ana", at)
    book.assign(case.id, "expert", "Zoé", "Marc", at)
    book.assign(case.id, "expert", "Léa", "Marc", at)
    after = book.load(case.id)
    assert after.lead == "Marc"
    assert [person for role, person in after.roles if role == "expert"] == ["Zoé", "Léa"]
    assert after.wears("Ana") == ("scribe", "voice")
    assert book.append(case.id, Draft("note", "x"), "Ana", at).hat == "scribe"
    assert book.append(case.id, Draft("reply", "bonjour"), "Ana", at).hat == "voice"
    assert book.append(case.id, Draft("note", "x"), "passant", at).hat is None
    for role, person in (("lead", ""), ("king", "Ana"), ("lead", "Marc")):
        with pytest.raises(UsageError):
            book.assign(case.id, role, person, "Ana", at)  # type: ignore[arg-type]
    book.assign(case.id, "voice", "", "Marc", at)
    assert book.load(case.id).wears("Ana") == ("scribe",)


def test_lowering_the_level_is_explained_and_raising_it_is_not(book: CaseBook, case: Case, at: datetime) -> None:
    """In doubt the higher level; nobody debates it in the middle of an incident."""
    book.set_severity(case.id, 1, "Ana", at)
    with pytest.raises(ReasonNeededError):
        book.set_severity(case.id, 3, "Ana", at)
    book.set_severity(case.id, 3, "Ana", at, "retombé depuis deux heures")
    assert book.load(case.id).severity == 3
    with pytest.raises(UsageError):
        book.set_severity(case.id, 3, "Ana", at, "encore")


def test_actions_are_open_until_somebody_says_otherwise(book: CaseBook, case: Case, at: datetime) -> None:
    """News of an action is an entry of its own."""
    todo = book.append(case.id, Draft("action", "rappeler", action=Action(owner="Marc", due=at)), "Ana", at)
    assert [action.owner for action in book.load(case.id).open_actions] == ["Marc"]
    book.append(case.id, Draft("action_update", "fait", action=Action("done", of=todo.seq)), "Marc", at)
    assert book.load(case.id).open_actions == ()
    with pytest.raises(UsageError):
        book.append(case.id, Draft("action_update", "x", action=Action("done", of=1)), "Marc", at)


def test_the_clocks_come_from_the_entries(book: CaseBook, case: Case, at: datetime) -> None:
    """An internal message is no public word, and a superseded reply is none either."""
    later = [at + timedelta(minutes=m) for m in (5, 7, 9, 60)]
    inside = Comms("email", "0" * 64, audience="internal")
    book.append(case.id, Draft("comms_internal", "à tous", comms=inside), "Ana", later[0])
    wrong = book.append(case.id, Draft("reply", "bonjour", comms=Comms("x", "0" * 64)), "Ana", later[1])
    book.append(case.id, Draft("correction", "pas envoyé", links=Links(supersedes=wrong.seq)), "Ana", later[1])
    assert book.load(case.id).clocks.first_reply_at is None
    book.append(case.id, Draft("reply", "bonjour", comms=Comms("x", "1" * 64)), "Ana", later[2])
    book.set_status(case.id, "contained", "Ana", later[2])
    book.set_status(case.id, "closed", "Ana", later[3])
    clocks = book.load(case.id).clocks
    assert (clocks.first_reply_at, clocks.contained_at, clocks.closed_at) == (later[2], later[2], later[3])
    assert clocks.duration(at + timedelta(days=9)) == timedelta(minutes=60)


def test_evidence_is_a_copy_beside_the_case(
    book: CaseBook, case: Case, at: datetime, mention: Callable[..., Item]
) -> None:
    """Word for word, with the figures of the moment; its name holds nothing remote."""
    entry = book.keep(case.id, mention(author="../../x", url="https://example.org/1", likes=3), "Ana", at)
    (evidence,) = entry.evidence
    path = Path(case.folder) / "captures" / evidence.capture
    copy = json.loads(path.read_bytes())
    assert (copy["author"], copy["metrics"]["likes"], copy["metrics"]["views"]) == ("../../x", 3, None)
    assert copy["text"] == entry.text
    assert (evidence.key, evidence.captured_at) == ("mastodon:111", at)
    assert path.parent == Path(case.folder) / "captures"
    assert b"\x1b" not in path.read_bytes()


def test_the_list_tells_every_case_and_follows_their_changes(book: CaseBook, case: Case, at: datetime) -> None:
    """Newest first; a change by another process is seen."""
    other = CaseBook(book.folder)
    second = other.declare(Declaration("Autre", 4), "Marc", at)
    assert [summary.id for summary in book.all()] == [second.id, case.id]
    other.set_severity(case.id, 1, "Marc", at)
    assert [summary.severity for summary in book.all()] == [4, 1]
    assert book.all()[0].lead == "Marc"


def test_what_an_unfinished_write_leaves_is_reported_and_never_used(book: CaseBook, case: Case, at: datetime) -> None:
    """A temporary file stays where it is until a person looks at it."""
    left = Path(case.folder) / "case.json.123-abcd.tmp"
    left.write_text('{"header"', encoding="utf-8")
    (book.folder / ".new-1234").mkdir()
    assert {Path(path).name for path in book.leftovers()} == {left.name, ".new-1234"}
    book.append(case.id, Draft("note", "x"), "Ana", at)
    assert left.exists()
    assert book.verify()[0].ok
    assert [summary.id for summary in book.all()] == [case.id]


def test_a_case_that_was_taken_away_leaves_a_gap(book: CaseBook, case: Case, at: datetime) -> None:
    """Its number is missing, and is not given again while later ones exist."""
    for title in ("deux", "trois"):
        book.declare(Declaration(title, 4), "Ana", at)
    shutil.rmtree(book.load("2").folder)
    assert book.absent() == ("2026-0002",)
    assert book.declare(Declaration("quatre", 4), "Ana", at).id == "2026-0004"


def test_an_unwritable_folder_is_an_error_and_not_a_crash(tmp_path: Path, at: datetime) -> None:
    """What, where, what to do."""
    (tmp_path / "cases").write_text("not a folder", encoding="utf-8")
    with pytest.raises(StoreError) as told:
        CaseBook(tmp_path / "cases").declare(Declaration("x", 3), "Ana", at)
    assert told.value.remedy
