"""Bluesky as a network: what it can do, and its source from its options."""

from cmwatch.config.networks.bluesky import BlueskyConfig
from cmwatch.intake.bluesky.profiles import Profiles
from cmwatch.intake.bluesky.saved import parse
from cmwatch.intake.bluesky.search import BlueskySearch, Searching
from cmwatch.intake.bluesky.session import Session, session_of
from cmwatch.intake.bluesky.sieve import Sieve
from cmwatch.intake.bluesky.stream import BlueskyStream
from cmwatch.intake.network import Capabilities, Network, Outside
from cmwatch.intake.query.foretaste import Foretaste
from cmwatch.intake.wire.transport import Transport
from cmwatch.ports import Source
from cmwatch.words import _


def build(config: BlueskyConfig, outside: Outside) -> Source:
    """The stream, the searches of an account, or both."""
    transport = outside.transport(allow_private=config.allow_private)
    session = _session(config, outside, transport)
    profiles = Profiles(session)
    searching = None
    if session is not None and (config.search or config.notifications):
        searching = Searching(
            config.name,
            session,
            profiles,
            outside.clock,
            searches=config.search,
            notifications=config.notifications,
        )
    if searching is not None and not config.stream:
        return BlueskySearch(config.name, transport, searching, every_seconds=config.every_seconds)
    watches = [watch for watch in outside.watches if not watch.sources or config.name in watch.sources]
    return BlueskyStream(
        config.name,
        transport,
        jetstream=config.jetstream,
        dialect=config.dialect,
        sieve=Sieve(config.name, Foretaste(watches) if outside.watches else None),
        profiles=profiles,
        searching=searching,
        search_seconds=config.every_seconds,
    )


def _session(config: BlueskyConfig, outside: Outside, transport: Transport) -> Session | None:
    if not config.account or config.password is None:
        return None
    password = config.password.reveal()
    return session_of(transport, config.server, config.account, password, outside.folder, config.name)


BLUESKY = Network(
    "bluesky",
    Capabilities(
        search="login",
        stream="yes",
        reach="login",
        edits="yes",
        deletions="yes",
        limits=lambda: _("3,000 requests in 5 minutes for each address; 300 logins a day"),
        blind=lambda: (
            _("A search tells neither edits nor deletions: only the stream does."),
            _("The stream keeps about a day and a half: what was said before that, while nobody listened, is a gap."),
            _("The stream is sifted by words: a query that names only an author finds nothing in it."),
            _("Words in pictures, in their descriptions and in link cards are not read."),
            _("Without a login, people in the stream are known by their DID and their followers are not known."),
            _("When an account is deleted, only those of its posts are marked that were heard since the start."),
        ),
    ),
    build,
    parse,
    has_login=True,
)
