"""Mastodon and its kin by websocket, with notifications, and where a server shows nothing."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from fault_server import Asked, FaultServer, Says, fault_server
from test_mastodon_sources import AT, JSON, TAG, Instance, event, numbers, read, read_up_to, says, status, timeline
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from cmwatch.intake.mastodon import stream as stream_module
from cmwatch.intake.mastodon.stream import By, MastodonStream
from cmwatch.intake.mastodon.timeline import MastodonTimeline
from cmwatch.intake.wire.transport import Patience, Transport

NOTIFIED = "/api/v1/notifications"
ULID, FLAKE = "01M81Z9P9Y9D2G1XTAFQ35WM6R", "AqVhmL8bGnYu5Fwi4e"


@pytest.fixture
async def server() -> AsyncIterator[FaultServer]:
    async with fault_server() as running:
        yield running


class Sockets:
    """A streaming server by websocket: says its messages to whoever asks for that stream, then waits or hangs up."""

    def __init__(self) -> None:
        self.url = ""
        self.messages: dict[str, list[object]] = {}
        self.asked: list[dict[str, list[str]]] = []
        self.tokens: list[str | None] = []
        self.hangs_up = False

    async def speak(self, line: ServerConnection) -> None:
        assert line.request is not None
        asked = parse_qs(urlsplit(line.request.path).query)
        self.asked.append(asked)
        self.tokens.append(line.request.headers.get("authorization"))
        try:
            for message in self.messages.get(asked["stream"][0], []):
                await line.send(message if isinstance(message, str) else json.dumps(message))
            if not self.hangs_up:
                await line.wait_closed()
        except ConnectionClosed:
            pass


@asynccontextmanager
async def sockets() -> AsyncIterator[Sockets]:
    speaking = Sockets()
    async with serve(speaking.speak, "127.0.0.1", 0, close_timeout=0.1) as running:
        speaking.url = f"ws://127.0.0.1:{running.sockets[0].getsockname()[1]}"
        yield speaking


def told(name: str, payload: object, *stream: str) -> dict[str, object]:
    return {
        "stream": list(stream),
        "event": name,
        "payload": payload if isinstance(payload, str) else json.dumps(payload),
    }


def stream(server: FaultServer, by: By = "auto", **options: object) -> MastodonStream:
    transport = Transport(lambda: AT, allow_private=True, patience=Patience(0.3, 0.3, 1.0))
    chosen = {"hashtags": ["aubelune"], "token": "TOKEN", "silence_seconds": 0.2, **options}
    return MastodonStream("fedi", server.url, transport, by=by, **chosen)  # type: ignore[arg-type]


def notification(number: int, kind: str = "mention", **fields: object) -> dict[str, object]:
    at = (AT - timedelta(minutes=20 - number)).isoformat()
    return {"id": str(number), "type": kind, "created_at": at, "status": {**status(number * 100), **fields}}


async def test_a_websocket_catches_up_and_delivers_like_the_other_protocol(server: FaultServer) -> None:
    """JSON inside a string; an update, an edit, a deletion, a notice of the server; the token in a header."""
    instance = Instance(server)
    instance.statuses = [status(11)]
    async with sockets() as line:
        told_by = says({"configuration": {"urls": {"streaming": line.url}}, "version": "4.4.1"})
        server.on("/api/v2/instance", told_by)
        edited = {**status(11), "edited_at": "2026-11-22T15:59:30Z", "content": "<p>better</p>"}
        line.messages["hashtag"] = [
            told("update", status(12), "hashtag", "aubelune"),
            told("status.update", edited, "hashtag", "aubelune"),
            told("delete", "12", "hashtag", "aubelune"),
            {"stream": ["hashtag", "aubelune"], "event": "filters_changed"},
            "{]",
        ]
        line.hangs_up = True
        found, error = await read(stream(server, "websocket"), read_up_to("10"))
        assert numbers(found) == [11, 12]
        live = next(place for place, one in enumerate(found) if not one.mentions)
        assert numbers(found[:live]) == [11], "what was missed comes before 'live'"
        assert [one.kind for delivery in found for one in delivery.revisions] == ["edited", "deleted"]
        assert len([note for one in found for note in one.unreadable]) == 1
        assert error is not None
        assert "ended the stream" in str(error)
        assert line.asked == [{"stream": ["hashtag"], "tag": ["aubelune"]}]
        assert line.tokens == ["Bearer TOKEN"]


@pytest.mark.parametrize(
    ("instance", "identity"),
    [
        ({"version": "0.20.0 git-57cb4fe", "source_url": "https://codeberg.org/superseriousbusiness/gotosocial"}, ULID),
        ({"version": "2.7.2 (compatible; Akkoma 3.15.2)"}, FLAKE),
    ],
)
async def test_gotosocial_and_akkoma_are_listened_to_by_websocket_with_their_own_ids(
    server: FaultServer, instance: dict[str, object], identity: str
) -> None:
    """They stream in no other way; their ids are text, in the cursor, in the paging and in a deletion."""
    server.on(TAG, lambda asked: says([] if "min_id" in asked.query else [{**status(1), "id": identity}]))
    async with sockets() as line:
        line.hangs_up = True
        line.messages["hashtag"] = [told("delete", identity, "hashtag", "aubelune")]
        server.on("/api/v2/instance", says({"configuration": {"urls": {"streaming": line.url}}, **instance}))
        found, _error = await read(stream(server), None)
        assert line.asked
        (raw, _payload) = found[0].mentions[0]
        assert raw.alias == f"{server.url.removeprefix('http://')}/{identity}"
        assert [one.id for delivery in found for one in delivery.revisions] == [raw.id]
        again, _error = await read(stream(server), found[0].cursor)
        assert numbers(again) == []
        paged = [asked.query["min_id"] for asked in server.asked if "min_id" in asked.query]
        assert paged == [[identity]]


async def test_a_quiet_websocket_says_that_it_is_alive_and_a_dead_one_does_not(
    server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pings keep it, unseen."""
    monkeypatch.setattr(stream_module, "BEAT_SECONDS", 0.05)
    Instance(server)
    async with sockets() as line:
        server.on("/api/v2/instance", says({"configuration": {"urls": {"streaming": line.url}}}))
        deliveries = stream(server, "websocket").deliveries(read_up_to("10"))
        async with asyncio.timeout(3):
            found = [await anext(deliveries) for _beat in range(4)]
        assert not any(one.mentions or one.history for one in found)
        await deliveries.aclose()  # type: ignore[attr-defined]


