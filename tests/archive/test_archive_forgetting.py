"""Someone who asks to be forgotten leaves no trace, and does not come back."""

import json
from pathlib import Path

import pytest
from filing import NOON, alert, item

from cmwatch.archive import Archive, Batch, Forgotten, Selection
from cmwatch.errors import StoreError
from cmwatch.model import Gate, Matter

SECRET = "Quokkaword zyzzyvaword_ÉCLATÉ xylophagous"
TRACES = (
    "quokkaword",
    "uokkaword",
    "zyzzyvaword",
    "yzzyvaword",
    "éclaté",
    "clate",
    "xylophagous",
    "phagous",
    "jqxhandle",
)


def traces(folder: Path) -> set[str]:
    """Which of the author's words stand in any file of the folder, in whatever case."""
    content = b"".join(path.read_bytes() for path in folder.iterdir())
    folded = content.decode("utf-8", "replace").casefold()
    return {trace for trace in TRACES if trace in folded}


def filled(archive: Archive) -> None:
    """Three batches by an author of rare words, amid others; one repost of them by somebody else."""
    for batch in range(3):
        first = batch * 50
        mine = [item(first + 1, f"{SECRET} {batch}", author="JqxHandle", url="https://example.org/@jqxhandle/1")]
        others = [item(first + number, f"lamp number {number} and quokka") for number in range(2, 50)]
        archive.write(Batch(items=mine + others))
    archive.write(Batch(items=[item(900, f"RT @jqxhandle: {SECRET}", author="bob", is_repost=True)]))
    archive.write(Batch(items=[item(901, "shared", author="bob", is_repost=True, repost_of="1", raw=SECRET)]))


@pytest.mark.parametrize("asked", ["JqxHandle", "@jqxhandle", " JQXHANDLE"])
def test_nothing_of_the_author_is_left_in_the_bytes_of_the_files(archive: Archive, asked: str) -> None:
    """Rows, payloads, index, free pages and the write-ahead log, while the archive stays open."""
    filled(archive)
    assert traces(archive.path.parent) >= {"quokkaword", "jqxhandle"}
    assert archive.forget("mastodon", asked) == Forgotten(mentions=3, reposts=2, alerts=0)
    assert traces(archive.path.parent) == set()
    assert archive.size().mentions == 3 * 48
    assert len(list(archive.items(Selection(prefilter='"quokka"')))) == 3 * 48
    assert archive.faults() == ()


def test_nothing_is_left_of_what_expired(archive: Archive) -> None:
    """Retention is as thorough."""
    filled(archive)
    archive.expire(item(1_000).mention.at)
    assert traces(archive.path.parent) == set()


def test_a_forgotten_author_does_not_come_back(tmp_path: Path) -> None:
    """A refetch or a replay brings nothing, also after a restart; the same name elsewhere is somebody else."""
    with Archive.open(tmp_path) as archive:
        archive.write(Batch(items=[item(1)]))
        archive.forget("mastodon", "jane")
    with Archive.open(tmp_path) as archive:
        assert archive.write(Batch(items=[item(1), item(2, author="JANE"), item(3, source="rss")])) == 1
        pairs = [("mastodon", "Jane"), ("mastodon", "bob"), ("rss", "jane")]
        assert archive.forgotten(pairs) == {("mastodon", "Jane")}
        assert archive.forget("mastodon", "jane") == Forgotten(0, 0, 0)


def test_what_others_said_to_them_stays(archive: Archive) -> None:
    """A reply is somebody else's."""
    archive.write(Batch(items=[item(1), item(2, "@jane me too", author="bob", in_reply_to="1")]))
    archive.forget("mastodon", "jane")
    assert [one.mention.id for one in archive.items()] == ["2"]


def test_alerts_no_longer_name_them(archive: Archive) -> None:
    """Neither the handle nor the keys of their mentions; what is counted stays."""
    archive.write(
        Batch(
            items=[item(1), item(2, author="bob")],
            alerts=[alert(), alert(id="a2", explanation=alert().explanation.__class__())],
        )
    )
    assert archive.forget("mastodon", "jane").alerts == 1
    explanation = archive.alerts()[0].explanation
    assert explanation.samples == ("mastodon:2",)
    assert explanation.first is None
    assert [shift.value for shift in explanation.shifts] == ["lamp"]
    assert [argument.terms for argument in explanation.arguments] == [("lamp",)]
    assert [reason.code for reason in explanation.reasons] == ["volume"]


def test_gates_no_longer_name_them(archive: Archive) -> None:
    """Neither an alert's gates, nor what it was about before, nor what a restart would take up; others stay in all."""
    grave = Gate("grave", "injury", NOON, 1, ("mastodon:1", "mastodon:2"), "burned my hand")
    relay = Gate("relay", "", NOON, 3, ("mastodon:2", "mastodon:1"), "Jane")
    before = Matter("story", "mastodon:1", 4, NOON, NOON, NOON, "mastodon:1", ("mastodon:1", "mastodon:2"))
    state = {"voices": [[1.5, "a1", "mastodon:1", False], [2.5, "b2", "mastodon:2", False]], "keys": ["mastodon:1"]}
    archive.write(
        Batch(
            items=[item(1), item(2, author="bob")],
            alerts=[alert(gates=(grave, relay), earlier=(before,))],
            notes={"lookout Lumo": json.dumps(state), "plain": "mastodon:1 is no JSON"},
        )
    )
    archive.forget("mastodon", "jane")
    (earlier,) = archive.alerts()[0].earlier
    assert (earlier.first, earlier.subject, earlier.stories) == (None, "", ("mastodon:2",))
    gates = archive.alerts()[0].gates
    assert [(gate.keys, gate.word) for gate in gates] == [(("mastodon:2",), "burned my hand"), (("mastodon:2",), "")]
    left = {"voices": [[2.5, "b2", "mastodon:2", False]], "keys": []}
    assert json.loads(archive.note("lookout Lumo") or "") == left


def test_a_reader_in_the_way_is_told_of(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mentions are gone, but old pages cannot be wiped while somebody reads them: better said than hidden."""
    filled(archive)
    reader = archive._reader
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM mentions").fetchall()
    archive._writer.execute("PRAGMA busy_timeout = 50")
    with pytest.raises(StoreError, match="another program"):
        archive.forget("mastodon", "jqxhandle")
    reader.execute("COMMIT")
    assert archive.forget("mastodon", "jqxhandle").mentions == 0
    assert traces(archive.path.parent) == set()
