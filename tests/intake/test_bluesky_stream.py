"""The stream of Bluesky against a real Jetstream that is cut, falls silent and forgets."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Literal

import pytest
from bluesky_network import (
    AT,
    DID,
    DataServer,
    Jetstream,
    enveloped,
    frame,
    iso,
    jetstream,
    micros,
    minutes,
    record,
    view,
)
from fault_server import Says, fault_server

from cmwatch.config.networks.bluesky import BlueskyConfig
from cmwatch.config.secret import Secret
from cmwatch.errors import SourceError
from cmwatch.intake.bluesky import stream as stream_module
from cmwatch.intake.bluesky.cursor import REWIND_MICROS, Cursor
from cmwatch.intake.bluesky.network import build
from cmwatch.intake.bluesky.profiles import Profiles
from cmwatch.intake.bluesky.sieve import Sieve
from cmwatch.intake.bluesky.stream import BlueskyStream
from cmwatch.intake.network import Outside
from cmwatch.intake.query.foretaste import Foretaste
from cmwatch.intake.wire.transport import Patience, Transport
from cmwatch.model import Delivery, Watch

WATCH = Watch("Aubelune", "Aubelune", "aubelune")
DIALECTS = ["v1", "v2"]


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is waited for is shorter; all else is as a person runs it."""
    monkeypatch.setattr(stream_module, "IDLE_SECONDS", 0.1)
    monkeypatch.setattr(stream_module, "TICK_SECONDS", 0.005)
    monkeypatch.setattr(stream_module, "BEAT_SECONDS", 0.05)


@pytest.fixture
async def server() -> AsyncIterator[Jetstream]:
    async with jetstream() as running:
        yield running


def stream(server: Jetstream, dialect: str = "v1", **options: Any) -> BlueskyStream:
    transport = Transport(lambda: AT, allow_private=True, patience=Patience(0.3, 0.3, 1.0))
    chosen: Literal["v1", "v2"] = "v2" if dialect == "v2" else "v1"
    settings = {"silence_seconds": 0.4, **options}
    sieve = Sieve("sky", Foretaste([WATCH]))
    return BlueskyStream(
        "sky", transport, jetstream=server.url, dialect=chosen, sieve=sieve, profiles=Profiles(None), **settings
    )


async def read(
    source: Any, cursor: str | None = None, enough: int = 1 << 30
) -> tuple[list[Delivery], SourceError | None]:
    """What is delivered until it breaks, or until so many mentions and revisions have come."""
    found: list[Delivery] = []
    deliveries = source.deliveries(cursor)
    try:
        async with asyncio.timeout(5):
            async for delivery in deliveries:
                found.append(delivery)
                if sum(len(one.mentions) + len(one.revisions) for one in found) >= enough:
                    break
    except SourceError as error:
        return found, error
    finally:
        await deliveries.aclose()
    return found, None


def numbers(deliveries: list[Delivery]) -> list[int]:
    return [int(str(raw.id).rpartition("/")[2]) for one in deliveries for raw, _payload in one.mentions]


def heard(at: datetime) -> str:
    return Cursor(micros(at)).text


def cursor(deliveries: list[Delivery]) -> Cursor:
    from cmwatch.intake.bluesky.cursor import cursor_of

    return cursor_of([one.cursor for one in deliveries if one.cursor][-1])


@pytest.mark.parametrize("dialect", DIALECTS)
async def test_of_all_that_is_said_only_what_a_watch_wants_is_delivered(server: Jetstream, dialect: str) -> None:
    """In both protocols, each with its own names of what is asked for."""
    server.frames = [
        frame(1, text="bonjour", dialect=dialect),
        frame(2, text="Aubelune est en panne", dialect=dialect),
        frame(3, text="AUBELUNE!", dialect=dialect),
        frame(4, text="aubelunes", dialect=dialect),
    ]
    found, _error = await read(stream(server, dialect), enough=2)
    assert numbers(found) == [2, 3]
    raw, payload = next(one for delivery in found for one in delivery.mentions)
    assert (raw.id, raw.source, raw.author) == (f"at://{DID}/app.bsky.feed.post/2", "bluesky", DID)
    assert (raw.followers, raw.lang, raw.text) == (None, "fr", "Aubelune est en panne 2")
    assert payload == server.frames[1]
    assert all(delivery.is_firehose for delivery in found if delivery.mentions)
    assert (
        server.paths[0].rpartition("/")[2]
        == {"v1": "subscribe", "v2": "network.bsky.jetstream.subscribeEvents"}[dialect]
    )
    assert "cursor" not in server.asked[0]


