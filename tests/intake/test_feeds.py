"""Feeds as they are, asked politely."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fault_server import FaultServer, Says, fault_server

from cmwatch.errors import SourceError
from cmwatch.intake.feeds.entries import declares_entities, identity, parse_feed, unwrapped
from cmwatch.intake.feeds.source import FeedSource
from cmwatch.intake.normalise import normalise
from cmwatch.intake.wire.transport import Patience, Transport
from cmwatch.model import Delivery, Mention, RawMention

PAYLOADS = Path(__file__).parent / "payloads"
AT = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
URL = "https://gazette.example/feed"


def entries(name: str, url: str = URL) -> list[RawMention]:
    return [raw for raw, _payload in parse_feed((PAYLOADS / name).read_bytes(), {}, url, AT).entries]


def shown(raw: RawMention) -> Mention:
    return normalise(raw, "", via="", arrived=AT, recorded=False, history=False)


def test_an_entry_becomes_title_and_summary_with_its_author_and_date() -> None:
    """What a reader of the feed would see, in its language."""
    first = shown(entries("press.rss")[0])
    assert first.text == "Aubelune : les colis & les nerfs\n\nDes clients furieux."
    assert (first.source, first.author, first.lang) == ("rss", "Célestine Roux", "fr")
    assert first.at == datetime(2026, 11, 22, 15, 30, tzinfo=UTC)
    assert first.url == "https://gazette.example/colis"


def test_entries_without_id_date_or_author_are_mentions_all_the_same() -> None:
    """Known by id, else link, else text; dated by their arrival."""
    ids = [raw.id for raw in entries("press.rss")]
    assert ids[:2] == ["gazette.example:colis-17", "https://gazette.example/sans-date"]
    assert len(str(ids[2])) == 64
    assert {raw.created_at for raw in entries("press.rss")[1:]} == {AT.isoformat()}
    assert entries("press.rss")[1].author is None


def test_a_google_alert_leads_to_the_page_and_reads_as_text() -> None:
    """The link unwrapped, the hits' bold and the double escapes gone."""
    alert = shown(entries("alerts.atom", "https://www.google.com/alerts/feeds/1/2")[0])
    assert alert.url == "https://news.example/aubelune?id=3"
    assert " ".join(alert.text.split()) == "Aubelune can't deliver Customers of Aubelune wait"
    assert alert.author == ""
    assert alert.id == "tag:google.com,2013:googlealerts/feed:42"


def test_an_entry_without_anything_is_no_mention() -> None:
    """A feed that breaks off in its first entry has said nothing; a bare link is something."""
    cut = b"<rss version='2.0'><channel><item><title>Hi"
    assert parse_feed(cut, {}, URL, AT).entries == ()
    link = b"<rss version='2.0'><channel><item><link>https://gazette.example/a</link></item></channel></rss>"
    assert [raw.id for raw, _payload in parse_feed(link, {}, URL, AT).entries] == ["https://gazette.example/a"]


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://www.google.com/url?url=https://a.example/", "https://a.example/"),
        ("https://www.google.fr/url?q=http://a.example/", "http://a.example/"),
        ("https://www.google.com/url?url=javascript:alert(1)", "https://www.google.com/url?url=javascript:alert(1)"),
        ("https://a.example/url?url=https://b.example/", "https://a.example/url?url=https://b.example/"),
        ("http://[", ""),
        ("", ""),
    ],
)
def test_only_google_links_are_unwrapped_and_only_to_the_web(link: str, expected: str) -> None:
    """A script is no page."""
    assert unwrapped(link) == expected


def test_ids_of_two_feeds_do_not_collide() -> None:
    """'17' of one gazette is not '17' of another; a URI is the same everywhere."""
    assert identity("17", "", "", "a.example") != identity("17", "", "", "b.example")
    assert identity("urn:x:17", "", "", "a.example") == identity("urn:x:17", "", "", "b.example")
    assert identity("", "", "text", "a.example") == identity("", "", "text", "b.example")


@pytest.mark.parametrize(
    ("prologue", "bomb"),
    [
        (b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "x">]>', True),
        (b'<!-- " --><!DOCTYPE rss SYSTEM "<rss" [<!ELEMENT x ANY><!entity a "x">]>', True),
        ('<!DOCTYPE rss [<!ENTITY a "x">]>'.encode("utf-16"), True),
        (b"<!-- <!ENTITY -->", False),
        (b"<!DOCTYPE rss>", False),
        (b"it's <!-- ' -->", False),
    ],
)
def test_entities_are_seen_before_the_root_and_only_there(prologue: bytes, bomb: bool) -> None:
    """An article about entities is no bomb."""
    article = b"<rss><![CDATA[<!ENTITY]]></rss>"
    assert declares_entities(prologue + article) is bomb


def test_an_entity_bomb_is_refused_for_good() -> None:
    """Before the parser sees it."""
    with pytest.raises(SourceError, match="entities") as caught:
        entries("bomb.rss")
    assert caught.value.final


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<!DOCTYPE html><html><body>Hello", "web page"),
        (b"/etc/hostname", "not a feed"),
        (b"", "not a feed"),
        (b"{}", "not a feed"),
    ],
)
def test_what_is_no_feed_is_said(body: bytes, words: str) -> None:
    """A page, a file's name (which must not be opened), nothing, JSON."""
    with pytest.raises(SourceError, match=words):
        parse_feed(body, {}, URL, AT)


