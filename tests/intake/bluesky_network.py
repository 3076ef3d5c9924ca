"""A Bluesky of our own on loopback: a data server that logs in and searches, and a Jetstream that can be cut."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, urlsplit

from fault_server import Asked, FaultServer, Says
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.protocol import State

AT = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)
XRPC = "/xrpc/"
LOGIN, RENEW = XRPC + "com.atproto.server.createSession", XRPC + "com.atproto.server.refreshSession"
SEARCH, NOTIFIED = XRPC + "app.bsky.feed.searchPosts", XRPC + "app.bsky.notification.listNotifications"
PROFILES = XRPC + "app.bsky.actor.getProfiles"
JSON = {"content-type": "application/json; charset=utf-8"}
DID = "did:plc:noor"


def says(body: object, status: int = 200, **headers: str) -> Says:
    return Says(status, json.dumps(body).encode(), {**JSON, **headers})


def iso(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def record(text: str, at: datetime = AT, **more: object) -> dict[str, object]:
    return {"$type": "app.bsky.feed.post", "text": text, "createdAt": iso(at), "langs": ["fr"], **more}


def view(number: int, at: datetime, text: str = "Aubelune", did: str = DID) -> dict[str, object]:
    """A post as a search shows it."""
    return {
        "uri": f"at://{did}/app.bsky.feed.post/{number}",
        "cid": "bafy",
        "author": {"did": did, "handle": "noor.example"},
        "record": record(f"{text} {number}", at),
        "likeCount": 3,
        "repostCount": 2,
        "replyCount": 1,
        "indexedAt": iso(at),
    }


def micros(at: datetime) -> int:
    return round(at.timestamp() * 1_000_000)


def frame(
    number: int,
    at: datetime = AT,
    text: str = "Aubelune",
    operation: str = "create",
    dialect: str = "v1",
    rev: str = "",
) -> str:
    """A frame of the stream about a post."""
    commit: dict[str, object] = {
        "rev": rev or f"rev{number}{operation}",
        "operation": operation,
        "collection": "app.bsky.feed.post",
        "rkey": str(number),
    }
    if operation != "delete":
        commit |= {"record": record(f"{text} {number}", at), "cid": "bafy"}
    if dialect == "v1":
        return json.dumps({"did": DID, "time_us": micros(at), "kind": "commit", "commit": commit})
    return enveloped("commit", {"did": DID, "seq": number, "time": iso(at), "witnessedAt": iso(at), **commit})


def enveloped(kind: str, payload: dict[str, object]) -> str:
    named = {"$type": f"network.bsky.jetstream.subscribeEvents#{kind}", **payload}
    return json.dumps({"$type": "message", "payload": named})


class DataServer:
    """Logs in, searches and notifies as an account's server does, page by page, newest first."""

    def __init__(self, server: FaultServer, page: int = 100) -> None:
        self.server, self.page_size = server, page
        self.posts: list[dict[str, Any]] = []
        self.notified: list[dict[str, Any]] = []
        self.renewals = 0
        self.valid = "access0"
        server.on(LOGIN, self.login)
        server.on(RENEW, self.renew)
        server.on(SEARCH, lambda asked: self.guarded(asked, "posts", self.posts))
        server.on(NOTIFIED, lambda asked: self.guarded(asked, "notifications", self.notified))
        server.on(PROFILES, self.profiles)

    def session(self) -> Says:
        place = {"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": self.server.url}
        tokens = {"accessJwt": self.valid, "refreshJwt": f"refresh{self.renewals}"}
        return says({**tokens, "did": DID, "handle": "acme.example", "didDoc": {"service": [place]}})

    def login(self, asked: Asked) -> Says:
        sent = json.loads(asked.body)
        if sent != {"identifier": "acme.example", "password": "APP-PASSWORD"}:
            return says({"error": "AuthenticationRequired", "message": "Invalid identifier or password"}, 401)
        return self.session()

    def renew(self, asked: Asked) -> Says:
        if asked.headers["authorization"] != f"Bearer refresh{self.renewals}":
            return says({"error": "ExpiredToken", "message": "Token has been revoked"}, 400)
        self.renewals += 1
        self.valid = f"access{self.renewals}"
        return self.session()

    def expire(self) -> None:
        """From now on the session is refused."""
        self.valid = "none that was given"

    def allowed(self, asked: Asked) -> Says | None:
        if asked.headers.get("authorization") == f"Bearer {self.valid}":
            return None
        return says({"error": "ExpiredToken", "message": "Token has expired"}, 400)

    def guarded(self, asked: Asked, name: str, items: list[dict[str, Any]]) -> Says:
        if refused := self.allowed(asked):
            return refused
        since = asked.query.get("since", [""])[0]
        found = sorted(items, key=lambda one: str(one["indexedAt"]), reverse=True)
        found = [one for one in found if str(one["indexedAt"]) >= since]
        start = int(asked.query.get("cursor", ["0"])[0])
        page = found[start : start + self.page_size]
        further = {"cursor": str(start + self.page_size)} if start + self.page_size < len(found) else {}
        return says({name: page, **further})

    def profiles(self, asked: Asked) -> Says:
        if refused := self.allowed(asked):
            return refused
        people = [{"did": did, "handle": "noor.example", "followersCount": 4200} for did in asked.query["actors"]]
        return says({"profiles": people})