async def test_notifications_are_walked_and_streamed(server: FaultServer) -> None:
    """Only what is said: mentions; a favourite says nothing, and what is private stays so."""
    items = [notification(1), notification(2, "favourite"), notification(3, visibility="direct"), notification(4)]

    def page(asked: Asked) -> Says:
        (low,) = asked.query.get("min_id", ["0"])
        assert asked.query["types[]"] == ["mention"]
        return says(
            [one for one in reversed(items) if int(str(one["id"])) > int(low)] if "max_id" not in asked.query else []
        )

    server.on(NOTIFIED, page)
    server.on("/api/v2/instance", says({}))
    sse = {"content-type": "text/event-stream"}
    body = [b":)\n", event("notification", notification(5)), event("notification", notification(6, "follow"))]
    server.on("/api/v1/streaming/user/notification", Says(body=body, headers=sse, length=-1))
    one = stream(server, hashtags=[], notifications=True)
    found, error = await read(one, None)
    assert "ended the stream" in str(error)
    assert numbers(found) == [100, 400, 500]
    assert found[0].history
    kept = [delivery.cursor for delivery in found if delivery.cursor][-1]
    items.append(notification(7))
    polled = timeline(server, hashtags=[], notifications=True, token="TOKEN")
    more, error = await read(polled, kept)
    assert (error, numbers(more)) == (None, [700])


