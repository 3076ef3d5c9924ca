"""Lemmy. None of its answers is recorded anywhere: these are written by hand after its documentation."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fault_server import Asked, FaultServer, Says, fault_server
from polling import AT, Caller, Clock, Near, changes, ids, json_says

from cmwatch.config.networks.lemmy import LemmyConfig
from cmwatch.config.secret import Secret
from cmwatch.intake.lemmy.network import build
from cmwatch.intake.normalise import normalise
from cmwatch.intake.saved import read_saved


def comment(number: int, **fields: object) -> dict[str, Any]:
    """Hand-written: a view of a comment, as version 0.18 gives it (naive UTC)."""
    at = (AT + timedelta(seconds=number)).replace(tzinfo=None)
    return {
        "comment": {
            "id": number, "content": f"**Aubelune** {number}", "published": at.isoformat(), "deleted": False,
            "ap_id": f"https://far.example/comment/{number}", "removed": False, "path": f"0.{number}", **fields,
        },
        "post": {
            "id": 9, "name": "Late", "ap_id": "https://near.example/post/9", "published": "2026-11-22T10:00:00",
            "deleted": False,
        },
        "creator": {"id": 1, "name": "noor", "actor_id": "https://far.example/u/noor"},
        "community": {"id": 2, "name": "parcels", "visibility": "Public"},
        "counts": {"upvotes": 5, "downvotes": 1, "score": 4, "child_count": 2},
    }  # fmt: skip


def post(number: int, **fields: object) -> dict[str, Any]:
    """Hand-written: a view of a post, as version 0.19 gives it."""
    return {
        "post": {
            "id": number, "name": "Aubelune is late", "body": "Again.", "url": "https://press.example/1",
            "ap_id": f"https://near.example/post/{number}", "published": "2026-11-22T15:59:00.123456Z", **fields,
        },
        "creator": {"name": "noor"},
        "counts": {"comments": 8, "upvotes": 6},
    }  # fmt: skip


def body(**lists: object) -> bytes:
    return json.dumps(lists).encode()


def caller(server: FaultServer, **options: Any) -> Caller:
    clock = Clock()
    return Caller(build(LemmyConfig("lemmy", server.url, **options), Near(clock)), clock)


def test_posts_and_comments_of_old_and_new_servers_are_read() -> None:
    """Naive times are UTC, the id is the global one, a person has the server they are of."""
    saved = read_saved("lemmy", body(posts=[post(9)], comments=[comment(1)]), "x", AT)
    shown = [normalise(*pair, via="", arrived=AT, recorded=True, history=True) for pair in saved.mentions]
    first, second = shown
    assert first.text == "Aubelune is late\n\nAgain.\n\nhttps://press.example/1"
    assert (first.id, first.author, first.likes, first.replies) == ("https://near.example/post/9", "noor", 6, 8)
    assert first.created_at == datetime(2026, 11, 22, 15, 59, 0, 123456, tzinfo=UTC)
    assert (second.id, second.author) == ("https://far.example/comment/1", "noor@far.example")
    assert (second.text, second.likes, second.replies) == ("**Aubelune** 1", 5, 2)
    assert second.created_at == AT + timedelta(seconds=1)
    assert second.in_reply_to == "https://near.example/post/9"


def test_a_reply_to_a_comment_points_at_no_id_of_another_server() -> None:
    """Its path has this server's numbers only."""
    saved = read_saved("lemmy", body(comments=[comment(1, path="0.5.1")]), "x", AT)
    assert saved.mentions[0][0].in_reply_to is None


def test_single_answers_and_mentions_are_read_and_private_ones_are_not() -> None:
    """A published comment, an inbox, a community for members only."""
    private = comment(3) | {"community": {"visibility": "Private"}}
    told = body(mentions=[comment(1), private], comment_view=comment(2), post_view=post(4))
    saved = read_saved("lemmy", told, "x", AT)
    assert [str(raw.id).rpartition("/")[2] for raw, _payload in saved.mentions] == ["1", "4", "2"]


async def test_a_search_asks_for_posts_and_comments_and_walks_their_pages() -> None:
    """To what is known; an empty page is the end."""
    async with fault_server() as server:
        comments = [comment(0)]

        def search(asked: Asked) -> Says:
            if asked.query["type_"] == ["Posts"]:
                return json_says(body(posts=[]))
            first = (int(asked.query["page"][0]) - 1) * 2
            return json_says(body(comments=comments[first : first + 2]))

        server.on("/api/v3/search", search)
        reader = caller(server, search=("aubelune",))
        await reader.news()
        comments[:0] = [comment(n) for n in range(5, 0, -1)]
        assert ids(await reader.news()) == [f"https://far.example/comment/{n}" for n in range(1, 6)]
        assert server.asked[-1].query["sort"] == ["New"]


async def test_edits_and_deletions_are_seen() -> None:
    """By its author or by a moderator."""
    async with fault_server() as server:
        comments = [comment(3), comment(2), comment(1)]
        server.on("/api/v3/post/list", json_says(body(posts=[])))
        server.on(
            "/api/v3/comment/list",
            lambda asked: json_says(body(comments=comments if asked.query["page"] == ["1"] else [])),
        )
        reader = caller(server, communities=("parcels@far.example",))
        await reader.news()
        comments[:] = [
            comment(3, content="corrected", updated="2026-11-22T16:00:30"),
            comment(2, deleted=True, content=""),
            comment(1, removed=True),
        ]
        found = await reader.news()
        base = "https://far.example/comment/"
        assert sorted(changes(found)) == [("deleted", base + "1"), ("deleted", base + "2"), ("edited", base + "3")]
        assert changes(await reader.news()) == []
        assert server.asked[0].query["community_name"] == ["parcels@far.example"]


@pytest.mark.parametrize(
    ("says", "waits", "login"),
    [
        (json_says(b'{"error": "rate_limit_error"}', 400), 60, False),
        (json_says(b'{"error": "rate_limit_error"}', 400, retry_after="5"), 5, False),
        (json_says(b'{"error": "rate_limit_error"}', 429), 60, False),
        (json_says(b'{"error": "not_logged_in"}', 400), None, True),
        (json_says(b'{"error": "incorrect_login"}', 401), None, True),
        (json_says(b'{"error": "couldnt_find_community"}', 400), None, False),
    ],
)
async def test_what_a_refusal_means(says: Says, waits: int | None, login: bool) -> None:
    """Older servers say with 400 that they are asked too often."""
    async with fault_server() as server:
        server.on("/api/v3/user/mention", says)
        _found, error = await caller(server, mentions=True, token=Secret("JWT")).call()
        assert error is not None
        assert error.login is login
        assert error.retry_at == (None if waits is None else AT + timedelta(seconds=waits))
        assert server.asked[0].headers["authorization"] == "Bearer JWT"
