"""From a mention to a reply: which templates fit, what they become, how long the draft is, what is still missing."""

import re

from cmwatch.desk.ink import Line, Span, column, plain
from cmwatch.model import Item, View
from cmwatch.model.case import Case
from cmwatch.response.replies import used
from cmwatch.response.telling import posture_label
from cmwatch.response.templates import Filled, Ranked, Shelf, Situation, limit_of, measured, slots_from
from cmwatch.words import _, counted, whole

_OPEN_SLOT = re.compile(r"\{([a-z][a-z0-9_]*)\}")


def brand_of(item: Item, view: View) -> str:
    """The brand a mention is about."""
    watched = next((watch.brand for watch in view.watches if watch.name in item.watches), "")
    return watched or item.mention.brand or ""


def zone_of_item(item: Item, view: View, home: str) -> str:
    """The zone in which a reply to it tells the time."""
    return next((watch.zone for watch in view.watches if watch.name in item.watches), home)


def suggestions(shelf: Shelf, item: Item, case: Case | None, slots: dict[str, str]) -> tuple[Ranked, ...]:
    """Templates for this mention in this state of affairs, the most fitting first."""
    situation = Situation(
        item,
        severity=case.severity if case else None,
        network=item.mention.source,
        used=used(case) if case else (),
        slots=tuple(sorted(slots.items())),
    )
    return shelf.rank(situation)


def slots_for(item: Item, brand: str, zone: str, actor: str) -> dict[str, str]:
    """What the mention itself tells."""
    return slots_from(item, brand, zone, item.reading.lang, actor)


def filled_with(shelf: Shelf, ranked: Ranked, slots: dict[str, str], network: str) -> Filled:
    """The template with everything that is known."""
    return shelf.fill(ranked.template, ranked.wording, slots, network)


def open_slots(text: str) -> tuple[str, ...]:
    """Slots that still stand in the draft."""
    return tuple(dict.fromkeys(_OPEN_SLOT.findall(text)))


def suggestion_lines(ranked: Ranked, width: int) -> tuple[Line, ...]:
    """What it is, why it fits, and how it begins."""
    template = ranked.template
    reasons = ", ".join((posture_label(template.posture), *ranked.reasons))
    head: list[Span] = [
        (f" {column(template.key, 8)}", "accent"),
        (column(plain(template.name), min(30, max(12, width // 3))) + " ", "strong"),
        (plain(reasons), "dim"),
    ]
    return (tuple(head), ((" " * 9 + plain(ranked.filled.text), "faint"),))


def length_line(text: str, network: str) -> Line:
    """`212 / 500 mastodon · missing: {date}`."""
    limit = limit_of(network)
    length = measured(text, limit)
    over = limit.most is not None and length > limit.most
    if limit.most is None:
        count = counted("{n} character", "{n} characters", length)
    else:
        count = _("{n} of {most}", n=whole(length), most=whole(limit.most))
    parts: list[Span] = [(f" {count} ", "warn" if over else "text"), (plain(network), "dim")]
    if over and limit.most is not None:
        parts.append((" · " + _("{n} too long", n=whole(length - limit.most)), "warn"))
    if missing := open_slots(text):
        parts.append((" · " + _("missing: {slots}", slots=", ".join(missing)), "warn"))
    return tuple(parts)
