"""Reddit: a token first, lists that overlap, things that vanish."""

import json
from pathlib import Path
from typing import Any

import pytest
from fault_server import Asked, FaultServer, Says, fault_server
from polling import AT, Caller, Clock, Near, changes, ids, json_says

from cmwatch.config.networks.reddit import RedditConfig
from cmwatch.config.secret import Secret
from cmwatch.intake.normalise import normalise
from cmwatch.intake.reddit.network import build
from cmwatch.intake.saved import read_saved

NEW, COMMENTS, INFO, TOKEN = "/r/gardening/new", "/r/gardening/comments", "/api/info", "/api/v1/access_token"


def comment(number: int, **fields: object) -> dict[str, Any]:
    """A comment of ours, in Reddit's form."""
    data = {
        "name": f"t1_c{number}", "author": "noor", "body": f"Aubelune & <co> {number}",
        "created_utc": AT.timestamp() - 600 + number, "edited": False, "score": 3, "link_id": "t3_p1",
        "parent_id": "t3_p1", "permalink": f"/r/gardening/comments/p1/_/c{number}/",
    }  # fmt: skip
    return {"kind": "t1", "data": {**data, **fields}}


def listing(*things: dict[str, Any], after: str | None = None) -> bytes:
    return json.dumps({"kind": "Listing", "data": {"after": after, "before": None, "children": things}}).encode()


class Reddit:
    """Plays Reddit: tokens that can be made to expire, and lists by `after`."""

    def __init__(self, server: FaultServer, size: int = 100) -> None:
        self.server, self.size = server, size
        self.comments: list[dict[str, Any]] = []
        """Newest first."""
        self.gone: set[str] = set()
        """Deleted: in no list, and nothing comes after them."""
        self.info: dict[str, dict[str, Any]] = {}
        self.valid = 0
        self.refused = False
        self.headers: dict[str, str] = {}
        server.on(TOKEN, self.token)
        server.on(COMMENTS, self.list)
        server.on(NEW, self.guarded(lambda _asked: listing()))
        server.on(INFO, self.guarded(self.about))

    def token(self, _asked: Asked) -> Says:
        self.valid += 1
        return json_says(json.dumps({"access_token": f"T{self.valid}", "expires_in": 86400}).encode())

    def guarded(self, tell: Any) -> Any:
        def answer(asked: Asked) -> Says:
            if self.refused or asked.headers.get("authorization") != f"Bearer T{self.valid}":
                return json_says(b'{"message": "Unauthorized", "error": 401}', 401)
            return json_says(tell(asked), 200, **self.headers)

        return answer

    def list(self, asked: Asked) -> Says:
        return self.guarded(self.page)(asked)  # type: ignore[no-any-return]

    def page(self, asked: Asked) -> bytes:
        (after,) = asked.query.get("after", [""])
        names = [thing["data"]["name"] for thing in self.comments]
        if after in self.gone:
            return listing()
        first = names.index(after) + 1 if after else 0
        page = self.comments[first : first + self.size]
        more = first + self.size < len(names)
        return listing(*page, after=page[-1]["data"]["name"] if page and more else None)

    def about(self, asked: Asked) -> bytes:
        return listing(*(self.info[name] for name in asked.query["id"][0].split(",") if name in self.info))


def caller(server: FaultServer, folder: Path | None = None, **options: Any) -> Caller:
    clock = Clock()
    config = RedditConfig("reddit", "client", Secret("SECRET"), "brand", subreddits=("gardening",), **options)
    return Caller(build(config, Near(clock, folder), site=server.url, api=server.url), clock)


async def test_it_asks_as_an_app_with_a_name_and_a_token() -> None:
    """Reddit refuses agents that do not say who can be asked about them."""
    async with fault_server() as server:
        reddit = Reddit(server)
        reddit.comments = [comment(1)]
        found = await caller(server).news()
        assert ids(found) == ["t1_c1"]
        assert [raw.text for delivery in found for raw, _payload in delivery.mentions] == ["Aubelune & <co> 1"]
        first = server.asked[0]
        assert (first.path, first.body) == (TOKEN, b"grant_type=client_credentials")
        assert first.headers["authorization"] == "Basic Y2xpZW50OlNFQ1JFVA=="
        assert all("by /u/brand" in asked.headers["user-agent"] for asked in server.asked)
        assert all(asked.query["raw_json"] == ["1"] for asked in server.asked[1:])