@pytest.mark.parametrize(
    ("head", "entry", "tail"),
    [
        ('<rss version="2.0"><channel><title>Lumo</title>', "item", "<language>fr</language></channel></rss>"),
        ('<feed xmlns="http://www.w3.org/2005/Atom">', "entry", "</feed>"),
    ],
)
def test_what_comes_after_the_entries_that_are_read_is_still_understood(head: str, entry: str, tail: str) -> None:
    """The rest is left out before the feed is taken apart, and what closes it stays."""
    entries = "".join(f"<{entry}><title>a thing {n}</title></{entry}>" for n in range(1200))
    feed = parse_feed(f'<?xml version="1.0"?>{head}{entries}{tail}'.encode(), {}, URL, AT)
    assert len(feed.entries) == 500
    assert [feed.entries[place][0].text for place in (0, -1)] == ["a thing 0", "a thing 499"]
    assert feed.entries[0][0].lang == ("fr" if entry == "item" else None)


def test_a_huge_feed_is_cut_at_five_hundred_entries() -> None:
    """The first ones, which are the newest."""
    items = b"".join(b"<item><guid>urn:%d</guid><title>t</title></item>" % n for n in range(2000))
    feed = parse_feed(b'<rss version="2.0"><channel>' + items + b"</channel></rss>", {}, URL, AT)
    assert (len(feed.entries), feed.entries[0][0].id, feed.entries[-1][0].id) == (500, "urn:0", "urn:499")


class Reader:
    """Calls the source as the supervisor does, keeping the cursor."""

    def __init__(self, server: FaultServer) -> None:
        self.now = AT
        transport = Transport(lambda: self.now, allow_private=True, patience=Patience(0.2, 0.2, 0.5))
        self.source = FeedSource("gazette", server.url + "/feed?key=SECRET", transport)
        self.cursor: str | None = None

    async def read(self) -> Delivery:
        found = [delivery async for delivery in self.source.deliveries(self.cursor)]
        assert len(found) == 1
        self.cursor = found[0].cursor or self.cursor
        self.now += timedelta(minutes=5)
        return found[0]


def rss(*items: tuple[str, str, int], tail: str = "") -> bytes:
    """Items of (id, title, minutes before AT), as a feed lists them: newest first."""
    listed = "".join(
        f"<item><guid>urn:{name}</guid><title>{title}</title>"
        f"<pubDate>{(AT - timedelta(minutes=age)).strftime('%a, %d %b %Y %H:%M:%S GMT')}</pubDate></item>"
        for name, title, age in items
    )
    return f'<rss version="2.0"><channel><title>x</title>{listed}{tail}</channel></rss>'.encode()


def ids(delivery: Delivery) -> list[object]:
    return [raw.id for raw, _payload in delivery.mentions]


async def test_the_first_fetch_is_history_and_then_only_what_is_new_is_delivered() -> None:
    """Oldest first; an entry that is edited or dated anew is not a new mention."""
    async with fault_server() as server:
        server.on(
            "/feed",
            Says(body=rss(("b", "B", 10), ("a", "A", 20)), headers={"ETag": '"1"', "Last-Modified": "yesterday"}),
            Says(304),
            Says(body=rss(("c", "C", -4), ("b", "B", -3), ("a", "A, edited", 20)), headers={"ETag": '"2"'}),
        )
        reader = Reader(server)
        first = await reader.read()
        assert (ids(first), first.history) == (["urn:a", "urn:b"], True)
        assert (await reader.read()).mentions == ()
        third = await reader.read()
        assert (ids(third), third.history, third.blind) == (["urn:c"], False, ())
        assert [asked.headers.get("if-none-match") for asked in server.asked] == [None, '"1"', '"1"']
        assert server.asked[1].headers["if-modified-since"] == "yesterday"
        assert len(reader.cursor or "") < 500


async def test_a_headline_that_was_changed_is_an_edit_and_a_new_date_is_none() -> None:
    """Once, with the words as they are now; a cursor without titles, of an older version, edits nothing."""
    async with fault_server() as server:
        server.on(
            "/feed",
            Says(body=rss(("b", "Aubelune fails", 10), ("a", "A", 20))),
            Says(body=rss(("b", "Aubelune &amp;lt;recovers&amp;gt;", 10), ("a", "A", -4))),
        )
        reader = Reader(server)
        await reader.read()
        older = json.loads(reader.cursor or "")
        changed = await reader.read()
        assert (changed.mentions, changed.is_firehose) == ((), True)
        assert [(one.kind, one.id, one.raw and shown(one.raw).text) for one in changed.revisions] == [
            ("edited", "urn:b", "Aubelune <recovers>")
        ]
        assert (await reader.read()).revisions == ()
        reader.cursor = json.dumps({name: value for name, value in older.items() if name != "titles"})
        assert (await reader.read()).revisions == ()


