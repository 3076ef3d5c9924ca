"""A Mastodon server, walked and listened to."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from fault_server import Asked, FaultServer, Says, fault_server

from cmwatch.errors import SourceError, UsageError
from cmwatch.intake.mastodon import pages as mastodon_pages
from cmwatch.intake.mastodon.stream import MastodonStream
from cmwatch.intake.mastodon.timeline import MastodonTimeline
from cmwatch.intake.wire.transport import Patience, Transport
from cmwatch.model import Delivery

AT = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
JSON = {"content-type": "application/json; charset=utf-8"}
TAG, SEARCH = "/api/v1/timelines/tag/aubelune", "/api/v2/search"


def status(number: int, minutes_ago: float = 10) -> dict[str, object]:
    at = AT - timedelta(minutes=minutes_ago)
    return {
        "id": str(number),
        "uri": f"https://social.example/s/{number}",
        "created_at": at.isoformat(),
        "account": {"acct": "noor", "url": "https://social.example/@noor"},
        "content": f"<p>#aubelune {number}</p>",
        "visibility": "public",
    }


class Instance:
    """Plays a server's timeline: `limit`, `min_id`, `max_id` and Link as Mastodon has them."""

    def __init__(self, server: FaultServer, size: int = 40) -> None:
        self.server, self.size = server, size
        self.statuses: list[dict[str, object]] = []
        self.headers: dict[str, str] = {}
        server.on(TAG, self.timeline)
        server.on(SEARCH, self.search)
        server.on("/api/v2/instance", lambda asked: says({"configuration": {"urls": {"streaming": self.streaming}}}))

    @property
    def streaming(self) -> str:
        return self.server.url.replace("http://", "ws://")

    def page(self, asked: Asked) -> list[dict[str, object]]:
        (low,), (high,) = asked.query.get("min_id", ["0"]), asked.query.get("max_id", ["999999"])
        within = [one for one in self.statuses if int(low) < int(str(one["id"])) < int(high)]
        chosen = within[: self.size] if "min_id" in asked.query else within[-self.size :]
        return chosen[::-1]

    def timeline(self, asked: Asked) -> Says:
        found = self.page(asked)
        link = {}
        if found:
            base = f"https://evil.example{TAG}?limit=40"
            link = {
                "Link": f'<{base}&max_id={found[-1]["id"]}>; rel="next", <{base}&min_id={found[0]["id"]}>; rel="prev"'
            }
        return says(found, **link, **self.headers)

    def search(self, asked: Asked) -> Says:
        return says({"accounts": [], "statuses": self.page(asked)[::-1], "hashtags": []})


def says(body: object, **headers: str) -> Says:
    return Says(body=json.dumps(body).encode(), headers={**JSON, **headers})


@pytest.fixture
async def server() -> AsyncIterator[FaultServer]:
    async with fault_server() as running:
        yield running


def timeline(server: FaultServer, **options: object) -> MastodonTimeline:
    chosen = {"hashtags": ["#Aubelune"], **options}
    transport = Transport(lambda: AT, allow_private=True, patience=Patience(0.3, 0.3, 1.0))
    return MastodonTimeline("fedi", server.url, transport, **chosen)  # type: ignore[arg-type]


def stream(server: FaultServer, silence: float = 0.15, token: str | None = "TOKEN") -> MastodonStream:
    transport = Transport(lambda: AT, allow_private=True, patience=Patience(0.3, 0.3, 1.0))
    return MastodonStream("fedi", server.url, transport, hashtags=["aubelune"], token=token, silence_seconds=silence)


async def read(
    source: MastodonTimeline | MastodonStream, cursor: str | None
) -> tuple[list[Delivery], SourceError | None]:
    found: list[Delivery] = []
    try:
        async for delivery in source.deliveries(cursor):
            found.append(delivery)  # noqa: PERF401 - what came before the failure counts
    except SourceError as error:
        return found, error
    return found, None


