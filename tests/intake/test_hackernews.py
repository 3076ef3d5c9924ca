"""Hacker News: found by Algolia, matched again here."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from fault_server import FaultServer, fault_server
from polling import AT, Caller, Clock, Near, ids, json_says

from cmwatch.config.networks.hackernews import HackernewsConfig
from cmwatch.intake.hackernews.network import build
from cmwatch.intake.normalise import normalise
from cmwatch.intake.saved import read_saved


def hit(number: int, text: str | None, **fields: object) -> dict[str, Any]:
    """A comment of ours, in Algolia's form."""
    at = (AT + timedelta(seconds=number)).isoformat()
    return {"objectID": str(number), "created_at": at, "author": "noor", "comment_text": text, **fields}


def found(*hits: dict[str, Any], pages: int = 1) -> bytes:
    return json.dumps({"hits": hits, "page": 0, "nbPages": pages}).encode()


def caller(server: FaultServer, *search: str) -> Caller:
    clock = Clock()
    return Caller(build(HackernewsConfig("hn", search), Near(clock), api=server.url), clock)


async def test_what_is_only_spelt_alike_is_left_out() -> None:
    """Algolia forgives typing errors; accents, case and what stands between words are no difference."""
    async with fault_server() as server:
        hits = [
            hit(5, "Aubelines are late"), hit(4, "<p>AUBELUNE&#x27;s <i>parcels</i>"), hit(3, "Aubelüne-parcels!"),
            hit(2, "parcels of Aubelune"), hit(1, None, title="Late", url="https://aubelune.example/parcels"),
        ]  # fmt: skip
        server.on("/api/v1/search_by_date", json_says(found(*hits)))
        assert ids(await caller(server, "aubelune").news()) == ["1", "2", "3", "4"]
        assert ids(await caller(server, "aubelune parcels").news()) == ["3"]
        assert server.asked[1].query["query"] == ['"aubelune parcels"']


async def test_pages_full_of_what_is_spelt_alike_do_not_make_it_look_further_than_needed() -> None:
    """They were read, though they are not delivered: the next look ends at them, and there is no gap."""
    async with fault_server() as server:
        hits = [hit(n, "Aubeline") for n in range(200, 0, -1)]

        def page(asked: Any) -> Any:
            first = 100 * int(asked.query["page"][0])
            return json_says(found(*hits[first : first + 100], pages=2))

        server.on("/api/v1/search_by_date", page)
        reader = caller(server, "aubelune")
        assert ids(await reader.news()) == []
        hits.insert(0, hit(201, "Aubelune"))
        server.asked.clear()
        told = await reader.news()
        assert (ids(told), len(server.asked)) == (["201"], 1)
        assert not any(delivery.blind for delivery in told)


async def test_a_thousand_hits_are_all_there_is_and_more_is_a_gap() -> None:
    """Ten pages of a hundred."""
    async with fault_server() as server:
        server.on("/api/v1/search_by_date", json_says(found(hit(1, "aubelune"))))
        reader = caller(server, "aubelune")
        await reader.news()

        def page(asked: Any) -> Any:
            first = 5000 - 100 * int(asked.query["page"][0])
            return json_says(found(*(hit(n, "aubelune") for n in range(first, first - 100, -1)), pages=10))

        server.on("/api/v1/search_by_date", page)
        told = await reader.news()
        assert len(ids(told)) == 1000
        assert [len(delivery.blind) for delivery in told if delivery.blind] == [1]


def test_entities_and_tags_become_what_a_reader_sees() -> None:
    """The title is plain, the text is HTML; an item comes with all below it."""
    item = {
        "id": 1, "created_at": AT.isoformat(), "author": "noor", "title": "R&D <at> Aubelune",
        "text": "It&#x27;s<p>late",
        "points": 3, "children": [{"id": 2, "created_at": AT.isoformat(), "text": "&lt;why&gt;", "parent_id": 1}],
    }  # fmt: skip
    saved = read_saved("hackernews", json.dumps(item).encode(), "x", AT)
    first, second = (normalise(*pair, via="", arrived=AT, recorded=True, history=True) for pair in saved.mentions)
    assert (first.text, first.likes) == ("R&D <at> Aubelune\n\nIt's\n\nlate", 3)
    assert (second.text, second.in_reply_to, second.likes) == ("<why>", "1", None)
    assert second.url == "https://news.ycombinator.com/item?id=2"


def test_the_recorded_answers_are_read(shared: Path) -> None:
    """Searches and an item, as recorded; with expected values."""
    path = shared / "data/recorded/hackernews/algolia_a.json"
    saved = read_saved("hackernews", path.read_bytes(), path.name, AT)
    assert (len(saved.mentions), saved.notes) == (15, [])
    first = normalise(*saved.mentions[0], via="", arrived=AT, recorded=True, history=True)
    assert (first.id, first.author, first.likes) == ("6805807", "zedshaw", 1081)
    assert first.text.startswith("Hey, other comments are going to give you")
    assert "it'll be alright" in first.text
    assert {raw.id for raw, _payload in saved.mentions} >= {"17", "1079"}