async def test_an_account_logs_in_with_its_password_and_hears_its_mentions() -> None:
    """And the password goes nowhere else."""
    async with fault_server() as server:
        reddit = Reddit(server)
        server.on(
            "/message/mentions", reddit.guarded(lambda _asked: listing(comment(5, context="/r/x/c/p/_/c5/?context=3")))
        )
        found = await caller(server, password=Secret("PASS"), mentions=True).news()
        assert ids(found) == ["t1_c5"]
        assert b"grant_type=password&username=brand&password=PASS" in server.asked[0].body
        assert not any(b"PASS" in asked.body for asked in server.asked[1:])


async def test_an_expired_token_is_renewed_once_and_kept(tmp_path: Path) -> None:
    """A second refusal needs a person; nothing of the secret is said."""
    async with fault_server() as server:
        reddit = Reddit(server)
        reddit.comments = [comment(1)]
        reader = caller(server, tmp_path)
        await reader.news()
        reddit.valid += 1  # what Reddit gave is worth nothing any more
        await reader.news()
        assert [asked.path for asked in server.asked].count(TOKEN) == 2
        reddit.refused = True
        _found, error = await reader.call()
        assert error is not None
        assert error.login
        assert "SECRET" not in str(error)


@pytest.mark.parametrize(
    "says", [json_says(b'{"message": "Unauthorized", "error": 401}', 401), json_says(b'{"error": "invalid_grant"}')]
)
async def test_a_login_that_is_refused_needs_a_person(says: Says) -> None:
    """Reddit says so with 401, or with 200."""
    async with fault_server() as server:
        Reddit(server)
        server.on(TOKEN, says)
        _found, error = await caller(server).call()
        assert error is not None
        assert error.login


async def test_batches_that_overlap_bring_each_thing_once() -> None:
    """Ninety-nine of ninety-nine were there before."""
    async with fault_server() as server:
        reddit = Reddit(server)
        reddit.comments = [comment(n) for n in range(99, 0, -1)]
        reader = caller(server)
        assert len(ids(await reader.news())) == 99
        assert ids(await reader.news()) == []
        reddit.comments.insert(0, comment(100))
        assert ids(await reader.news()) == ["t1_c100"]


async def test_after_a_thing_that_was_deleted_meanwhile_the_walk_goes_on_from_the_one_before() -> None:
    """Reddit says that nothing comes after it, for ever."""
    async with fault_server() as server:
        reddit = Reddit(server, size=3)
        reddit.comments = [comment(0)]
        reader = caller(server)
        await reader.news()
        reddit.comments = [comment(n) for n in range(7, -1, -1)]
        reddit.gone = {"t1_c5"}
        found = await reader.news()
        assert ids(found) == [f"t1_c{n}" for n in range(1, 8)]
        reddit.comments = [comment(n) for n in range(14, -1, -1)]
        reddit.gone = {"t1_c12", "t1_c13", "t1_c14"}
        found = await reader.news()
        assert ids(found) == ["t1_c12", "t1_c13", "t1_c14"]
        assert [len(delivery.blind) for delivery in found if delivery.blind] == [1]


async def test_edits_and_deletions_are_seen_also_of_what_is_no_longer_listed() -> None:
    """By asking again for what should have been listed."""
    async with fault_server() as server:
        reddit = Reddit(server)
        reddit.comments = [comment(3), comment(2), comment(1)]
        reader = caller(server)
        await reader.news()
        edited = comment(3, body="Aubelune, corrected", edited=AT.timestamp())
        reddit.comments = [edited, comment(2)]
        reddit.info = {"t1_c1": comment(1, author="[deleted]", body="[deleted]")}
        found = await reader.news()
        assert sorted(changes(found)) == [("deleted", "t1_c1"), ("edited", "t1_c3")]
        assert changes(await reader.news()) == []


