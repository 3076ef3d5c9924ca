"""A first configuration, from a handful of answers."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cmwatch.config.networks.options import tells_a_secret
from cmwatch.words import _

FEED_VARIABLE = "CMWATCH_FEED_URL"
"""Where a feed's address goes that is a secret."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person was asked. Empty means: the default, or none."""

    brand: str
    handles: tuple[str, ...] = ()
    words: str = ""
    languages: tuple[str, ...] = ()
    zone: str = ""
    feed: str = ""
    server: str = ""
    hashtags: tuple[str, ...] = ()

    @property
    def secret_feed(self) -> bool:
        """Whether the feed's address has to stay out of the file."""
        return tells_a_secret(self.feed)


def document(answers: Answers) -> str:
    """The file. What is not answered is left out, so that defaults stay defaults."""
    lines = [
        "# " + _("Written by cmwatch init. The project's config.toml explains every option."),
        "",
        *_table("[me]", ("zone", answers.zone)),
        *_table("[[brand]]", ("name", answers.brand), ("handles", answers.handles)),
        *_table("[[brand.watch]]", ("query", answers.words), ("languages", answers.languages)),
    ]
    if answers.feed:
        address = ("url_env", FEED_VARIABLE) if answers.secret_feed else ("url", answers.feed)
        lines += _table("[[source]]", ("name", "feed"), ("network", "rss"), address)
    if answers.hashtags:
        server = ("server", answers.server)
        tags = ("hashtags", answers.hashtags)
        lines += _table("[[source]]", ("name", "mastodon"), ("network", "mastodon"), server, tags)
    return "\n".join(lines)


def _table(heading: str, *options: tuple[str, str | Sequence[str]]) -> Iterator[str]:
    given = [(key, value) for key, value in options if value]
    if given:
        yield heading
        for key, value in given:
            written = _quoted(value) if isinstance(value, str) else f"[{', '.join(map(_quoted, value))}]"
            yield f"{key} = {written}"
        yield ""


def _quoted(text: str) -> str:
    """A TOML string: JSON's, without what TOML does not allow."""
    return json.dumps("".join(sign for sign in text if sign.isprintable()), ensure_ascii=False)
