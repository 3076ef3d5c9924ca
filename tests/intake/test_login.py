"""Logins that expire: renewed once for everybody, kept whole, and never against a person's will."""

import asyncio
import json
import stat
from pathlib import Path

import pytest

from cmwatch.errors import SourceError
from cmwatch.intake.wire.login import Login, Tokens, login_file, refused_login


class Network:
    """Gives numbered tokens, each refresh token good for one exchange; counts what it is asked."""

    def __init__(self) -> None:
        self.begun = self.renewed = 0
        self.valid = ""
        self.refuses = self.broken = False

    def _give(self) -> Tokens:
        self.valid = f"r{self.begun}.{self.renewed}"
        return Tokens(f"a{self.begun}.{self.renewed}", self.valid)

    async def begin(self) -> Tokens:
        if self.refuses:
            raise refused_login("https://pds.example")
        self.begun += 1
        return self._give()

    async def renew(self, tokens: Tokens) -> Tokens:
        await asyncio.sleep(0.01)
        if self.broken:
            raise SourceError("down")
        if tokens.refresh != self.valid:
            raise refused_login("https://pds.example")
        self.renewed += 1
        return self._give()

    def login(self, file: Path | None, identity: str = "me@pds") -> Login:
        return Login(file, identity, self.begin, self.renew)


async def test_a_hundred_refused_requests_renew_once_and_the_new_pair_is_kept(tmp_path: Path) -> None:
    """One exchange whoever asks; readable by the owner alone; another process goes on with it."""
    network, file = Network(), login_file(tmp_path, "sky/../../x")
    assert file is not None
    login = network.login(file)
    stale = await login.tokens()
    got = await asyncio.gather(*(login.renewed(stale) for _request in range(100)))
    assert {tokens.access for tokens in got} == {"a1.1"}
    assert (network.begun, network.renewed) == (1, 1)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.parent == tmp_path / "logins"
    assert json.loads(file.read_bytes())["tokens"]["refresh"] == "r1.1"
    again = network.login(file)
    assert (await again.tokens()).access == "a1.1"
    assert (await network.login(file, "other@pds").tokens()).access == "a2.1"


async def test_a_refused_exchange_logs_in_again_and_a_second_refusal_needs_a_person(tmp_path: Path) -> None:
    """A lost refresh token costs one login; a wrong password is not tried again by itself."""
    network, file = Network(), tmp_path / "x.json"
    login = network.login(file)
    stale = await login.tokens()
    network.valid = "somebody used it"
    assert (await login.renewed(stale)).access == "a2.0"
    network.valid, network.refuses = "again", True
    with pytest.raises(SourceError) as caught:
        await login.renewed(await login.tokens())
    assert caught.value.login
    assert caught.value.final


async def test_a_network_that_is_down_costs_no_login(tmp_path: Path) -> None:
    """The old pair may still be exchanged when it is back."""
    network = Network()
    login = network.login(tmp_path / "x.json")
    stale = await login.tokens()
    network.broken = True
    with pytest.raises(SourceError, match="down") as caught:
        await login.renewed(stale)
    assert not caught.value.final
    network.broken = False
    assert (await login.renewed(stale)).access == "a1.1"


async def test_a_damaged_file_or_a_full_disk_is_no_mystery(tmp_path: Path) -> None:
    """What cannot be read is replaced; what cannot be written is told before the old pair is thrown away."""
    file = tmp_path / "x.json"
    file.write_bytes(b"\xff{")
    assert (await Network().login(file).tokens()).access == "a1.0"
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(SourceError, match="cannot be kept"):
        await Network().login(tmp_path / "file" / "x.json").tokens()
    assert list(tmp_path.glob(".*")) == []
    assert (await Network().login(None).tokens()).access == "a1.0"
    assert "a1" not in repr(Tokens("a1", "r1"))