async def test_a_feed_that_overflowed_between_two_looks_admits_the_gap() -> None:
    """No entry of the last look is left: some came and went unseen."""
    async with fault_server() as server:
        server.on("/feed", Says(body=rss(("a", "A", 20))), Says(body=rss(("z", "Z", -4), ("y", "Y", -3))))
        reader = Reader(server)
        await reader.read()
        assert (await reader.read()).blind == ((AT, AT + timedelta(minutes=3)),)


async def test_a_permanent_redirect_is_remembered_and_left_when_it_fails() -> None:
    """301: from then on the new address is asked; if that dies, the configured one."""
    async with fault_server() as server:
        server.on("/feed", Says(301, headers={"Location": "/new"}))
        server.on("/new", Says(body=rss(("a", "A", 1))), Says(body=rss(("b", "B", 0), ("a", "A", 1))), Says(404))
        reader = Reader(server)
        await reader.read()
        await reader.read()
        assert [asked.path for asked in server.asked] == ["/feed", "/new", "/new"]
        server.on("/feed", Says(body=rss(("c", "C", 0), ("b", "B", 0), ("a", "A", 1))))
        assert ids(await reader.read()) == ["urn:c"]
        assert json.loads(reader.cursor or "")["moved"] is None


async def test_an_empty_feed_is_a_warning_once() -> None:
    """Not an error: it may fill."""
    async with fault_server() as server:
        server.on("/feed", Says(body=rss()))
        reader = Reader(server)
        assert [bad.reason for bad in (await reader.read()).unreadable] == ["The feed holds no entries."]
        assert (await reader.read()).unreadable == ()


@pytest.mark.parametrize(
    ("says", "final"),
    [
        (Says(410), True),
        (Says(500), False),
        (Says(body=b"<html>busy</html>", headers={"content-type": "text/html"}), False),
    ],
)
async def test_a_failing_feed_says_so_and_keeps_its_secrets(says: Says, final: bool) -> None:
    """Gone is for good; anything else is tried again."""
    async with fault_server() as server:
        server.on("/feed", says)
        with pytest.raises(SourceError) as caught:
            await Reader(server).read()
    assert caught.value.final is final
    assert "SECRET" not in str(caught.value)


async def test_a_cursor_of_another_feed_or_version_begins_anew() -> None:
    """A changed address under the same name is another feed: what it holds is history."""
    async with fault_server() as server:
        server.on("/feed", Says(body=rss(("a", "A", 1))))
        for cursor in ("nonsense", '{"feed": "other", "at": "2026-01-01T00:00:00Z"}', "{}"):
            reader = Reader(server)
            reader.cursor = cursor
            assert (await reader.read()).history


def test_every_recorded_feed_is_read_or_refused_with_a_reason(shared: Path) -> None:
    """159 cases of feedparser and 14 real feeds: nothing raises but a stated reason."""
    folder = shared / "data/recorded/feeds"
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    assert len(paths) == 159 + 14
    refused = {}
    for path in paths:
        try:
            feed = parse_feed(path.read_bytes(), {}, URL, AT)
        except SourceError as error:
            refused[path.name] = str(error)
            continue
        for raw, payload in feed.entries:
            mention = normalise(raw, payload, via="", arrived=AT, recorded=True, history=True)
            assert mention.id
            json.loads(payload)
    assert list(refused) == ["doctype_contains_entity_decl.xml"], refused


def test_recorded_entries_without_id_date_or_author_are_read(shared: Path) -> None:
    """Real feeds that leave out one or the other, or all."""
    folder = shared / "data/recorded/feeds"
    lacking = {"encoding.rss": (40, 0, 40), "kc0011.rss": (20, 0, 0), "missing-fields.atom": (0, 1, 1)}
    for name, expected in lacking.items():
        found = parse_feed((folder / name).read_bytes(), {}, URL, AT).entries
        without = (
            sum("id" not in json.loads(payload) for _raw, payload in found),
            sum(raw.created_at == AT.isoformat() for raw, _payload in found),
            sum(raw.author is None for raw, _payload in found),
        )
        assert without == expected, name
        assert len({raw.id for raw, _payload in found}) == len(found), name


def test_the_real_feeds_hold_what_their_publishers_wrote(shared: Path) -> None:
    """Three expected values."""
    folder = shared / "data/recorded/feeds"
    read = {
        name: parse_feed((folder / name).read_bytes(), {}, URL, AT).entries
        for name in ("heise.atom", "craigslist.rss", "local_nodebb_recent.rss")
    }
    assert [len(found) for found in read.values()] == [15, 25, 2]
    heise, nodebb = read["heise.atom"][0][0], read["local_nodebb_recent.rss"][0][0]
    assert (heise.id, heise.created_at) == ("http://heise.de/-3088438", "2016-02-01T16:22:00+00:00")
    assert shown(heise).text.startswith("Java-Anwendungsserver: Red Hat gibt WildFly 10 frei")
    assert (nodebb.author, shown(nodebb).text.split("\n")[0]) == ("admin", "AcmeCola exploded in my fridge")
