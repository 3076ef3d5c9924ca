"""Searches and notifications of Bluesky against a real server: logged in, walked, refused."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from bluesky_network import (
    AT,
    DID,
    LOGIN,
    NOTIFIED,
    PROFILES,
    RENEW,
    SEARCH,
    DataServer,
    iso,
    minutes,
    record,
    says,
    view,
)
from fault_server import FaultServer, Says, fault_server

from cmwatch.config.networks.bluesky import BlueskyConfig
from cmwatch.config.secret import Secret
from cmwatch.errors import SourceError
from cmwatch.intake.bluesky import profiles, search
from cmwatch.intake.bluesky.cursor import Cursor, Mark
from cmwatch.intake.bluesky.network import build
from cmwatch.intake.network import Outside
from cmwatch.model import Delivery
from cmwatch.ports import Source

CONFIG = BlueskyConfig(
    "sky", search=("aubelune",), account="acme.example", password=Secret("APP-PASSWORD"), allow_private=True
)


@pytest.fixture
async def server() -> AsyncIterator[FaultServer]:
    async with fault_server() as running:
        yield running


def source(server: FaultServer, folder: Path | None = None, **options: object) -> Source:
    return build(replace(CONFIG, server=server.url, **options), Outside(lambda: AT, folder))  # type: ignore[arg-type]


async def read(source: Source, cursor: str | None = None) -> tuple[list[Delivery], SourceError | None]:
    found: list[Delivery] = []
    try:
        async for delivery in source.deliveries(cursor):
            found.append(delivery)  # noqa: PERF401 - what came before the failure counts
    except SourceError as error:
        failure = error
    else:
        return found, None
    assert "APP-PASSWORD" not in str(failure)
    assert "access" not in str(failure)
    return found, failure


def numbers(deliveries: list[Delivery]) -> list[int]:
    return [int(str(raw.id).rpartition("/")[2]) for one in deliveries for raw, _payload in one.mentions]


def cursor(deliveries: list[Delivery]) -> str:
    return [one.cursor for one in deliveries if one.cursor][-1]


def read_up_to(at: datetime) -> str:
    return Cursor(marks={"?aubelune": Mark(at)}).text


def asked(server: FaultServer, path: str) -> int:
    return sum(one.path == path for one in server.asked)


async def test_the_first_look_logs_in_and_is_history(server: FaultServer) -> None:
    """With handle, followers and counts; the password goes nowhere but to the login."""
    network = DataServer(server)
    network.posts = [view(n, AT - minutes(100 - n)) for n in range(1, 4)]
    found, error = await read(source(server))
    assert error is None
    assert sorted(numbers(found)) == [1, 2, 3]
    assert all(one.history for one in found)
    raw = found[0].mentions[0][0]
    assert (raw.author, raw.followers, raw.likes, raw.reposts, raw.replies, raw.lang) == (
        "noor.example", 4200, 3, 2, 1, "fr",
    )  # fmt: skip
    assert raw.url == f"https://bsky.app/profile/{DID}/post/1"
    assert (asked(server, LOGIN), asked(server, PROFILES)) == (1, 1)
    assert [one.path for one in server.asked if b"APP-PASSWORD" in one.body] == [LOGIN]


async def test_a_later_look_brings_only_what_is_new(server: FaultServer) -> None:
    """From the mark on, with what turned up late; nothing twice; a quiet look brings nothing."""
    network = DataServer(server)
    network.posts = [view(n, AT - minutes(30 - n)) for n in range(1, 21)]
    one = source(server)
    first, _error = await read(one)
    network.posts += [view(30, AT - minutes(1)), view(31, AT - minutes(12))]
    second, _error = await read(one, cursor(first))
    assert sorted(numbers(second)) == [30, 31]
    assert not [found for found in second if found.mentions and found.history]
    third, _error = await read(one, cursor(second))
    assert numbers(third) == []
    assert server.asked[-1].query["since"] == [iso(AT - minutes(11))]


async def test_a_break_is_walked_page_by_page_to_the_mark(server: FaultServer) -> None:
    """However much was said, up to the cap; past it the gap is admitted."""
    network = DataServer(server, page=10)
    one = source(server)
    network.posts = [view(n, AT - minutes(290 - n)) for n in range(2, 152)]
    second, error = await read(one, read_up_to(AT - minutes(300)))
    assert error is None
    assert sorted(numbers(second)) == list(range(2, 152))
    assert not any(found.blind for found in second)
    network.posts += [view(1000 + n, AT - timedelta(seconds=1000 - n)) for n in range(700)]
    third, _error = await read(one, cursor(second))
    assert len(numbers(third)) == search.CATCH_UP_PAGES * 10
    assert [found.blind for found in third if found.blind] == [
        ((AT - minutes(290 - 151), AT - timedelta(seconds=1000 - 500)),)
    ]


async def test_an_interrupted_walk_is_walked_again(server: FaultServer) -> None:
    """The cursor goes with the last page: what came after the failure is not lost."""
    network = DataServer(server, page=10)
    one = source(server)
    network.posts = [view(n, AT - minutes(290 - n)) for n in range(2, 40)]
    calls = 0

    def fails(request: object) -> Says:
        nonlocal calls
        calls += 1
        return Says(500) if calls == 3 else network.guarded(request, "posts", network.posts)  # type: ignore[arg-type]

    server.on(SEARCH, fails)
    second, error = await read(one, read_up_to(AT - minutes(300)))
    assert error is not None
    assert not [found for found in second if found.cursor]
    third, error = await read(one, read_up_to(AT - minutes(300)))
    assert error is None
    assert set(numbers(second) + numbers(third)) == set(range(2, 40))


async def test_an_expired_session_is_renewed_once_and_the_rotated_one_kept(server: FaultServer, tmp_path: Path) -> None:
    """HTTP 400 ExpiredToken. A restart goes on with what was kept, without logging in."""
    network = DataServer(server)
    network.posts = [view(1, AT - minutes(5))]
    one = source(server, tmp_path)
    await read(one)
    network.expire()
    found, error = await read(one)
    assert (error, numbers(found)) == (None, [1])
    assert (asked(server, LOGIN), asked(server, RENEW), network.renewals) == (1, 1, 1)
    network.expire()
    found, error = await read(source(server, tmp_path))
    assert (error, numbers(found)) == (None, [1])
    assert (asked(server, LOGIN), network.renewals) == (1, 2)


async def test_a_revoked_session_logs_in_anew_and_a_wrong_password_needs_a_person(
    server: FaultServer, tmp_path: Path
) -> None:
    """Never more than once: the network counts logins."""
    network = DataServer(server)
    one = source(server, tmp_path)
    await read(one)
    network.expire()
    server.on(RENEW, says({"error": "ExpiredToken"}, 400))

    def again(request: object) -> Says:
        network.valid = "access9"
        return network.login(request)  # type: ignore[arg-type]

    server.on(LOGIN, again)
    _found, error = await read(one)
    assert error is None
    server.on(LOGIN, says({"error": "AuthenticationRequired"}, 401))
    network.expire()
    before = asked(server, LOGIN)
    _found, error = await read(one)
    assert error is not None
    assert (error.login, asked(server, LOGIN) - before) == (True, 1)
    assert "app password" in str(error)


async def test_a_session_that_is_refused_again_and_again_needs_a_login(server: FaultServer) -> None:
    """One renewal, one repetition, and no loop."""
    DataServer(server)
    server.on(SEARCH, says({"error": "ExpiredToken"}, 400))
    _found, error = await read(source(server))
    assert error is not None
    assert error.login
    assert asked(server, SEARCH) == 2


@pytest.mark.parametrize(
    ("answer", "part"),
    [
        (Says(body=b"<html>busy</html>", headers={"content-type": "text/html"}), "web page"),
        (Says(body=b'{"posts": [{"uri": "at:', headers={"content-type": "application/json"}), "cut off"),
        (Says(body=b'{"posts": []}', length=99), "broke off"),
        (says({"feed": []}), "another kind"),
        (Says(502), "fault of its own"),
        (Says(body=b"", hang=True), "silent"),
    ],
)
async def test_a_failing_server_is_told_and_tried_again(server: FaultServer, answer: Says, part: str) -> None:
    """A web page, cut JSON, a cut body, another answer, a gateway, silence: never final."""
    DataServer(server)
    server.on(SEARCH, answer)
    one = source(server)
    one._transport.patience = replace(one._transport.patience, read=0.2, total=0.5)  # type: ignore[attr-defined]
    _found, error = await read(one)
    assert error is not None
    assert not error.final
    assert part in str(error)


async def test_a_429_waits_as_long_as_the_network_says(server: FaultServer) -> None:
    """`retry-after` in seconds, else `ratelimit-reset` in seconds since 1970; also at the login."""
    DataServer(server)
    server.on(SEARCH, says({"error": "RateLimitExceeded"}, 429, **{"retry-after": "289", "ratelimit-remaining": "0"}))
    _found, error = await read(source(server))
    assert error is not None
    assert error.retry_at == AT + timedelta(seconds=289)
    reset = str(int((AT + timedelta(seconds=77)).timestamp()))
    server.on(LOGIN, says({"error": "RateLimitExceeded"}, 429, **{"ratelimit-reset": reset}))
    _found, error = await read(source(server))
    assert error is not None
    assert error.retry_at == AT + timedelta(seconds=77)


async def test_notifications_bring_what_is_said_and_not_what_is_liked(server: FaultServer) -> None:
    """Mentions, replies and quotes, by when the network saw them; nothing twice."""
    network = DataServer(server)

    def notified(number: int, reason: str, at_minutes: float) -> dict[str, object]:
        return {**view(number, AT - minutes(at_minutes)), "reason": reason, "isRead": False}

    network.notified = [
        notified(1, "mention", 9), notified(2, "like", 8), notified(3, "reply", 7), notified(4, "follow", 6),
        notified(5, "quote", 5),
    ]  # fmt: skip
    one = source(server, search=(), notifications=True)
    first, error = await read(one)
    assert (error, sorted(numbers(first))) == (None, [1, 3, 5])
    assert asked(server, SEARCH) == 0
    network.notified.append(notified(6, "mention", 1))
    second, _error = await read(one, cursor(first))
    assert numbers(second) == [6]
    assert server.asked[-1].path in (NOTIFIED, PROFILES)


async def test_a_post_of_an_unknown_form_does_not_spoil_the_page(server: FaultServer) -> None:
    """It is reported; the others are read."""
    network = DataServer(server)
    broken = {**view(2, AT - minutes(2)), "record": {"text": 5}}
    network.posts = [view(1, AT - minutes(1)), broken]
    found, error = await read(source(server))
    assert (error, numbers(found)) == (None, [1])
    assert [note.reason for one in found for note in one.unreadable] == ["A post has an unknown form."]


async def test_people_who_cannot_be_looked_up_cost_nothing_but_their_followers(server: FaultServer) -> None:
    """The posts are delivered all the same."""
    network = DataServer(server)
    network.posts = [view(1, AT - minutes(1))]
    server.on(PROFILES, Says(500))
    found, error = await read(source(server))
    assert error is None
    assert [(raw.author, raw.followers) for one in found for raw, _payload in one.mentions] == [("noor.example", None)]


async def test_a_server_that_is_silent_about_people_holds_up_no_mention(
    server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is waited for but a little, and then left alone for a while."""
    monkeypatch.setattr(profiles, "PATIENCE_SECONDS", 0.1)
    network = DataServer(server)
    network.posts = [view(1, AT - minutes(2))]
    server.on(PROFILES, Says(hang=True))
    one = source(server)
    first, error = await read(one)
    assert (error, numbers(first)) == (None, [1])
    network.posts.append(view(2, AT - minutes(1), did="did:plc:other"))
    second, error = await read(one, cursor(first))
    assert (error, numbers(second)) == (None, [2])
    assert asked(server, PROFILES) == 1


async def test_a_time_that_lies_makes_no_mark(server: FaultServer) -> None:
    """A post from the year 2099 is taken as of when it was seen, and hides nothing that comes after it."""
    network = DataServer(server)
    lying = view(1, AT - minutes(5))
    lying["record"] = record("Aubelune 1", AT.replace(year=2099))
    network.posts = [lying]
    one = source(server)
    first, _error = await read(one)
    assert [raw.created_at for found in first for raw, _payload in found.mentions] == [iso(AT - minutes(5))]
    network.posts.append(view(2, AT - minutes(1)))
    second, _error = await read(one, cursor(first))
    assert numbers(second) == [2]


async def test_two_looks_at_once_share_one_login(server: FaultServer, tmp_path: Path) -> None:
    """The session is one, however many ask for it."""
    DataServer(server)
    one = source(server, tmp_path)
    await asyncio.gather(read(one), read(one))
    assert asked(server, LOGIN) == 1
