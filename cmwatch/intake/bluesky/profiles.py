"""Who is behind a DID: handle and followers, asked for many people at once and remembered."""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from cmwatch.errors import SourceError
from cmwatch.intake.bluesky.posts import Author, handle_of, repository_of
from cmwatch.intake.bluesky.session import Session
from cmwatch.intake.wire.answer import decoded_json
from cmwatch.intake.wire.transport import Wire
from cmwatch.model import RawMention

AT_ONCE = 25
"""People whom one request may ask for."""

KEPT = 5_000
"""People remembered: who speaks of a brand often does so again."""

PATIENCE_SECONDS, REST_SECONDS = 5.0, 300.0
"""How long mentions wait for their authors' names, and for how long nobody is looked up once that was in vain."""

Found = tuple[tuple[RawMention, str], ...]
"""Mentions, each with its payload."""


class Profile(Author, rename="camel"):
    """A person as the network shows them at length."""

    followers_count: int | None = None


class _Profiles(msgspec.Struct):
    profiles: list[msgspec.Raw] = []


class Profiles:
    """Completes mentions with what is known of their authors. Without a session it knows nobody."""

    def __init__(self, session: Session | None) -> None:
        self._session = session
        self._known: OrderedDict[str, Profile] = OrderedDict()
        self._rests_until = 0.0

    def forget(self, did: str) -> None:
        """Ask again: the person may have another handle."""
        self._known.pop(did, None)

    async def complete(self, found: Found, wire: Wire | None) -> Found:
        """The same mentions with handle and followers, as far as they can be had; a failure costs only these.

        Raises SourceError only for a login that a person must mend.
        """
        if self._session is None or wire is None or not found:
            return found
        wanted = list(dict.fromkeys(repository_of(str(raw.id)) for raw, _payload in found))
        now = asyncio.get_running_loop().time()
        if now >= self._rests_until:
            try:
                async with asyncio.timeout(PATIENCE_SECONDS):
                    await self._ask([did for did in wanted if did not in self._known], self._session, wire)
            except (SourceError, TimeoutError) as error:
                if isinstance(error, SourceError) and error.login:
                    raise
                self._rests_until = now + REST_SECONDS
        return tuple((self._with_author(raw), payload) for raw, payload in found)

    async def _ask(self, dids: list[str], session: Session, wire: Wire) -> None:
        for start in range(0, len(dids), AT_ONCE):
            asked = {"actors": dids[start : start + AT_ONCE]}
            answer = await session.get(wire, "app.bsky.actor.getProfiles", asked)
            told: _Profiles = decoded_json(answer, _Profiles)
            self._remember(told.profiles)

    def _remember(self, profiles: Iterable[msgspec.Raw]) -> None:
        for raw in profiles:
            try:
                profile = msgspec.json.decode(raw, type=Profile)
            except (msgspec.MsgspecError, ValueError):
                continue  # one person of an unknown form; the others are not
            self._known[profile.did] = profile
        while len(self._known) > KEPT:
            self._known.popitem(last=False)

    def _with_author(self, raw: RawMention) -> RawMention:
        profile = self._known.get(repository_of(str(raw.id)))
        if profile is None:
            return raw
        return replace(raw, author=handle_of(profile), followers=profile.followers_count)
