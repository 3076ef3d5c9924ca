"""Saved payloads, ours and recorded ones."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from cmwatch.intake.network import Saved
from cmwatch.intake.normalise import normalise
from cmwatch.intake.saved import read_saved

PAYLOADS = Path(__file__).parent / "payloads"
AT = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)


def read(path: Path, network: str) -> Saved:
    return read_saved(network, path.read_bytes(), path.name, AT)


@pytest.mark.parametrize(
    ("name", "network", "mentions", "reasons"),
    [
        ("mastodon_tag.json", "mastodon", 4, []),
        ("mastodon_search.json", "mastodon", 1, []),
        ("mastodon_exchanges.json", "mastodon", 4, ["does not exist", "fault of its own"]),
        ("mastodon_stream.sse", "mastodon", 1, []),
        ("mastodon_websocket.jsonl", "mastodon", 2, []),
        ("press.rss", "rss", 3, []),
        ("alerts.atom", "rss", 1, []),
        ("bomb.rss", "rss", 0, ["entities"]),
        ("press.rss", "mastodon", 0, ["not JSON"]),
        ("mastodon_tag.json", "rss", 0, ["not a feed"]),
    ],
)
def test_every_form_of_recording_is_read(name: str, network: str, mentions: int, reasons: list[str]) -> None:
    """Bodies, exchanges, server-sent events, websocket messages: mentions, or why not."""
    saved = read(PAYLOADS / name, network)
    assert len(saved.mentions) == mentions
    assert len(saved.notes) == len(reasons)
    assert all(part in note.reason for note, part in zip(saved.notes, reasons, strict=True))


@pytest.mark.parametrize(
    "body", [b"", b"null", b"5", b'"x"', b"[]", b"{}", b"\xff\xfe", b"[" * 9999, b'{"exchanges": 5}', b"{]"]
)
@pytest.mark.parametrize("network", ["mastodon", "rss", "jsonl"])
def test_nothing_raises_and_nothing_is_left_without_a_reason(body: bytes, network: str) -> None:
    """Whatever a file holds."""
    saved = read_saved(network, body, "x", AT)
    assert saved.mentions == []
    assert saved.notes


def test_every_recorded_mastodon_payload_gives_mentions_or_a_reason(shared: Path) -> None:
    """Mastodon and GoToSocial: exchanges, server-sent events, websocket messages."""
    paths = sorted((shared / "data/recorded/mastodon").iterdir())
    assert len(paths) >= 23
    total = 0
    for path in paths:
        saved = read(path, "mastodon")
        assert saved.mentions or saved.revisions or saved.notes, path.name
        edits = [(one.raw, one.payload) for one in saved.revisions if one.raw is not None]
        for raw, payload in [*saved.mentions, *edits]:
            mention = normalise(raw, payload, via="", arrived=AT, recorded=True, history=True)
            assert mention.id.startswith("http"), path.name
        total += len(saved.mentions) + len(edits)
    assert total > 80


def test_recorded_statuses_say_what_their_authors_wrote(shared: Path) -> None:
    """Three expected values."""
    folder = shared / "data/recorded/mastodon"
    tagged = read(folder / "rtoot_get_timeline_hashtag_anonymous.json", "mastodon").mentions
    assert len(tagged) == 5
    first = tagged[0][0]
    assert first.id == "https://mastodon.social/users/amreibahr/statuses/109307661613791619"
    assert (first.author, first.lang, first.likes, first.reposts) == ("amreibahr@mastodon.social", "de", 18, 4)
    assert first.followers == 546
    social = read(folder / "local_gotosocial_websocket.jsonl", "mastodon").mentions[0][0]
    assert social.text.startswith("<p>rant</p>")
    shown = normalise(social, "", via="", arrived=AT, recorded=True, history=False)
    assert '@brand #acmecola <script>x</script> [bold]markup[/bold] & "quotes" 😡 exploded!' in shown.text
    missing = read(folder / "test_status_missing.json", "mastodon")
    assert (missing.mentions, len(missing.notes)) == ([], 1)


def test_every_recorded_feed_gives_mentions_or_a_reason(shared: Path) -> None:
    """All 173 files."""
    for path in sorted((shared / "data/recorded/feeds").rglob("*")):
        if path.is_file():
            saved = read(path, "rss")
            assert saved.mentions or saved.notes, path.name