@pytest.mark.parametrize("dialect", DIALECTS)
async def test_after_a_break_it_goes_on_some_seconds_earlier_and_nothing_comes_twice(
    server: Jetstream, dialect: str
) -> None:
    """Cut at every place in turn, the cursor handed on: each post once, in order."""
    server.frames = [frame(n, AT - timedelta(seconds=60 - n), dialect=dialect) for n in range(1, 31)]
    one = stream(server, dialect)
    found: list[Delivery] = []
    text = heard(AT - timedelta(seconds=61))
    for cut in (3, 10, 11, 17):
        server.cut_after = cut
        more, error = await read(one, text)
        assert error is not None
        found += more
        text = next((one.cursor for one in reversed(found) if one.cursor), text)
    more, _error = await read(one, text, enough=30 - len(numbers(found)))
    found += more
    assert numbers(found) == list(range(1, 31))
    assert not any(delivery.blind for delivery in found)
    asked = int(server.asked[-1]["cursor"][0])
    assert asked % 1_000_000 == 0
    assert micros(AT - timedelta(seconds=61)) < asked


async def test_live_is_said_only_when_what_was_missed_has_been_read(server: Jetstream) -> None:
    """Not by a delivery without a mention on the way there either."""
    server.frames = [frame(n, AT - minutes(30) + timedelta(seconds=n), text="rien") for n in range(1, 400)]
    server.frames += [frame(400, AT - minutes(20)), frame(401, AT - timedelta(seconds=1))]
    found, error = await read(stream(server), heard(AT - minutes(30)))
    assert error is not None
    assert "silent" in str(error)
    signs = [at for at, one in enumerate(found) if not (one.mentions or one.unreadable or one.history)]
    assert signs
    assert numbers(found[: signs[0]]) == [400, 401]


async def test_an_old_cursor_that_is_silently_moved_up_is_shown_as_a_gap(server: Jetstream) -> None:
    """The first protocol says nothing: the first frame tells."""
    server.oldest = micros(AT - timedelta(hours=36))
    server.frames = [frame(1, AT - timedelta(hours=36)), frame(2, AT - timedelta(hours=35))]
    found, _error = await read(stream(server), heard(AT - timedelta(hours=72)), enough=2)
    assert [one.blind for one in found if one.blind] == [((AT - timedelta(hours=72), AT - timedelta(hours=36)),)]
    assert found[0].history, "what is older than a day raises no alarm"


async def test_a_cursor_that_is_refused_as_too_old_begins_anew_with_a_gap(server: Jetstream) -> None:
    """The second protocol answers 400 CursorTooOld."""
    server.oldest = micros(AT - timedelta(hours=36))
    server.frames = [frame(1, AT, dialect="v2")]
    one = stream(server, "v2")

    async def later() -> None:
        await asyncio.sleep(0.1)
        server.frames.append(frame(2, AT, dialect="v2"))

    speaking = asyncio.create_task(later())
    found, _error = await read(one, heard(AT - timedelta(hours=72)), enough=1)
    await speaking
    assert ["cursor" in asked for asked in server.asked] == [True, False]
    assert [one.blind for one in found if one.blind] == [((AT - timedelta(hours=72), AT),)]


async def test_a_server_that_hangs_up_on_a_slow_reader_is_asked_again_from_the_cursor(server: Jetstream) -> None:
    """Its last frame says so; what came before it is delivered."""
    slow = json.dumps({"$type": "error", "error": "ConsumerTooSlow", "message": "too slow"})
    server.frames = [frame(1, AT, dialect="v2"), slow]
    found, error = await read(stream(server, "v2"))
    assert numbers(found) == [1]
    assert error is not None
    assert not error.final
    assert "too slowly" in str(error)
    assert cursor(found).stream == micros(AT)


