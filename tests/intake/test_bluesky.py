"""Posts of Bluesky to mentions, from whatever they are saved in; and its options."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from bluesky_network import AT, DID, enveloped, frame, iso, micros, record, view

from cmwatch.config.networks.bluesky import BlueskyConfig
from cmwatch.intake.bluesky.posts import believed, read_record
from cmwatch.intake.network import Saved
from cmwatch.intake.networks import NETWORKS
from cmwatch.intake.normalise import normalise
from cmwatch.intake.saved import read_saved
from cmwatch.model import RawMention

URI = f"at://{DID}/app.bsky.feed.post/1"


def post(text: str, **more: object) -> RawMention:
    return read_record(msgspec.Raw(json.dumps(record(text, **more)).encode()), URI, iso(AT), DID)


def link(text: str, shown: str, uri: str) -> dict[str, object]:
    start = len(text[: text.index(shown)].encode())
    place = {"byteStart": start, "byteEnd": start + len(shown.encode())}
    return {"index": place, "features": [{"$type": "app.bsky.richtext.facet#link", "uri": uri}]}


def test_a_shortened_link_is_read_whole_where_it_stands() -> None:
    """Facets count bytes of UTF-8, not characters; a brand may be named in the link alone."""
    text = "😡 été: www.example.com/aubel... et example.org/autr…"
    facets = [
        link(text, "www.example.com/aubel...", "https://www.example.com/aubelune/panne"),
        link(text, "example.org/autr…", "https://example.org/autre"),
    ]
    assert (
        post(text, facets=facets).text == "😡 été: https://www.example.com/aubelune/panne et https://example.org/autre"
    )


@pytest.mark.parametrize(
    "facets",
    [
        [link("voir ici", "ici", "https://elsewhere.example/")],
        [
            {
                "index": {"byteStart": 3, "byteEnd": 999},
                "features": [{"$type": "app.bsky.richtext.facet#link", "uri": "x"}],
            }
        ],
        [
            {
                "index": {"byteStart": 5, "byteEnd": 2},
                "features": [{"$type": "app.bsky.richtext.facet#link", "uri": "x"}],
            }
        ],
        [{"index": None, "features": ["app.bsky.richtext.facet#link"]}],
        "app.bsky.richtext.facet#link",
        None,
    ],
)
def test_any_other_facet_leaves_the_text_as_it_is(facets: object) -> None:
    """A link under a word of its own, places out of the text, and what is no facet."""
    assert post("voir ici", facets=facets).text == "voir ici"


@pytest.mark.parametrize(
    ("langs", "lang"), [(["fr"], "fr"), (["fr", "en"], None), ([], None), (None, None), ("fr", None), ([5], None)]
)
def test_one_claimed_language_counts(langs: object, lang: str | None) -> None:
    """Of several none can be relied upon."""
    assert post("x", langs=langs).lang == lang


@pytest.mark.parametrize(
    ("claimed", "kept"),
    [
        (iso(AT - timedelta(hours=3)), True),
        (iso(AT + timedelta(minutes=4)), True),
        (iso(AT + timedelta(minutes=6)), False),
        ("2022-01-01T00:00:00Z", False),
        ("0000-00-00", False),
        ("", False),
    ],
)
def test_an_author_is_believed_within_reason(claimed: str, kept: bool) -> None:
    """Not after it was seen, not before the network was there."""
    assert believed(claimed, iso(AT)) == (claimed if kept else iso(AT))


def test_a_reply_names_what_it_answers() -> None:
    """By its address; a reply of an unknown form answers nothing known."""
    parent = {"uri": "at://did:plc:x/app.bsky.feed.post/9", "cid": "b"}
    assert post("x", reply={"root": parent, "parent": parent}).in_reply_to == parent["uri"]
    assert post("x", reply={"parent": 5}).in_reply_to is None
    assert post("x").in_reply_to is None


def saved(body: object) -> Saved:
    text = body if isinstance(body, str) else json.dumps(body)
    return read_saved("bluesky", text.encode(), "file", AT)


def test_every_kind_of_answer_is_read() -> None:
    """A search, a feed, a thread, notifications, a record."""
    one = view(1, AT)
    assert len(saved({"posts": [one, view(2, AT)]}).mentions) == 2
    assert len(saved({"feed": [{"post": one}]}).mentions) == 1
    thread = {"thread": {"post": one, "replies": [{"post": view(3, AT)}], "parent": {"post": view(4, AT)}}}
    assert {str(raw.id)[-1] for raw, _payload in saved(thread).mentions} == {"1", "3", "4"}
    told = saved({"notifications": [{**one, "reason": "mention"}, {**one, "reason": "like"}]})
    assert (len(told.mentions), told.notes) == (1, [])
    kept = saved({"uri": URI, "cid": "b", "value": record("Aubelune")})
    assert [raw.author for raw, _payload in kept.mentions] == [DID]
    like = saved({"uri": f"at://{DID}/app.bsky.feed.like/1", "value": {}})
    assert [note.reason for note in like.notes] == ["The record is no post."]
    assert [note.reason for note in saved({"did": DID}).notes] == ["It holds no public message."]


@pytest.mark.parametrize("dialect", ["v1", "v2"])
def test_frames_are_read_in_either_protocol(dialect: str) -> None:
    """Posts, an edit, a deletion; what says nothing is passed over, what cannot be read is told with its line."""
    gone = {"did": DID, "time_us": micros(AT), "kind": "account", "account": {"active": False, "status": "deleted"}}
    account = json.dumps(gone)
    if dialect == "v2":
        account = enveloped("account", {"seq": 9, "did": DID, "time": iso(AT), "account": gone["account"]})
    lines = [
        frame(1, dialect=dialect),
        frame(2, dialect=dialect),
        frame(1, operation="update", text="mieux", dialect=dialect),
        frame(2, operation="delete", dialect=dialect),
        "{]",
        account,
        json.dumps({"$type": "error", "error": "ConsumerTooSlow"}),
    ]
    read = saved("\n".join(lines))
    assert [str(raw.id)[-1] for raw, _payload in read.mentions] == ["1", "2"]
    # The account that is gone takes both of its posts with it.
    assert [(one.kind, one.id[-1]) for one in read.revisions] == [
        ("edited", "1"), ("deleted", "2"), ("deleted", "1"), ("deleted", "2"),
    ]  # fmt: skip
    assert [(note.line, note.reason) for note in read.notes] == [
        (5, "A frame of the stream cannot be read."),
        (7, "The server ended the stream."),
    ]


def test_every_recorded_payload_gives_mentions_or_a_reason(shared: Path) -> None:
    """Search, feeds, notifications, threads, records, refusals, frames: nothing raises, nothing is left unsaid."""
    paths = sorted((shared / "data/recorded/bluesky").iterdir())
    assert len(paths) >= 13
    counts = {}
    for path in paths:
        read = read_saved("bluesky", path.read_bytes(), path.name, AT)
        assert read.mentions or read.revisions or read.notes, path.name
        for raw, payload in read.mentions:
            mention = normalise(raw, payload, via="", arrived=AT, recorded=True, history=True)
            assert mention.id.startswith("at://did:"), path.name
            assert mention.url is not None, path.name
            assert datetime(2022, 11, 17, tzinfo=UTC) < mention.at <= AT
        counts[path.name] = len(read.mentions)
    assert counts["bskyr_f_search.json"] == 25
    assert counts["jetstream_v1_window_part1.jsonl"] == 8


def test_recorded_posts_say_what_their_authors_wrote(shared: Path) -> None:
    """Expected values of a search, a notification and the stream."""
    folder = shared / "data/recorded/bluesky"

    def first(name: str, place: int = 0) -> RawMention:
        return read_saved("bluesky", (folder / name).read_bytes(), name, AT).mentions[place][0]

    found = first("bskyr_f_search.json")
    assert found.id == "at://did:plc:kkergqgbhb56ptpwj2wenkje/app.bsky.feed.post/3lpk2u6qo222m"
    assert (found.author, found.created_at) == ("socpaperbot.bsky.social", "2025-05-19T17:10:09.561858Z")
    assert found.url == "https://bsky.app/profile/did:plc:kkergqgbhb56ptpwj2wenkje/post/3lpk2u6qo222m"
    local = first("local_pds_appview_exchanges.json")
    assert (local.author, local.replies, local.likes, local.lang) == ("fridge-owner.test", 1, 0, "en")
    heard = first("jetstream_v1_kinds.jsonl")
    assert heard.text == "Try RSV for a good time !!"
    assert heard.in_reply_to == "at://did:plc:j76trmiofvaxxpvx2vnb2vwf/app.bsky.feed.post/3mmojbrjwbs26"
    assert heard.author == "did:plc:q235v55g5unth4zjjdpacfdr"
    linked = first("jetstream_v1_window_part1.jsonl")
    assert linked.text == "https://www.youtube.com/watch?v=V5lDo-jw8mA"
    refused = read_saved("bluesky", (folder / "bskyr_r_post_errors.json").read_bytes(), "file", AT)
    assert "HTTP 400" in refused.notes[0].reason


def test_what_it_says_of_itself() -> None:
    """A search needs a login, the stream none."""
    can = NETWORKS["bluesky"].can
    assert (can.search, can.stream, can.reach, can.edits, can.deletions) == ("login", "yes", "login", "yes", "yes")
    assert BlueskyConfig("sky").network == "bluesky"
