"""What the commands that make a reply from a template share: the shelf, the slots, the mention."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cmwatch.cli.shared import Session
from cmwatch.errors import UsageError
from cmwatch.words import _

if TYPE_CHECKING:
    from cmwatch.model import Item
    from cmwatch.response.templates import Filled, Shelf

slot_option = click.option(
    "--slot", "slots", multiple=True, metavar="NAME=VALUE", help=_("What a slot holds; may be repeated.")
)
network_option = click.option(
    "--network", default="", metavar="NAME", help=_("The network it is for: its length counts.")
)


def shelf(session: Session) -> Shelf:
    """Our templates and the user's; what is wrong with the user's is said, and the others are there."""
    from cmwatch.response.templates import Shelf

    found = Shelf.load(session.config_path.parent / "templates")
    for problem in found.problems:
        session.say(str(problem))
    return found


def given(slots: tuple[str, ...]) -> dict[str, str]:
    """`name=value` pairs; raises UsageError for one without a sign."""
    found: dict[str, str] = {}
    for slot in slots:
        name, equals, value = slot.partition("=")
        if not equals:
            raise UsageError(_("A slot is given as NAME=VALUE, not '{slot}'.", slot=slot))
        found[name.strip()] = value
    return found


def mention(session: Session, key: str) -> Item:
    """A mention of the archive; raises UsageError if it is not there."""
    with session.archive() as archive:
        item = archive.item(key)
    if item is None:
        raise UsageError(_("There is no mention '{key}' in the archive.", key=key), str(session.data))
    return item


def known(session: Session, item: Item, lang: str) -> dict[str, str]:
    """The slots that a mention fills, in the watch's zone."""
    import os

    from cmwatch.config.zones import system_zone
    from cmwatch.response.templates import slots_from

    zone = session.config().zone if session.config_path.is_file() else system_zone(os.environ)
    brand = item.watches[0].partition(" ▸ ")[0] if item.watches else ""
    return slots_from(item, brand, zone, lang, session.actor)


def filled(
    session: Session,
    key: str,
    slots: tuple[str, ...],
    network: str,
    answers: str | None = None,
    *,
    wording: int | None = None,
    lang: str | None = None,
    given_before: tuple[tuple[str, int], ...] = (),
    strict: bool = True,
) -> Filled:
    """The text of a template; the wording is the one asked for, else the one whose turn it is.

    Raises UsageError for slots that are still missing, unless the caller tells of them itself.
    """
    from cmwatch.response.templates.ranking import next_wording

    books = shelf(session)
    template = books.get(key, lang)
    item = mention(session, answers) if answers else None
    values = (known(session, item, template.lang) if item else {}) | given(slots)
    where = network or (item.mention.source if item else "")
    number = wording if wording is not None else next_wording(template, given_before)
    made = books.fill(template, number, values, where)
    if strict and made.missing:
        raise UsageError(
            _("These slots are missing: {names}.", names=", ".join(made.missing)),
            template.key,
            _("Give each as --slot NAME=VALUE."),
        )
    return made
