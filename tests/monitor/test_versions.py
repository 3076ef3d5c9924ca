"""Edits and deletions: whatever the order in which they arrive, the archive ends the same and forgets nothing else."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmwatch.archive import Archive, Batch
from cmwatch.cli import run
from cmwatch.model import Delivery, Item, RawMention, Revision, Watch
from cmwatch.monitor.assign import ConfiguredWatches
from cmwatch.monitor.picture import Picture
from cmwatch.monitor.pipeline import Pipeline
from cmwatch.monitor.unanswered import Unanswered

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
WATCH = Watch("Lumo", "Lumo", "lumo", handles=("lumo",))


def said(number: int, text: str = "my Lumo is here", **fields: object) -> Delivery:
    return Delivery("net", ((raw(number, text, **fields), f"created {number}"),))


def raw(number: int, text: str, **fields: object) -> RawMention:
    known = {"author": f"user{number}", "created_at": NOON.isoformat(), "alias": f"server/{number}"}
    return RawMention(id=f"uri:{number}", source="net", text=text, **(known | fields))  # type: ignore[arg-type]


def edited(number: int, minute: int, text: str, **fields: object) -> Delivery:
    at = (NOON + timedelta(minutes=minute)).isoformat()
    now = raw(number, text, **fields)
    revision = Revision(source="net", id=f"uri:{number}", kind="edited", raw=now, at=at, payload="edit")
    return Delivery("net", revisions=(revision,))


def deleted(number: int, *, alias: bool = False) -> Delivery:
    at = (NOON + timedelta(minutes=50)).isoformat()
    name = f"server/{number}" if alias else f"uri:{number}"
    return Delivery("net", revisions=(Revision(source="net", id=name, kind="deleted", at=at),))


class Session:
    """A pipeline on an archive; may be left and begun anew at any point."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.watches = (WATCH,)
        self.restart()

    def restart(self) -> None:
        self.pipeline = Pipeline(ConfiguredWatches(self.watches), self.archive, recorded=False)
        self.pipeline.recall(self.archive.items())

    def take(self, *deliveries: Delivery) -> None:
        for delivery in deliveries:
            step = self.pipeline.step(delivery, NOON + timedelta(hours=1))
            self.archive.write(Batch(items=step.items, fresh=True, replaced=step.replaced, versions=step.versions))

    def item(self, number: int) -> Item:
        found = self.archive.item(f"net:uri:{number}")
        assert found is not None
        return found

    def texts(self, number: int) -> list[str]:
        return [version.text for version in self.archive.versions("net", f"uri:{number}")]


def kept(archive: Archive) -> set[tuple[object, ...]]:
    """All that matters of an archive, whatever order it was written in."""
    found: set[tuple[object, ...]] = set()
    for item in archive.items():
        mention = item.mention
        found.add((mention.id, mention.text, mention.raw, item.reading, item.watches, item.edited_at, item.deleted_at))
    for number in range(4):
        found |= {
            (one.id, one.kind, one.at, one.mark, one.author, one.text, one.payload, one.reading, one.filed)
            for one in archive.versions("net", f"uri:{number}")
        }
    return found


def test_the_first_text_stays_and_the_later_ones_are_kept_beside_it(tmp_path: Path) -> None:
    """Each read for itself; the mention says that it was edited and deleted."""
    with Archive.open(tmp_path) as archive:
        session = Session(archive)
        session.take(said(1, "I love my Lumo"), edited(1, 5, "I hate my Lumo"), edited(1, 9, "never mind"), deleted(1))
        item = session.item(1)
        assert (item.mention.text, item.reading.tone) == ("I love my Lumo", "positive")
        assert item.edited_at == NOON + timedelta(minutes=9)
        assert item.deleted_at == NOON + timedelta(minutes=50)
        versions = archive.versions("net", "uri:1")
        assert [(one.kind, one.text) for one in versions] == [
            ("edited", "I hate my Lumo"), ("edited", "never mind"), ("deleted", ""),
        ]  # fmt: skip
        assert versions[0].reading is not None
        assert versions[0].reading.tone == "negative"
        assert [found.mention.id for found in archive.items()] == ["uri:1"]