async def test_edits_and_deletions_are_revisions(server: Jetstream) -> None:
    """An edit carries the post as it reads now, and comes though it no longer names the brand."""
    server.frames = [frame(1), frame(1, text="rien", operation="update"), frame(1, operation="delete")]
    found, _error = await read(stream(server), enough=3)
    edited, deleted = (one for delivery in found for one in delivery.revisions)
    assert (edited.kind, deleted.kind) == ("edited", "deleted")
    assert {edited.id, deleted.id} == {f"at://{DID}/app.bsky.feed.post/1"}
    assert edited.raw is not None
    assert edited.raw.text == "rien 1"
    assert (deleted.raw, deleted.at) == (None, AT.isoformat())


@pytest.mark.parametrize("dialect", DIALECTS)
async def test_posts_of_an_account_that_is_gone_are_deleted(server: Jetstream, dialect: str) -> None:
    """Deleted or taken down; one that is only deactivated may come back."""

    def account(status: str) -> str:
        told = {"active": False, "did": DID, "status": status, "seq": 5, "time": iso(AT)}
        if dialect == "v1":
            return json.dumps({"did": DID, "time_us": micros(AT), "kind": "account", "account": told})
        return enveloped("account", {"seq": 5, "did": DID, "time": iso(AT), "account": told})

    posts = [frame(1, dialect=dialect), frame(2, dialect=dialect)]
    server.frames = [*posts, account("deactivated"), account("deleted"), account("deleted")]
    found, _error = await read(stream(server, dialect), enough=4)
    assert [one.id.rpartition("/")[2] for delivery in found for one in delivery.revisions] == ["1", "2"]


async def test_a_half_open_line_is_noticed(server: Jetstream) -> None:
    """The network never rests: silence is a broken line."""
    server.frames = [frame(1)]
    found, error = await read(stream(server))
    assert numbers(found) == [1]
    assert error is not None
    assert "silent" in str(error)


async def test_what_cannot_be_read_is_reported_and_the_stream_goes_on(server: Jetstream) -> None:
    """Broken JSON, a frame cut short, a post of another form, a time that is none, a binary frame."""
    wrong = json.loads(frame(2))
    wrong["commit"]["record"]["text"] = 5
    odd = {**json.loads(frame(3)), "time_us": 10**30}
    server.frames = ["{]", frame(1)[:50], json.dumps(wrong), json.dumps(odd), "[]", frame(4)]
    found, _error = await read(stream(server), enough=1)
    assert numbers(found) == [4]
    assert len([note for one in found for note in one.unreadable]) == 5


async def test_out_of_order_and_duplicates_are_delivered_as_they_come(server: Jetstream) -> None:
    """The cursor never goes back; what follows knows the post by its address."""
    server.frames = [frame(2, AT), frame(1, AT - timedelta(seconds=3)), frame(2, AT)]
    found, _error = await read(stream(server), enough=2)
    assert {1, 2} == set(numbers(found))
    assert cursor(found).stream == micros(AT)
    assert micros(AT) - REWIND_MICROS < int(cursor(found).heard[0][0])


async def test_while_catching_up_the_server_waits_and_no_frame_is_dropped(server: Jetstream) -> None:
    """The queue is small, and the server is kept waiting."""
    server.frames = [frame(n, AT - minutes(20) + timedelta(milliseconds=n)) for n in range(1, 1500)]
    one = stream(server, waiting_frames=20)
    found, _error = await read(one, heard(AT - minutes(20)), enough=1499)
    assert numbers(found) == list(range(1, 1500))
    assert one.shed == 0