async def test_a_spent_budget_is_waited_for_by_its_seconds_to_go() -> None:
    """`x-ratelimit-remaining: 0.0`, `x-ratelimit-reset: 120`; the budget is shown."""
    async with fault_server() as server:
        reddit = Reddit(server)
        reddit.comments = [comment(1)]
        reddit.headers = {"x_ratelimit_remaining": "0.0", "x_ratelimit_used": "600", "x_ratelimit_reset": "120"}
        reader = caller(server)
        _found, error = await reader.call()
        assert error is not None
        assert error.retry_at is not None
        assert (error.retry_at - AT).total_seconds() == 120
        budget = getattr(reader.source, "budget")  # noqa: B009 - asked for as the listener does
        assert (budget.limit, budget.remaining) == (600.0, 0.0)


def test_what_is_private_or_has_no_words_is_no_mention() -> None:
    """Messages of the inbox, private communities; an author who left is nobody."""
    things = listing(
        {"kind": "t4", "data": {"name": "t4_x", "body": "secret", "created_utc": 1.6e9}},
        comment(1, subreddit_type="private"),
        comment(2, author="[deleted]"),
        comment(3, edited=True),
        {"kind": "t1", "data": {"name": 5}},
    )
    saved = read_saved("reddit", things, "x", AT)
    assert [(raw.id, raw.author) for raw, _payload in saved.mentions] == [("t1_c2", None), ("t1_c3", "noor")]
    assert len(saved.notes) == 1


def test_a_crosspost_repeats_a_post_of_another_community() -> None:
    """It folds into the story of what it repeats."""
    data = {"name": "t3_b", "title": "Late", "created_utc": 1.7e9, "crosspost_parent": "t3_a", "num_comments": 4}
    saved = read_saved("reddit", listing({"kind": "t3", "data": data}), "x", AT)
    ((raw, _payload),) = saved.mentions
    assert (raw.is_repost, raw.repost_of, raw.replies) == (True, "t3_a", 4)
    assert raw.url == "https://www.reddit.com/comments/b/"


def test_every_recorded_reddit_payload_gives_things_or_a_reason(shared: Path) -> None:
    """Lists, threads, published comments, refusals."""
    paths = sorted((shared / "data/recorded/reddit").iterdir())
    assert len(paths) >= 12
    for path in paths:
        saved = read_saved("reddit", path.read_bytes(), path.name, AT)
        assert saved.mentions or saved.revisions or saved.notes, path.name
        for raw, payload in saved.mentions:
            mention = normalise(raw, payload, via="", arrived=AT, recorded=True, history=True)
            assert mention.id.startswith(("t1_", "t3_"))
            assert mention.url


def test_recorded_things_say_what_their_authors_wrote(shared: Path) -> None:
    """Expected values, a deletion and an edit among them."""
    folder = shared / "data/recorded/reddit"

    def read(name: str) -> Any:
        return read_saved("reddit", (folder / name).read_bytes(), name, AT)

    newest = read("TestSubredditListings.test_new.json").mentions
    assert len(newest) == 100
    assert (newest[0][0].id, newest[0][0].author, newest[0][0].replies) == ("t3_48fbm9", "RedHeadQc", 1)
    stream = read("TestSubredditStreams.test_comments.json").mentions
    assert (len(stream), stream[0][0].url) == (297, "https://www.reddit.com/comments/5jffj1/_/dbhn11d/")
    gone = read("TestComment.test_refresh__deleted_comment.json").revisions
    assert [(revision.kind, revision.id) for revision in gone] == [("deleted", "t1_d7ltvl0")]
    (edit,) = read("TestComment.test_edit.json").revisions
    assert (edit.raw.text, edit.at) == ("New text", "2016-03-20T03:27:43+00:00")


async def test_the_recorded_polls_of_a_stream_bring_nothing_twice(shared: Path) -> None:
    """All four answers in a row, the empty one and the one with 99 known of 99 among them."""
    recorded = json.loads((shared / "data/recorded/reddit/TestSubredditStreams.test_comments.json").read_bytes())
    bodies = [exchange["response"]["body"] for exchange in recorded["exchanges"]]
    distinct = {thing["data"]["name"] for body in bodies for thing in body["data"]["children"]}
    async with fault_server() as server:
        reddit = Reddit(server)
        left = [json.dumps(body | {"data": {**body["data"], "after": None}}).encode() for body in bodies]
        server.on(COMMENTS, reddit.guarded(lambda _asked: left.pop(0)))
        reader = caller(server)
        found = [identity for _body in bodies for identity in ids(await reader.news())]
    assert len(found) == len(set(found)) == len(distinct)
