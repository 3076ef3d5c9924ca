"""Asking Reddit: a token first, then lists, each request with a name that Reddit can write to."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import msgspec

from cmwatch import __version__
from cmwatch.intake.listing.page import Lane, Page
from cmwatch.intake.reddit.things import read_things
from cmwatch.intake.wire.address import place
from cmwatch.intake.wire.answer import Answer, decoded_json
from cmwatch.intake.wire.backoff import spent_until
from cmwatch.intake.wire.login import Login, Tokens, login_file, refused_login
from cmwatch.intake.wire.transport import Transport, Wire
from cmwatch.words import _

SITE, API = "https://www.reddit.com", "https://oauth.reddit.com"

PAGE_THINGS = 100
"""The most Reddit gives at once; it gives a thousand of a list in all."""

ANCHORS = 3
"""Things that the next page is asked after, one after the other: after one that was deleted there is nothing."""


@dataclass(frozen=True, slots=True)
class App:
    """Who asks."""

    client_id: str
    secret: str
    account: str
    password: str = ""

    def __repr__(self) -> str:
        return f"App({self.client_id})"


class _Granted(msgspec.Struct):
    access_token: str = ""
    error: str | int | None = None


class _Children(msgspec.Struct):
    children: list[msgspec.Raw] = []
    after: str | None = None


class _Listing(msgspec.Struct):
    data: _Children


class _Name(msgspec.Struct):
    name: str = ""


class _Named(msgspec.Struct):
    data: _Name = msgspec.field(default_factory=_Name)


class RedditClient:
    """The lists of Reddit for one source."""

    def __init__(
        self, name: str, app: App, transport: Transport, folder: Path | None, *, site: str = SITE, api: str = API
    ) -> None:
        self._name = name
        self._app = app
        self._transport = transport
        self._site, self._api = site, api
        # Reddit refuses agents that do not say who can be asked about them.
        self._headers = {"user-agent": f"python:cmwatch:{__version__} (by /u/{app.account})"}
        identity = f"{api} {app.client_id} {app.account if app.password else ''}"
        self._login = Login(login_file(folder, name), identity, self._begin, self._renew)

    def lane(self, key: str, path: str, **words: str) -> Lane:
        """A list of Reddit."""

        async def page(wire: Wire, after: str) -> Page:
            for anchor in after.split(",") if after else [""]:
                found = await self._page(wire, path, {**words, "after": anchor} if anchor else words)
                if found.entries or found.older or not anchor:
                    return found
            return Page(cut=True)

        return Lane(key, page, self._look)

    async def _page(self, wire: Wire, path: str, words: dict[str, str]) -> Page:
        query = urlencode({**words, "limit": str(PAGE_THINGS), "raw_json": "1"})
        answer = await self._ask(wire, f"{self._api}{path}?{query}")
        told: _Listing = decoded_json(answer, _Listing)
        entries = read_things(told.data.children, self._name)
        return Page(entries, _anchors(told.data), again_at=spent_until(answer.headers, self._transport.clock()))

    async def _look(self, wire: Wire, names: Sequence[str]) -> Page:
        answer = await self._ask(wire, f"{self._api}/api/info?raw_json=1&id={quote(','.join(names), safe=',')}")
        told: _Listing = decoded_json(answer, _Listing)
        entries = read_things(told.data.children, self._name)
        return Page(entries, again_at=spent_until(answer.headers, self._transport.clock()))

    async def _ask(self, wire: Wire, url: str) -> Answer:
        tokens = await self._login.tokens()
        answer = await wire.get(url, headers=self._headers, token=tokens.access, also=frozenset({401}))
        if answer.status == 401:
            tokens = await self._login.renewed(tokens)
            answer = await wire.get(url, headers=self._headers, token=tokens.access, also=frozenset({401}))
            if answer.status == 401:
                raise refused_login(place(url))
        return answer

    async def _renew(self, _stale: Tokens) -> Tokens:
        return await self._begin()

    async def _begin(self) -> Tokens:
        app = self._app
        url = f"{self._site}/api/v1/access_token"
        form = {"grant_type": "client_credentials"}
        if app.password:
            form = {"grant_type": "password", "username": app.account, "password": app.password}
        who = base64.b64encode(f"{app.client_id}:{app.secret}".encode()).decode()
        async with self._transport.open() as wire:
            answer = await wire.post(
                url,
                form=form,
                headers=self._headers,
                secrets={"authorization": f"Basic {who}"},
                also=frozenset({400, 401}),
            )
        granted: _Granted = _Granted() if answer.status == 401 else decoded_json(answer, _Granted)
        if not granted.access_token:
            raise refused_login(
                place(url), _("Check client_id, the app's secret, and the account with its password if there is one.")
            )
        return Tokens(granted.access_token, account=app.account)


def _anchors(told: _Children) -> str:
    """The next page is after the last thing, or after one before it."""
    if not told.after:
        return ""
    names = [told.after]
    for raw in reversed(told.children):
        try:
            name = msgspec.json.decode(raw, type=_Named).data.name
        except (msgspec.MsgspecError, ValueError):
            continue
        if name and name not in names:
            names.append(name)
        if len(names) == ANCHORS:
            break
    return ",".join(names)
