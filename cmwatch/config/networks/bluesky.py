"""Options of Bluesky."""

from dataclasses import dataclass
from typing import Literal

from cmwatch.config.networks.options import Options
from cmwatch.config.secret import Secret
from cmwatch.words import _

Dialect = Literal["v1", "v2"]

SERVER = "https://bsky.social"
JETSTREAM = "https://jetstream2.us-east.bsky.network"


@dataclass(frozen=True, slots=True)
class BlueskyConfig:
    """Bluesky: asked for searches and notifications with a login, and its whole stream of posts without."""

    name: str
    search: tuple[str, ...] = ()
    notifications: bool = False
    """Whether mentions of the account, replies to it and quotes of it are read."""
    account: str = ""
    """Handle or DID; empty without a login."""
    password: Secret | None = None
    """An app password, never the account's own."""
    server: str = SERVER
    """Where the account logs in; its data server is found from there."""
    stream: bool = False
    """Whether all posts of the network are listened to, and those kept that a watch wants."""
    jetstream: str = JETSTREAM
    """Base address of the Jetstream server."""
    dialect: Dialect = "v1"
    """Which of its two protocols the Jetstream server speaks."""
    every_seconds: int = 60
    allow_private: bool = False
    """Whether an address inside one's own network may be asked."""
    network: Literal["bluesky"] = "bluesky"


def read(options: Options) -> BlueskyConfig:
    """The options of one source."""
    table = options.table
    source = BlueskyConfig(
        name=options.name,
        search=table.texts("search"),
        notifications=table.flag("notifications", default=False),
        account=table.text("account").removeprefix("@"),
        password=options.secret("password_env"),
        server=options.server(default=SERVER),
        stream=table.flag("stream", default=False),
        jetstream=_jetstream(options),
        dialect="v2" if table.choice("dialect", ("v1", "v2"), "v1") == "v2" else "v1",
        every_seconds=options.pause(60),
        allow_private=options.allow_private(),
    )
    if not source.search and not source.notifications and not source.stream:
        remedy = _('Write search = ["…"], notifications = true or stream = true.')
        options.wrong("search", _("Nothing is asked of Bluesky."), remedy)
    _check_login(source, options)
    return source


def _jetstream(options: Options) -> str:
    address = options.table.text("jetstream", JETSTREAM)
    address = address if "://" in address else f"https://{address}"
    return options.address("jetstream", address).rstrip("/")


def _check_login(source: BlueskyConfig, options: Options) -> None:
    has_account, has_password = bool(source.account), options.table.has("password_env")
    if has_account != has_password:
        options.wrong(
            "password_env" if has_account else "account",
            _("A login is an account and a password."),
            _('Write account = "name.bsky.social" and password_env = "NAME" with the variable of an app password.'),
        )
    elif not has_account and (source.search or source.notifications):
        options.wrong(
            "search" if source.search else "notifications",
            _("Bluesky searches and notifies only with a login."),
            _('Write account = "name.bsky.social" and password_env = "NAME", or only stream = true.'),
        )