class Jetstream:
    """Gives its frames from a cursor on, then what is said; can be cut, refuse and fall silent."""

    def __init__(self) -> None:
        self.frames: list[str] = []
        self.asked: list[dict[str, list[str]]] = []
        self.paths: list[str] = []
        self.oldest = 0
        """Cursors before this are moved up to it (`v1`) or refused (`v2`)."""
        self.cut_after: int | None = None
        """Break the line after so many frames, once."""
        self.lines: set[ServerConnection] = set()
        self.url = ""

    def refuse(self, _line: ServerConnection, request: Request) -> Response | None:
        asked = parse_qs(urlsplit(request.path).query)
        if "subscribeEvents" in request.path and "wantedCollections" in asked:
            return Response(HTTPStatus.BAD_REQUEST, "Bad", _headers(), b'{"error": "InvalidRequest"}')
        if "subscribeEvents" in request.path and 0 < int(asked.get("cursor", ["0"])[0]) < self.oldest:
            self.asked.append(asked)
            return Response(HTTPStatus.BAD_REQUEST, "Bad", _headers(), b'{"error": "CursorTooOld", "message": "7"}')
        return None

    async def play(self, line: ServerConnection) -> None:
        assert line.request is not None
        parts = urlsplit(line.request.path)
        asked = parse_qs(parts.query)
        self.asked.append(asked)
        self.paths.append(parts.path)
        after = max(int(asked["cursor"][0]), self.oldest) if "cursor" in asked else None
        sent, at = 0, 0 if after is not None else len(self.frames) if self.asked[:-1] else 0
        self.lines.add(line)
        try:
            while line.state is State.OPEN:
                while at < len(self.frames):
                    one = self.frames[at]
                    at += 1
                    if after is not None and _micros_of(one) < after:
                        continue
                    if self.cut_after is not None and sent >= self.cut_after:
                        self.cut_after = None
                        line.transport.abort()
                        return
                    await line.send(one)
                    sent += 1
                await asyncio.sleep(0.005)
        except ConnectionClosed:
            pass
        finally:
            self.lines.discard(line)


def _headers() -> Any:
    from websockets.datastructures import Headers

    return Headers({"content-type": "application/json"})


def _micros_of(message: str) -> int:
    told = json.loads(message)
    if "time_us" in told:
        return int(told["time_us"])
    time = told.get("payload", {}).get("time")
    return micros(datetime.fromisoformat(time)) if time else 1 << 60


@asynccontextmanager
async def jetstream() -> AsyncIterator[Jetstream]:
    """A running Jetstream."""
    playing = Jetstream()
    running: Server
    async with serve(playing.play, "127.0.0.1", 0, process_request=playing.refuse, close_timeout=0.1) as running:
        playing.url = f"http://127.0.0.1:{running.sockets[0].getsockname()[1]}"
        yield playing


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)
