"""A token that expires in the midst of it, on the real wire: renewed once, and given up at the second refusal."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fault_server import Asked, FaultServer, Says, fault_server
from test_recovery import supervised, transport, until

from cmwatch.errors import SourceError
from cmwatch.intake.networked import Networked
from cmwatch.intake.wire.address import place
from cmwatch.intake.wire.answer import Answer, check_status
from cmwatch.intake.wire.login import Login, Tokens, login_file, refused_login
from cmwatch.intake.wire.transport import Transport, Wire
from cmwatch.model import Delivery, RawMention

JSON = {"content-type": "application/json"}
EXPIRED = Says(400, body=b'{"error": "ExpiredToken", "message": "Token has expired"}', headers=JSON)


class Poller(Networked):
    """Asks one page with a session that expires: the smallest adapter with a login."""

    network = "test"
    every_seconds: float | None = 60.0

    def __init__(self, url: str, way: Transport, folder: Path) -> None:
        super().__init__("poller", way)
        self._url = url
        self._login = Login(login_file(folder, self.name), url, self._begin, self._renew)

    async def deliveries(self, cursor: str | None) -> AsyncIterator[Delivery]:
        async with self._transport.open() as wire:
            answer = await self._asked(wire)
        number = int(json.loads(answer.body)["n"])
        raw = RawMention(id=str(number), source="test", text="x", created_at=datetime.now(UTC).isoformat())
        yield Delivery(self.name, ((raw, "{}"),), cursor=str(number))

    async def _asked(self, wire: Wire) -> Answer:
        tokens = await self._login.tokens()
        for _try in range(2):
            answer = await wire.get(self._url + "/page", token=tokens.access, also=frozenset({400}))
            if answer.status != 400:
                return answer
            if b"ExpiredToken" not in answer.body:
                check_status(answer, self._transport.clock())
            tokens = await self._login.renewed(tokens)
        raise refused_login(place(self._url))

    async def _begin(self) -> Tokens:
        return await self._session("/login", "password")

    async def _renew(self, stale: Tokens) -> Tokens:
        return await self._session("/refresh", stale.refresh)

    async def _session(self, path: str, secret: str) -> Tokens:
        async with self._transport.open() as wire:
            answer = await wire.post(self._url + path, json={"secret": secret}, also=frozenset({400}))
        if answer.status == 400:
            raise refused_login(place(self._url))
        return Tokens(**json.loads(answer.body))


class Network:
    """Gives sessions by number; each is good until it is said to have expired."""

    def __init__(self, server: FaultServer) -> None:
        self.given, self.valid, self.refuses, self.pages = 0, "", False, 0
        server.on("/login", self._session)
        server.on("/refresh", self._session)
        server.on("/page", self._page)

    def _session(self, asked: Asked) -> Says:
        secret = json.loads(asked.body)["secret"]
        if self.refuses or (asked.path == "/refresh" and secret != f"r{self.given}"):
            return Says(400, body=b'{"error": "InvalidToken"}', headers=JSON)
        self.given += 1
        self.valid = f"a{self.given}"
        return Says(body=json.dumps({"access": self.valid, "refresh": f"r{self.given}"}).encode(), headers=JSON)

    def _page(self, asked: Asked) -> Says:
        if asked.headers.get("authorization") != f"Bearer {self.valid}":
            return EXPIRED
        self.pages += 1
        return Says(body=json.dumps({"n": self.pages}).encode(), headers=JSON)


async def test_an_expired_session_is_renewed_and_nothing_is_missed(tmp_path: Path) -> None:
    """One exchange each time, kept on the disk; nobody sees a fault."""
    async with fault_server() as server:
        network = Network(server)
        async with supervised(Poller(server.url, transport(), tmp_path)) as heard:
            await until(lambda: network.pages >= 2)
            for expected in (2, 3):
                network.valid, before = "expired", network.pages
                await until(lambda expected=expected: network.given == expected)
                await until(lambda before=before: network.pages > before)  # type: ignore[misc]
                assert heard.state("poller") == "live"
            await until(lambda: network.pages >= 6)
        assert heard.numbers["poller"][:5] == [1, 2, 3, 4, 5]
        assert [one.path for one in server.asked].count("/login") == 1
        assert [one.path for one in server.asked].count("/refresh") == 2
        again = Network(server)
        again.given, again.valid = 3, "a3"
        asked = len(server.asked)
        async with supervised(Poller(server.url, transport(), tmp_path)) as heard:
            await until(lambda: again.pages >= 1)
        assert all(one.path == "/page" for one in server.asked[asked:])


async def test_a_second_refusal_needs_a_login_and_asks_no_more(tmp_path: Path) -> None:
    """Until a person says so."""
    async with fault_server() as server:
        network = Network(server)
        async with supervised(Poller(server.url, transport(), tmp_path)) as heard:
            await until(lambda: network.pages >= 1)
            network.valid, network.refuses = "expired", True
            await until(lambda: heard.state("poller") == "needs login")
            asked = len(server.asked)
            await asyncio.sleep(0.2)
            assert len(server.asked) == asked
            network.refuses = False
            heard.supervisor.retry_now("poller")
            await until(lambda: heard.state("poller") == "live")


async def test_a_session_that_never_works_is_not_renewed_for_ever(tmp_path: Path) -> None:
    """A network that gives tokens and refuses each of them is asked twice, not on and on."""
    async with fault_server() as server:
        Network(server)
        server.on("/page", EXPIRED)
        poller = Poller(server.url, transport(), tmp_path)
        with pytest.raises(SourceError) as caught:
            await anext(poller.deliveries(None))
        assert caught.value.login
        assert [one.path for one in server.asked].count("/page") == 2