def test_a_deletion_by_another_name_finds_its_mention_before_and_after(tmp_path: Path) -> None:
    """A server calls a message by its own number."""
    with Archive.open(tmp_path) as archive:
        session = Session(archive)
        session.take(said(1), deleted(1, alias=True), deleted(2, alias=True), said(2), deleted(3))
        assert all(session.item(number).deleted_at for number in (1, 2))
        assert session.texts(3) == [""]
        assert archive.item("net:uri:3") is None


def test_an_edit_that_begins_to_match_is_filed_and_gives_way_to_what_was_said_first(tmp_path: Path) -> None:
    """Also after a restart between the two; its place in the feed stays."""
    with Archive.open(tmp_path) as archive:
        session = Session(archive)
        session.take(said(1, "nothing of yours"), edited(1, 5, "it is a Lumo"))
        assert session.item(1).mention.text == "it is a Lumo"
        session.take(edited(2, 5, "my Lumo is awful"))
        row = archive.last_row()
        session.restart()
        session.take(said(2, "my Lumo is great"), said(2, "my Lumo is great"))
        assert session.item(2).mention.text == "my Lumo is great"
        assert session.texts(2) == ["my Lumo is awful"]
        assert archive.last_row() == row
        assert archive.faults() == ()


def test_an_edit_that_waited_is_filed_for_a_new_watch_and_still_gives_way(tmp_path: Path) -> None:
    """What did not matter yesterday may matter to a watch of today."""
    with Archive.open(tmp_path) as archive:
        session = Session(archive)
        session.take(edited(1, 5, "a lantern is dark"))
        assert archive.item("net:uri:1") is None
        session.watches = (Watch("Lantern", "Lumo", "lantern"),)
        session.restart()
        session.take(edited(1, 5, "a lantern is dark"))
        assert session.item(1).mention.text == "a lantern is dark"
        session.restart()
        session.take(said(1, "a lantern is bright"))
        assert session.item(1).mention.text == "a lantern is bright"
        assert session.texts(1) == ["a lantern is dark"]


def test_a_firehose_fills_the_archive_with_nobody_elses_edits(tmp_path: Path) -> None:
    """Only those of mentions that are kept."""
    with Archive.open(tmp_path) as archive:
        session = Session(archive)
        stream = [edited(1, 5, "no match"), deleted(2), said(3), deleted(3), edited(3, 5, "no match")]
        session.take(*(Delivery("net", one.mentions, revisions=one.revisions, is_firehose=True) for one in stream))
        assert [session.texts(number) for number in (1, 2, 3)] == [[], [], ["no match", ""]]


def test_who_was_forgotten_stays_forgotten_in_edits_too(tmp_path: Path) -> None:
    """What was kept goes, what comes later is not taken in, and nothing of it is left in the file."""
    with Archive.open(tmp_path) as archive:
        session = Session(archive)
        secret = "Lumo zanzibar"
        session.take(said(1), edited(1, 5, secret), edited(2, 5, "zanzibar too", author="user1"), said(3))
        archive.forget("net", "@User1")
        assert (session.texts(1), session.texts(2), session.texts(3)) == ([], [], [])
        session.restart()
        session.take(edited(1, 6, secret), edited(2, 6, "zanzibar too", author="user1"), said(1, secret))
        assert [item.mention.id for item in archive.items()] == ["uri:3"]
        assert (session.texts(1), session.texts(2)) == ([], [])
    assert not any(b"zanzibar" in path.read_bytes() for path in tmp_path.iterdir())


def test_retention_takes_the_versions_with_the_mention(tmp_path: Path) -> None:
    """And those whose mention never came."""
    with Archive.open(tmp_path) as archive:
        session = Session(archive)
        session.take(said(1), edited(1, 5, "Lumo again"), edited(2, 5, "no match"), deleted(1, alias=True))
        assert archive.expire(NOON + timedelta(days=1)) == 1
        assert (session.texts(1), session.texts(2)) == ([], [])
        assert archive.named([("net", "server/1")]) == {}


