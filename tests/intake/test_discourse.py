"""Discourse: a search with its topics beside it, the latest posts in stretches of ids, keys, waits in the body."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from fault_server import Asked, FaultServer, Says, fault_server
from polling import AT, Caller, Clock, Near, changes, ids, json_says

from cmwatch.config.networks.discourse import DiscourseConfig
from cmwatch.config.secret import Secret
from cmwatch.intake.discourse.network import build
from cmwatch.intake.normalise import normalise
from cmwatch.intake.saved import read_saved


def post(number: int, **fields: object) -> dict[str, Any]:
    """A post of ours, in Discourse's form."""
    at = (AT + timedelta(seconds=number)).isoformat()
    data = {
        "id": number, "username": "noor", "created_at": at, "updated_at": at,
        "cooked": f"<p>Aubelune &amp; {number}</p>",
        "post_number": 2, "post_type": 1, "topic_id": 7, "topic_slug": "late", "topic_title": "Late again",
        "version": 1, "reads": 4, "reply_count": 0, "actions_summary": [{"id": 2, "count": 3}],
    }  # fmt: skip
    return {**data, **fields}


def search(*posts: dict[str, Any], more: bool = False) -> bytes:
    topics = [{"id": 7, "title": "Parcels <late> & lost", "slug": "parcels"}]
    body = {"posts": posts, "topics": topics, "grouped_search_result": {"more_full_page_results": more or None}}
    return json.dumps(body).encode()


def listing(posts: list[dict[str, Any]]) -> bytes:
    return json.dumps({"latest_posts": posts}).encode()


def caller(server: FaultServer, **options: Any) -> Caller:
    clock = Clock()
    return Caller(build(DiscourseConfig("forum", server.url, **options), Near(clock)), clock)


async def test_a_search_finds_words_and_takes_the_title_from_the_topic_beside_it() -> None:
    """The title is said by the first post only; the key goes in headers."""
    async with fault_server() as server:
        blurb = "…of Aubelune &amp; friends…"
        first = {
            "id": 1,
            "username": "noor",
            "created_at": AT.isoformat(),
            "blurb": blurb,
            "like_count": 2,
            "topic_id": 7,
        }
        server.on("/search.json", json_says(search({**first, "post_number": 1}, {**first, "id": 2, "post_number": 5})))
        found = await caller(server, search=("aubelune",), key=Secret("KEY"), account="brand").news()
        shown = [
            normalise(raw, payload, via="", arrived=AT, recorded=True, history=True)
            for delivery in found
            for raw, payload in delivery.mentions
        ]
        assert {mention.id: mention.text for mention in shown} == {
            f"{server.url}/p/1": "Parcels <late> & lost\n\n…of Aubelune & friends…",
            f"{server.url}/p/2": "…of Aubelune & friends…",
        }
        assert {mention.url for mention in shown} == {f"{server.url}/t/parcels/7/1", f"{server.url}/t/parcels/7/5"}
        assert [mention.likes for mention in shown] == [2, 2]
        asked = server.asked[0]
        assert asked.query == {"q": ["aubelune order:latest"], "page": ["1"]}
        assert (asked.headers["api-key"], asked.headers["api-username"]) == ("KEY", "brand")


async def test_a_search_goes_on_as_long_as_the_forum_says_that_there_is_more() -> None:
    """Page by page."""
    async with fault_server() as server:
        pages = {
            "1": search(post(6, blurb="six"), post(5, blurb="five"), more=True),
            "2": search(post(4, blurb="four"), post(1, blurb="one")),
        }
        server.on("/search.json", Says(200, search(post(1, blurb="one"))))
        reader = caller(server, search=("aubelune",))
        await reader.news()
        server.on("/search.json", lambda asked: json_says(pages[asked.query["page"][0]]))
        assert ids(await reader.news()) == [f"{server.url}/p/{n}" for n in (4, 5, 6)]


async def test_the_latest_posts_are_walked_by_stretches_of_ids_across_empty_ones() -> None:
    """A stretch whose posts are deleted or private is empty, and is not the end."""
    async with fault_server() as server:
        posts = [post(200)]

        def latest(asked: Asked) -> Says:
            (before,) = asked.query.get("before", [str(max(one["id"] for one in posts))])
            within = [one for one in posts if int(before) - 50 < one["id"] <= int(before)]
            return json_says(listing(within))

        server.on("/posts.json", latest)
        reader = caller(server, posts=True)
        await reader.news()
        posts[:0] = [post(360), post(240), post(239)]
        assert ids(await reader.news()) == [f"{server.url}/p/{n}" for n in (239, 240, 360)]


