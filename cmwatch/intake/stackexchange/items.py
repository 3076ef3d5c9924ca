"""Questions, answers and their versions on a Stack Exchange site to entries."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from urllib.parse import parse_qs, urlsplit

import msgspec

from cmwatch.intake.listing.items import read_items, save
from cmwatch.intake.listing.page import Entry, iso, said
from cmwatch.intake.network import Saved
from cmwatch.intake.wire.answer import Answer, decoded_json
from cmwatch.model import RawMention

NETWORK = "stackexchange"

OWN_HOSTS = {"mathoverflow": "mathoverflow.net", "stackapps": "stackapps.com"} | {
    name: f"{name}.com" for name in ("stackoverflow", "serverfault", "superuser", "askubuntu")
}
"""Sites that do not live below stackexchange.com."""


class Person(msgspec.Struct):
    """Who wrote it; one whose account is gone has no `link`."""

    display_name: str | None = None
    link: str = ""


class Item(msgspec.Struct):
    """A question, an answer, an excerpt of one, or a version of one. Titles and texts are HTML, entities included."""

    creation_date: float
    title: str | None = None
    body: str | None = None
    excerpt: str | None = None
    question_id: int | None = None
    answer_id: int | None = None
    post_id: int | None = None
    """Of a version."""
    post_type: str = ""
    revision_number: int | None = None
    last_edit_date: float | None = None
    link: str | None = None
    owner: Person | None = None
    user: Person | None = None
    score: int | None = None
    answer_count: int | None = None


class Wrapper(msgspec.Struct):
    """What stands around every answer."""

    items: list[msgspec.Raw] = []
    has_more: bool = False
    backoff: float | None = None
    """Seconds before when this method must not be asked again."""
    quota_max: float | None = None
    quota_remaining: float | None = None


def host_of(site: str) -> str:
    """Where a site lives: `stackoverflow.com`, `security.stackexchange.com`, `fr.stackoverflow.com`."""
    name = site.rpartition(".")[2]
    if site.endswith((".com", ".net")):
        return site
    if name in OWN_HOSTS:
        return site.removesuffix(name) + OWN_HOSTS[name]
    return f"{site}.stackexchange.com"


def read_answer(items: Iterable[msgspec.Raw], host: str, file: str) -> tuple[Entry, ...]:
    """Entries of the items of the site at `host`; empty if it is not known but from the items."""
    return read_items(items, Item, partial(entry_of, host), file)


def entry_of(host: str, item: Item, payload: str) -> Entry | None:
    """What a question or an answer says, or how a version of one reads; None for what is neither."""
    author = item.owner or item.user or Person()
    path = _path(item)
    host = host or next((found for link in (item.link, author.link) if (found := _host(link))), "")
    text = item.body or item.excerpt or ""
    if not path or not host or not (text or item.title):
        return None
    is_version = item.revision_number is not None
    identity = f"https://{host}/{path}"  # an address that the site leads on from
    raw = RawMention(
        id=identity,
        source=NETWORK,
        # The title is the question's: an answer did not say it.
        text=f"<p>{item.title}</p>{text}" if item.title and path.startswith("q") else text,
        is_html=True,
        created_at=iso(item.creation_date),
        author=author.display_name,
        likes=item.score,
        replies=item.answer_count,
        url=item.link or identity,
        in_reply_to=f"https://{host}/q/{item.question_id}" if path.startswith("a") and item.question_id else None,
    )
    edited = item.creation_date if is_version and item.revision_number != 1 else item.last_edit_date
    return said(raw, payload, edited_at=None if edited is None else iso(edited))


def _path(item: Item) -> str:
    if item.answer_id is not None:
        return f"a/{item.answer_id}"
    if item.question_id is not None:
        return f"q/{item.question_id}"
    kinds = {"question": "q", "answer": "a"}
    return f"{kinds[item.post_type]}/{item.post_id}" if item.post_id and item.post_type in kinds else ""


def _host(link: str | None) -> str:
    try:
        return urlsplit(link or "").hostname or ""
    except ValueError:
        return ""


def parse(saved: Saved, answer: Answer, file: str, _at: datetime) -> None:
    """The items of any answer."""
    told = decoded_json(answer, Wrapper | list[msgspec.Raw] | None)
    if isinstance(told, Wrapper):
        site = parse_qs(urlsplit(answer.url).query).get("site", [""])[0]
        save(saved, read_answer(told.items, host_of(site) if site else "", file))
