"""What the options of any network are asked for: addresses, secrets, pauses, paths, hashtags."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from cmwatch.config.secret import Secret
from cmwatch.config.table import Table
from cmwatch.words import _

SHORTEST_PAUSE, LONGEST_PAUSE = 10, 86_400

_VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]*")
_TAG = re.compile(r"\w+")
_SECRET_PARAMETER = re.compile(r"(?i)(?:^|[&_])(?:token|key|apikey|secret|password|passwd|auth|signature)=")


class SourceConfig(Protocol):
    """A configured source: a frozen dataclass of each network's own, with the options that were understood."""

    @property
    def name(self) -> str:
        """As the person calls it."""
        ...

    @property
    def network(self) -> str:
        """Such as `mastodon`."""
        ...


class Options:
    """The table of one `[[source]]`, with its name. Wrong values are reported and stand as their defaults.

    What `table` offers (text, texts, flag, whole, number, choice, table) is asked of it directly.
    """

    def __init__(self, table: Table, name: str, folder: Path, environ: Mapping[str, str]) -> None:
        self.table = table
        self.name = name
        self._folder = folder
        self._environ = environ

    def wrong(self, key: str, reason: str, remedy: str) -> None:
        """Report a problem with one option."""
        self.table.wrong(key, reason, remedy)

    def pause(self, default: int, shortest: int = SHORTEST_PAUSE) -> int:
        """`every_seconds`."""
        return self.table.whole("every_seconds", default, shortest, LONGEST_PAUSE)

    def allow_private(self) -> bool:
        """Whether addresses inside one's own network may be asked."""
        return self.table.flag("allow_private", default=False)

    def server(self, remedy: str = "", default: str = "") -> str:
        """`server` as a base address without a trailing slash; required unless there is a default."""
        server = self.table.text("server", default) if default else self.table.required("server", remedy)
        return self.address("server", server if "://" in server else f"https://{server}").rstrip("/")

    def address(self, key: str, address: str) -> str:
        """An address that can be asked; reported without repeating it, for it may hold a secret."""
        try:
            parts = urlsplit(address)
            sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
            sound = sound and not any(sign.isspace() for sign in address)
        except ValueError:
            sound = False
        if not sound and self.table.text(key):
            self.wrong(key, _("This is no web address."), _("Write it whole, from https:// on."))
        elif sound and "@" in parts.netloc:
            remedy = _("Write the address without name and password.")
            self.wrong(key, _("A login does not belong in an address."), remedy)
        return address

    def path(self, key: str, remedy: str) -> Path:
        """A required path; a relative one starts at the configuration's folder."""
        return self._folder / Path(self.table.required(key, remedy)).expanduser()

    def hashtags(self, key: str = "hashtags") -> tuple[str, ...]:
        """Hashtags without their #."""
        tags = tuple(tag.removeprefix("#") for tag in self.table.texts(key))
        for tag in tags:
            if not _TAG.fullmatch(tag):
                remedy = _("A hashtag is one word of letters and digits; words with blanks go into search.")
                self.wrong(key, _("{tag} is no hashtag.", tag=tag), remedy)
        return tags

    def secret(self, key: str, *, required: bool = False) -> Secret | None:
        """The value of the variable that `key` (such as `token_env`) names. What does not look like a name is not
        repeated. None where nothing is named; an empty Secret where the variable is missing, which is reported."""
        name = self.table.text(key)
        if not self.table.has(key):
            if required:
                remedy = _('Write {key} = "NAME" with the variable that holds it.', key=key)
                self.wrong(key, _("This is missing."), remedy)
            return None
        if not _VARIABLE.fullmatch(name):
            remedy = _('Write the name of a variable, not its value: {key} = "CMWATCH_TOKEN"', key=key)
            self.wrong(key, _("This is no name of an environment variable (capitals, digits and _)."), remedy)
            return None
        value = self._environ.get(name, "").strip()
        if not value:
            remedy = _("Set it before starting: export {name}=…", name=name)
            self.wrong(key, _("The environment variable {name} is not set.", name=name), remedy)
        return Secret(value, name)

    def secret_address(self) -> Secret:
        """`url`, or `url_env` where the address is itself a secret; one of the two."""
        url, hidden = self.table.text("url"), self.secret("url_env")
        if self.table.has("url") == self.table.has("url_env"):
            remedy = _('Write url = "https://…", or url_env = "NAME" if its address is a secret.')
            self.wrong("url", _("A feed has one address."), remedy)
        elif self.table.has("url"):
            if tells_a_secret(url):
                remedy = _('Put the address in an environment variable and write url_env = "NAME".')
                self.wrong("url", _("This address is a secret, which does not belong in this file."), remedy)
            else:
                self.address("url", url)
        elif hidden and hidden.reveal():
            self.address("url_env", hidden.reveal())
        return hidden or Secret(url)


def tells_a_secret(url: str) -> bool:
    """Whether who knows the address can read what is private: a Google Alert, a login, a key among the parameters."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    google_alert = (parts.hostname or "").endswith("google.com") and parts.path.startswith("/alerts/feeds/")
    return google_alert or "@" in parts.netloc or bool(_SECRET_PARAMETER.search(parts.query))