def numbers(deliveries: list[Delivery]) -> list[int]:
    return [int(str(raw.id).rpartition("/")[2]) for delivery in deliveries for raw, _payload in delivery.mentions]


def read_up_to(number: str, lane: str = "#aubelune") -> str:
    return json.dumps({lane: {"upto": number, "recent": []}}, separators=(",", ":"))


async def test_the_first_look_is_history_and_reaches_back_some_pages(server: FaultServer) -> None:
    """Oldest first, as many pages as the baseline needs to begin with."""
    instance = Instance(server)
    instance.statuses = [status(n) for n in range(1, 301)]
    found, error = await read(timeline(server), None)
    assert error is None
    assert numbers(found) == list(range(101, 301))
    assert {delivery.history for delivery in found} == {True}
    assert [delivery.cursor for delivery in found] == [None] * 4 + [read_up_to("300")]


async def test_catching_up_misses_nothing_however_much_was_said(server: FaultServer) -> None:
    """From the mark forward, page by page, to the empty one; the cursor goes with each."""
    instance = Instance(server)
    instance.statuses = [status(n) for n in range(1, 251)]
    found, _error = await read(timeline(server), read_up_to("13"))
    assert numbers(found) == list(range(14, 251))
    assert not any(delivery.history for delivery in found)
    assert [delivery.cursor for delivery in found][-1] == read_up_to("250")
    assert all("evil" not in asked.headers["host"] for asked in server.asked)
    # Nothing new: one request, nothing delivered.
    asked_before = len([asked for asked in server.asked if asked.path == TAG])
    assert (await read(timeline(server), found[-1].cursor))[0] == []
    assert len([asked for asked in server.asked if asked.path == TAG]) == asked_before + 1


async def test_what_arrives_late_from_another_server_is_found(server: FaultServer) -> None:
    """Its id is from when it was written, so it stands behind what was read already; nothing comes twice."""
    instance = Instance(server)
    instance.statuses = [status(10, 8), status(20, 2), status(30, 1)]
    first, _error = await read(timeline(server), None)
    assert numbers(first) == [10, 20, 30]
    instance.statuses = [status(10, 8), status(15, 3), status(20, 2), status(25, 1.5), status(30, 1), status(40, 0)]
    second, _error = await read(timeline(server), first[-1].cursor)
    assert numbers(second) == [15, 25, 40]
    third, _error = await read(timeline(server), second[-1].cursor)
    assert third == []


async def test_an_interrupted_catch_up_goes_on_where_it_broke_off(server: FaultServer) -> None:
    """What was delivered is not asked for again, what was not is."""
    instance = Instance(server)
    instance.statuses = [status(n) for n in range(1, 200)]
    calls = 0

    def twice(asked: Asked) -> Says:
        nonlocal calls
        calls += 1
        return Says(500) if calls == 3 else instance.timeline(asked)

    server.on(TAG, twice)
    first, error = await read(timeline(server), read_up_to("0"))
    assert error is not None
    again, _error = await read(timeline(server), first[-1].cursor)
    assert numbers(first + again) == list(range(1, 200))