STORY: tuple[Delivery, ...] = (
    said(0, "I love my Lumo"), edited(0, 3, "I hate my Lumo"), edited(0, 6, "gone quiet"), deleted(0, alias=True),
    said(1, "a Lumo lamp stands here"), edited(1, 4, "a Lumo lamp stood here"),
    said(2, "not about you"), edited(2, 2, "about Lumo after all"), edited(2, 8, "about Lumo no more"), deleted(2),
    said(3, "the Lumo shop is closed"), deleted(3),
)  # fmt: skip


def archive_of(deliveries: Sequence[Delivery | None]) -> set[tuple[object, ...]]:
    """What is kept after these; None is a restart."""
    with TemporaryDirectory() as folder, Archive.open(Path(folder)) as archive:
        session = Session(archive)
        for delivery in deliveries:
            if delivery is None:
                session.restart()
            else:
                session.take(delivery)
        assert archive.faults() == ()
        return kept(archive)


CLEAN = archive_of(STORY)


def paged(steps: Sequence[Delivery | None], sizes: Sequence[int]) -> list[Delivery | None]:
    """The same in pages: what stands beside each other, up to a restart, comes at once."""
    pages: list[Delivery | None] = []
    room = 0
    for step, size in zip(steps, sizes, strict=True):
        last = pages[-1] if pages else None
        if step is None or last is None or room <= 0:
            pages.append(step)
            room = size
        else:
            both = (last.mentions + step.mentions, last.revisions + step.revisions)
            pages[-1] = Delivery("net", both[0], revisions=both[1])
            room -= 1
    return pages


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_order_of_pages_duplicates_and_restarts_ends_as_the_clean_one(data: st.DataObject) -> None:
    """Everything at least once, some of it again and again, in any order, in pages of any size."""
    again = data.draw(st.lists(st.sampled_from([*STORY, None]), max_size=12))
    steps = data.draw(st.permutations([*STORY, *again]))
    sizes = data.draw(st.lists(st.integers(0, 4), min_size=len(steps), max_size=len(steps)))
    assert archive_of(paged(steps, sizes)) == CLEAN


def test_what_is_on_the_screen_and_who_waits_follow_a_deletion(tmp_path: Path) -> None:
    """Also one that calls the mention by another name, at once and after a restart."""
    with Archive.open(tmp_path) as archive:
        session = Session(archive)
        step = session.pipeline.step(said(1, "@lumo why is my Lumo dark?"), NOON)
        picture, unanswered = Picture(), Unanswered()
        picture.show(step.items)
        unanswered.observe(step.items[0])
        archive.write(Batch(items=step.items, fresh=True))
        for again in (False, True):
            if again:
                session.restart()
            gone = session.pipeline.step(deleted(1, alias=True), NOON)
            assert [(one.kind, one.id) for one in gone.versions] == [("deleted", "uri:1")]
        picture.revise(gone.versions, ())
        (shown,) = picture.view(
            NOON, mode="live", watches=(), alerts=(), sources=(), gaps=(), unanswered=0, oldest_unanswered=None,
            progress=None,
        ).feed  # fmt: skip
        assert shown.deleted_at == NOON
        assert unanswered.standing(NOON)[0] == 1
        unanswered.forget(f"{one.source}:{one.id}" for one in gone.versions)
        assert unanswered.standing(NOON)[0] == 0


def test_an_export_tells_what_became_of_a_mention_and_replays_what_was_said_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As fields that a replay passes over."""
    with Archive.open(tmp_path / "data") as archive:
        Session(archive).take(said(1, "my Lumo is bright"), said(2), edited(1, 5, "my Lumo is dark"), deleted(1))
    assert run(["--data", str(tmp_path / "data"), "export"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert rows[0]["text"] == "my Lumo is bright"
    assert rows[0]["deleted_at"] == "2026-11-26T12:50:00Z"
    assert [(one["kind"], one["text"]) for one in rows[0]["versions"]] == [
        ("edited", "my Lumo is dark"), ("deleted", ""),
    ]  # fmt: skip
    assert "versions" not in rows[1]
    file = tmp_path / "export.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert run(["--data", str(tmp_path / "again"), "replay", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["mentions"] == 2