async def test_a_page_without_a_word_of_anybody_is_not_the_end() -> None:
    """Fifty topics were closed in a row: what was said before is still found."""
    async with fault_server() as server:
        closed = [post(n, post_type=3) for n in range(150, 100, -1)]
        pages = {"": [post(50)], "101": [post(100), post(99)], "52": [post(51), post(50)]}
        server.on("/posts.json", lambda asked: json_says(listing(pages.get(asked.query.get("before", [""])[0], []))))
        reader = caller(server, posts=True)
        await reader.news()
        pages[""] = closed
        assert ids(await reader.news()) == [f"{server.url}/p/{n}" for n in (51, 99, 100)]


async def test_edits_and_deletions_of_the_latest_posts_are_seen() -> None:
    """A new version is an edit; a newer `updated_at` alone is a title or a badge."""
    async with fault_server() as server:
        posts = [post(4), post(3), post(2), post(1)]
        server.on("/posts.json", lambda _asked: json_says(listing(posts)))
        reader = caller(server, posts=True)
        await reader.news()
        later = (AT + timedelta(minutes=5)).isoformat()
        posts[:] = [
            post(4, updated_at=later, version=2, cooked="<p>corrected</p>"),
            post(3, user_deleted=True, cooked="<p>(post deleted by author)</p>"),
            post(2, hidden=True),
            post(1, updated_at=later),
        ]
        found = await reader.news()
        base = server.url
        assert sorted(changes(found)) == [
            ("deleted", f"{base}/p/2"),
            ("deleted", f"{base}/p/3"),
            ("edited", f"{base}/p/4"),
        ]
        assert changes(await reader.news()) == []


async def test_the_wait_that_stands_in_the_body_is_kept() -> None:
    """`extras.wait_seconds`."""
    async with fault_server() as server:
        body = b'{"errors": ["slow"], "error_type": "rate_limit", "extras": {"wait_seconds": 17}}'
        server.on("/posts.json", json_says(body, 429))
        _found, error = await caller(server, posts=True).call()
        assert error is not None
        assert error.retry_at == AT + timedelta(seconds=17)


async def test_a_key_is_never_sent_on_to_another_address() -> None:
    """A redirect of the forum is not followed."""
    async with fault_server() as server:
        server.on("/posts.json", Says(302, headers={"Location": "/elsewhere"}))
        _found, error = await caller(server, posts=True, key=Secret("KEY"), account="brand").call()
        assert error is not None
        assert error.final
        assert [asked.path for asked in server.asked] == ["/posts.json"]


def test_what_no_person_said_is_no_mention() -> None:
    """Small actions and whispers; a post of an unknown form does not spoil the others."""
    body = json.dumps({"latest_posts": [post(1, post_type=3), post(2, post_type=4), {"id": "x"}, post(3)]}).encode()
    saved = read_saved("discourse", body, "x", AT)
    assert ([raw.id for raw, _payload in saved.mentions], len(saved.notes)) == (["/p/3"], 1)


def test_every_recorded_discourse_payload_gives_posts_or_a_reason(shared: Path) -> None:
    """With expected values."""
    folder = shared / "data/recorded/discourse"
    read = {path.name: read_saved("discourse", path.read_bytes(), path.name, AT) for path in folder.iterdir()}
    assert len(read) >= 10
    assert all(saved.mentions or saved.revisions or saved.notes for saved in read.values())
    latest = read["posts_latest.json"].mentions
    assert len(latest) == 4
    first = normalise(*latest[0], via="", arrived=AT, recorded=True, history=True)
    assert (first.author, first.text, first.created_at.isoformat()) == (
        "johndoe",
        "holla bullhonky.",
        "2020-01-25T02:10:07.971000+00:00",
    )
    (found,) = read["frontend_search.json"].mentions
    assert found[0].text.startswith("<p>Welcome to Discourse</p>The first paragraph of this pinned topic")
    assert [(revision.id, revision.at) for revision in read["topic.json"].revisions] == [
        ("/p/83", "2013-04-30T14:33:37.273-04:00")
    ]