async def test_a_backlog_past_the_cap_is_left_as_a_gap_for_the_sake_of_the_present(
    server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest page is read, and what lies between is admitted."""
    monkeypatch.setattr(mastodon_pages, "CATCH_UP_PAGES", 2)
    instance = Instance(server)
    instance.statuses = [status(n, minutes_ago=1000 - n) for n in range(1, 401)]
    found, _error = await read(timeline(server), read_up_to("0"))
    assert numbers(found) == [*range(1, 81), *range(361, 401)]
    assert found[-1].blind == ((AT - timedelta(minutes=920), AT - timedelta(minutes=639)),)
    assert found[-1].cursor == read_up_to("400")


async def test_a_server_that_ignores_min_id_is_not_walked_for_ever(server: FaultServer) -> None:
    """The same page again means that there is no more."""
    server.on(TAG, lambda asked: says([status(n) for n in range(9, 0, -1)]))
    found, error = await read(timeline(server), read_up_to("2"))
    assert error is None
    assert numbers(found) == list(range(1, 10))
    assert len(server.asked) == 2


async def test_what_was_said_long_before_the_break_ended_is_history(server: FaultServer) -> None:
    """Two weeks of absence raise no alert today."""
    Instance(server).statuses = [status(1, minutes_ago=60 * 30)]
    found, _error = await read(timeline(server), read_up_to(""))
    assert [delivery.history for delivery in found] == [True]


async def test_searches_are_walked_by_the_latest_id(server: FaultServer) -> None:
    """A search has no Link header and an order of its own."""
    instance = Instance(server)
    instance.statuses = [status(n) for n in range(5, 121)]
    source = timeline(server, hashtags=[], searches=["aubelune retard"], token="TOKEN")
    found, _error = await read(source, read_up_to("9", "?aubelune retard"))
    assert numbers(found) == list(range(10, 121))
    assert server.asked[0].query["q"] == ["aubelune retard"]
    assert server.asked[0].headers["authorization"] == "Bearer TOKEN"


async def test_one_failing_lane_does_not_hold_up_the_others(server: FaultServer) -> None:
    """Both are tried before the failure is told."""
    Instance(server).statuses = [status(1)]
    server.on("/api/v1/timelines/tag/broken", Says(500))
    found, error = await read(timeline(server, hashtags=["broken", "aubelune"]), None)
    assert numbers(found) == [1]
    assert error is not None


async def test_a_spent_budget_is_waited_for_after_what_was_read_is_delivered(server: FaultServer) -> None:
    """The page counts; the next one is asked for when the server allows it."""
    instance = Instance(server)
    instance.statuses = [status(n) for n in range(1, 100)]
    instance.headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "2026-11-22T16:02:00Z"}
    found, error = await read(timeline(server), read_up_to("0"))
    assert numbers(found) == list(range(1, 41))
    assert error is not None
    assert error.retry_at == AT + timedelta(minutes=2)


@pytest.mark.parametrize(
    ("answer", "words", "final"),
    [
        (Says(401, b'{"error":"x"}', JSON), "needs a login", True),
        (Says(429, headers={"Retry-After": "7"}), "fewer requests", False),
        (Says(body=b"<html>Cloudflare</html>", headers={"content-type": "text/html"}), "web page", False),
        (Says(body=b'[{"id": "1', headers=JSON), "cut off", False),
        (Says(body=b"", headers=JSON), "nothing", False),
        (Says(302, headers={"Location": "/login"}), "not followed", True),
    ],
)
async def test_faults_of_the_server_are_said(server: FaultServer, answer: Says, words: str, final: bool) -> None:
    """As what happened, and whether a person must act."""
    server.on(TAG, answer)
    found, error = await read(timeline(server), None)
    assert found == []
    assert error is not None
    assert words in str(error)
    assert error.final is final


def test_a_source_that_asks_for_nothing_is_refused() -> None:
    """No hashtag, no search."""
    with pytest.raises(UsageError, match="hashtag or a search"):
        MastodonTimeline("x", "social.example", Transport(lambda: AT), hashtags=[" # "])


def event(name: str, data: object) -> bytes:
    text = data if isinstance(data, str) else json.dumps(data)
    return f"event: {name}\ndata: {text}\n\n".encode()


def streams(server: FaultServer, *pieces: bytes, hang: bool = True, **options: object) -> None:
    sse = {"content-type": "text/event-stream"}
    server.on("/api/v1/streaming/hashtag", Says(body=[b":)\n", *pieces], headers=sse, hang=hang, length=-1, **options))  # type: ignore[arg-type]


async def test_a_stream_catches_up_before_it_is_live_and_then_delivers_as_it_is_said(server: FaultServer) -> None:
    """Pages first, an empty delivery for 'live', then events; half-open in the end, which is noticed."""
    instance = Instance(server)
    instance.statuses = [status(n) for n in range(1, 60)]
    streams(server, event("update", status(59)), event("update", status(60)), b":thump\n\n", event("delete", "7"))
    found, error = await read(stream(server), read_up_to("10"))
    live = next(number for number, delivery in enumerate(found) if not delivery.mentions)
    assert numbers(found[:live]) == list(range(11, 60))
    assert numbers(found[live:]) == [59, 60]  # a duplicate at the seam is for the archive to drop
    assert found[-1].mentions == ()
    assert [delivery.cursor for delivery in found if delivery.cursor][-1] == read_up_to("60")
    assert error is not None
    assert "gone silent" in str(error)
    sse = next(asked for asked in server.asked if asked.path.endswith("hashtag"))
    assert (sse.query["tag"], sse.headers["authorization"]) == (["aubelune"], "Bearer TOKEN")


async def test_an_edit_is_a_revision_and_leaves_the_cursor(server: FaultServer) -> None:
    """An old status that is edited must not take the mark back; one that is deleted is named by the server's id."""
    Instance(server)
    edited = {**status(7), "edited_at": "2026-11-22T15:59:00Z", "content": "<p>retired</p>"}
    streams(
        server,
        event("update", status(60)),
        event("status.update", edited),
        event("delete", "7"),
        event("update", {"oops": 5}),
        hang=False,
    )
    found, error = await read(stream(server), read_up_to("10"))
    assert numbers(found) == [60]
    assert found[-1].cursor == read_up_to("60")
    assert len(found[-1].unreadable) == 1
    edit, gone = (one for delivery in found for one in delivery.revisions)
    assert (edit.kind, edit.id, edit.at) == ("edited", "https://social.example/s/7", "2026-11-22T15:59:00Z")
    assert edit.raw is not None
    assert (edit.raw.text, edit.raw.alias) == ("<p>retired</p>", f"{server.url.removeprefix('http://')}/7")
    assert (gone.kind, gone.id) == ("deleted", edit.id)
    assert error is not None
    assert "ended the stream" in str(error)


async def test_a_status_that_was_edited_before_it_was_read_comes_as_an_edit(server: FaultServer) -> None:
    """Its text is not the one its author first wrote; paging sees that too."""
    instance = Instance(server)
    instance.statuses = [{**status(1), "edited_at": "2026-11-22T15:59:00Z"}, {**status(2), "edited_at": None}]
    found, _error = await read(timeline(server), None)
    assert numbers(found) == [2]
    assert [one.id for delivery in found for one in delivery.revisions] == ["https://social.example/s/1"]
    assert (await read(timeline(server), found[-1].cursor))[0] == []


@pytest.mark.parametrize(
    ("answer", "words", "final"),
    [
        (Says(401), "needs a login", True),
        (Says(404), "does not exist", False),
        (Says(body=b"<html>", headers={"content-type": "text/html"}), "stream of events", False),
        (Says(301, headers={"Location": "/"}), "not followed", True),
    ],
)
async def test_a_stream_that_does_not_open_is_never_called_live(
    server: FaultServer, answer: Says, words: str, final: bool
) -> None:
    """Nothing is walked, nothing delivered; connections are closed."""
    Instance(server).statuses = [status(1)]
    server.on("/api/v1/streaming/hashtag", answer)
    found, error = await read(stream(server), None)
    assert found == []
    assert error is not None
    assert words in str(error)
    assert error.final is final


async def test_a_stream_without_a_token_needs_a_person(server: FaultServer) -> None:
    """Since Mastodon 4.2."""
    _found, error = await read(stream(server, token=None), None)
    assert error is not None
    assert error.final
    assert server.asked == []


async def test_leaving_a_stream_closes_its_connections(server: FaultServer) -> None:
    """What is not read any more is not kept open."""
    Instance(server)
    streams(server)
    deliveries = stream(server, silence=30).deliveries(None)
    await anext(deliveries)
    await deliveries.aclose()  # type: ignore[attr-defined]
    await asyncio.sleep(0.02)
    assert server.open == 0