@pytest.mark.parametrize(
    ("local", "remote", "token", "part", "login"),
    [
        ("disabled", "disabled", "TOKEN", "does not show hashtags", False),
        ("authenticated", "authenticated", None, "only to people with a login", True),
        ("authenticated", "disabled", None, "only to people with a login", True),
        ("authenticated", "authenticated", "TOKEN", "", False),
        ("public", "disabled", None, "", False),
    ],
)
async def test_a_server_that_shows_no_hashtags_is_not_taken_for_a_quiet_one(
    server: FaultServer, local: str, remote: str, token: str | None, part: str, login: bool
) -> None:
    """It answers 200 with an empty page since Mastodon 4.5."""
    access = {"timelines_access": {"hashtag_feeds": {"local": local, "remote": remote}}}
    server.on("/api/v2/instance", says({"configuration": access}))
    server.on(TAG, says([]))
    one = timeline(server, token=token)
    _found, error = await read(one, None)
    if not part:
        assert error is None
        await read(one, read_up_to("7"))
        assert len([asked for asked in server.asked if asked.path == "/api/v2/instance"]) == 1, "asked once an hour"
        return
    assert error is not None
    assert part in str(error)
    assert (error.final, error.login) == (True, login)


@pytest.mark.parametrize("instance", [Says(404), Says(401), Says(500), Says(body=b"<html>")])
async def test_a_server_that_says_nothing_of_itself_is_believed(server: FaultServer, instance: Says) -> None:
    """An old one knows no such question, another does not answer it to strangers."""
    server.on(TAG, says([]))
    server.on("/api/v2/instance", instance)
    _found, error = await read(timeline(server), None)
    assert error is None


async def test_without_a_preview_for_strangers_it_needs_a_login(server: FaultServer) -> None:
    """401 where anonymous reading is off."""
    server.on(TAG, Says(401, b'{"error":"This API requires an authenticated user"}', JSON))
    _found, error = await read(timeline(server), None)
    assert error is not None
    assert error.login


async def test_gotosocials_429_is_waited_for_by_its_own_format(server: FaultServer) -> None:
    """An ISO instant with a fraction, and no Retry-After."""
    headers = {**JSON, "X-RateLimit-Reset": "2026-11-22T16:04:30.250Z", "X-RateLimit-Remaining": "0"}
    server.on(TAG, Says(429, b'{"error":"rate limit reached"}', headers))
    _found, error = await read(timeline(server), None)
    assert error is not None
    assert error.retry_at == AT + timedelta(minutes=4, seconds=30.25)


async def test_a_stream_cut_at_any_place_loses_nothing_with_the_pages_behind_it(server: FaultServer) -> None:
    """Every place of the events in turn: what was cut off is walked at the next call, and known by its address."""
    instance = Instance(server)
    whole = b":)\n" + event("update", {**status(60), "content": "<p>été \u2028 😡</p>"}) + event("update", status(61))
    sse = {"content-type": "text/event-stream"}
    for cut in range(0, len(whole) + 1, 13):
        instance.statuses = [status(59)]
        server.on("/api/v1/streaming/hashtag", Says(body=whole[:cut], headers=sse, length=-1))
        first, error = await read(stream(server, "sse"), read_up_to("10"))
        assert error is not None
        instance.statuses = [status(n) for n in (59, 60, 61)]
        kept = [delivery.cursor for delivery in first if delivery.cursor][-1]
        second, _error = await read(stream(server, "sse"), kept)
        assert set(numbers(first) + numbers(second)) == {59, 60, 61}, cut


def test_one_status_seen_on_two_servers_is_one_mention() -> None:
    """It has one URI, and an id and an alias of each."""
    import msgspec

    from cmwatch.intake.mastodon.statuses import Status, mention_of

    here = msgspec.convert(status(7), Status)
    there = msgspec.convert({**status(7), "id": ULID}, Status)
    one, other = mention_of(here, "social.example"), mention_of(there, "gts.example")
    assert one is not None
    assert other is not None
    assert one.id == other.id
    assert (one.alias, other.alias) == ("social.example/7", f"gts.example/{ULID}")


def test_a_timeline_of_notifications_alone_asks_for_no_hashtag() -> None:
    """It is enough to be asked for."""
    transport = Transport(lambda: AT)
    assert MastodonTimeline("x", "social.example", transport, notifications=True, token="T").name == "x"