async def test_once_live_a_burst_too_large_sheds_its_oldest_and_counts_them(
    server: Jetstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is delivered and what was shed is all that was said."""
    monkeypatch.setattr(stream_module, "TICK_SECONDS", 0.3)
    server.frames = [frame(1)]
    one = stream(server, waiting_frames=20)

    async def burst() -> None:
        await asyncio.sleep(0.2)
        server.frames += [frame(n) for n in range(2, 302)]

    bursting = asyncio.create_task(burst())
    found, error = await read(one)
    await bursting
    assert error is not None
    assert one.shed > 0
    assert len(numbers(found)) == 301 - one.shed
    assert numbers(found)[-1] == 301


async def test_a_refused_connection_is_a_fault_like_any_other(server: Jetstream) -> None:
    """A proxy's 503, and nobody there."""
    async with fault_server() as other:
        other.on("/subscribe", Says(503))
        one = stream(server)
        one._base = other.url.replace("http", "ws")
        _found, error = await read(one)
        assert error is not None
        assert "fault of its own" in str(error)
    _found, error = await read(one)
    assert error is not None
    assert "cannot be reached" in str(error)


async def test_with_a_login_people_have_handles_and_searches_run_beside_it(server: Jetstream) -> None:
    """One source for both: history by search, what is new by stream, and a failing search breaks nothing."""
    async with fault_server() as data:
        network = DataServer(data)
        network.posts = [view(1, AT - minutes(90))]
        server.frames = [frame(2, AT)]
        config = BlueskyConfig(
            "sky", search=("aubelune",), account="acme.example", password=Secret("APP-PASSWORD"), server=data.url,
            stream=True, jetstream=server.url, allow_private=True,
        )  # fmt: skip
        one = build(config, Outside(lambda: AT, watches=(WATCH,)))
        one._search_seconds = 0.05  # type: ignore[attr-defined]
        found, _error = await read(one, enough=2)
        assert numbers(found) == [1, 2]
        ((raw, _payload),) = found[-1].mentions
        assert (raw.author, raw.followers) == ("noor.example", 4200)
        data.on("/xrpc/app.bsky.feed.searchPosts", Says(500))
        server.frames += [frame(n, AT) for n in range(3, 6)]
        text = found[-1].cursor

        async def later() -> None:
            await asyncio.sleep(0.4)
            server.frames.append(frame(6, AT))

        speaking = asyncio.create_task(later())
        more, error = await read(one, text, enough=4)
        await speaking
        assert (error, numbers(more)) == (None, [3, 4, 5, 6])
        assert any("fault of its own" in note.reason for delivery in more for note in delivery.unreadable)


async def test_an_account_that_changes_its_handle_is_looked_up_again(server: Jetstream) -> None:
    """The stream tells that something changed, not what."""
    async with fault_server() as data:
        DataServer(data)
        identity = json.dumps({"did": DID, "time_us": micros(AT), "kind": "identity", "identity": {"did": DID}})
        server.frames = [frame(1)]
        config = BlueskyConfig(
            "sky", account="acme.example", password=Secret("APP-PASSWORD"), server=data.url, stream=True,
            jetstream=server.url, allow_private=True,
        )  # fmt: skip
        one = build(config, Outside(lambda: AT, watches=(WATCH,)))

        async def later() -> None:
            await asyncio.sleep(0.3)
            data.on("/xrpc/app.bsky.actor.getProfiles", renamed)
            server.frames.extend([identity, frame(2)])

        def renamed(_asked: object) -> Says:
            person = {"did": DID, "handle": "other.example", "followersCount": 1}
            return Says(body=json.dumps({"profiles": [person]}).encode(), headers={"content-type": "application/json"})

        speaking = asyncio.create_task(later())
        with suppress(TimeoutError):
            found, _error = await read(one, enough=2)
        await speaking
        assert [raw.author for delivery in found for raw, _payload in delivery.mentions] == [
            "noor.example",
            "other.example",
        ]


async def test_a_post_that_lies_about_its_time_counts_from_when_it_was_seen(server: Jetstream) -> None:
    """Neither the year 2099 nor 1970 nor nonsense loses a post."""
    frames = []
    for number, claimed in enumerate(("2099-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "soon"), 1):
        told = json.loads(frame(number))
        told["commit"]["record"] = {**record(f"Aubelune {number}"), "createdAt": claimed}
        frames.append(json.dumps(told))
    server.frames = frames
    found, _error = await read(stream(server), enough=3)
    assert {raw.created_at for one in found for raw, _payload in one.mentions} == {AT.isoformat()}
