"""A template and what is known become a text, with what is still missing named."""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from cmwatch.intake.normalise import clean, one_line
from cmwatch.model import Item
from cmwatch.response.templates.lengths import Limit, limit_of, measured
from cmwatch.response.templates.template import Template, capital, filled_in

NO_HANDLES = frozenset({"app_store", "google_play", "trustpilot", "email"})
"""Networks where a person is called by a name and not by a handle."""

_TEAM = {"fr": "{actor}, équipe {brand}", "en": "{actor}, {brand} team"}


@dataclass(frozen=True, slots=True)
class Filled:
    """A text on its way to be a reply."""

    template: Template
    wording: int
    text: str
    """With `{slot}` where a required one is missing."""
    missing: tuple[str, ...]
    """Slots that must be given before it may go out."""
    optional: tuple[str, ...]
    """Slots of blocks that were left out for want of them."""
    left_out: tuple[str, ...]
    """Names of the optional blocks left out: for want of a slot, or to fit the network."""
    length: int
    """By the network's counting."""
    limit: int | None

    @property
    def fits(self) -> bool:
        """Whether the network takes it."""
        return self.limit is None or self.length <= self.limit


def fill(template: Template, wording: int, slots: Mapping[str, str], network: str = "") -> Filled:
    """Fill a wording. Optional blocks that lack a slot are left out, then the last ones until the network takes it."""
    values = _values(template, slots)
    chosen = list(zip(template.blocks, template.chosen(wording), strict=True))
    asked = {block.name: [name for name in block.slots(i) if name not in values] for block, i in chosen}
    kept = [block.name for block, _i in chosen if block.required or not asked[block.name]]
    limit = limit_of(network)

    def joined() -> str:
        texts = [filled_in(block.wordings[i], values) for block, i in chosen if block.name in kept]
        return _joined(texts, limit)

    optional = [block.name for block, _i in chosen if not block.required and block.name in kept]
    while optional and limit.most is not None and measured(joined(), limit) > limit.most:
        kept.remove(optional.pop())
    text = joined()
    required = [name for block, _i in chosen if block.required for name in asked[block.name]]
    wanted = [name for block, _i in chosen if not block.required for name in asked[block.name]]
    missing = tuple(dict.fromkeys(required))
    return Filled(
        template=template,
        wording=wording % template.wordings,
        text=text,
        missing=missing,
        optional=tuple(name for name in dict.fromkeys(wanted) if name not in missing),
        left_out=tuple(block.name for block, _i in chosen if block.name not in kept),
        length=measured(text, limit),
        limit=limit.most,
    )


def slots_from(item: Item, brand: str, zone: str, lang: str, actor: str = "") -> dict[str, str]:
    """What a mention tells: author, brand, network, time, date, link, and who signs. Only cleaned values."""
    mention, local = item.mention, item.mention.at.astimezone(ZoneInfo(zone))
    author = one_line(mention.author)
    network = limit_of(mention.source).network
    known = {
        "author": author if network in NO_HANDLES or not author else f"@{author}",
        "brand": brand or mention.brand or "",
        "network": mention.source,
        "time": f"{local:%H h %M}" if lang == "fr" else f"{local:%H:%M}",
        "date": f"{local:%d/%m/%Y}" if lang == "fr" else f"{local.day} {local:%B %Y}",
        "link": mention.url or "",
    }
    if actor and known["brand"]:
        known["signature"] = _TEAM.get(lang, _TEAM["en"]).format(actor=actor, brand=known["brand"])
    return {name: value for name, value in known.items() if value}


def _values(template: Template, slots: Mapping[str, str]) -> dict[str, str]:
    given = {name: clean(value) for name, value in slots.items()}
    values = {slot.name: slot.fallback for slot in template.slots if slot.fallback is not None}
    return values | {name: value for name, value in given.items() if value}


def _joined(texts: list[str], limit: Limit) -> str:
    """One paragraph, or several where the network shows them; a block begins with a capital unless a comma precedes."""
    whole = ""
    for text in texts:
        runs_on = whole.endswith(",") and not limit.letter
        begun = text if runs_on else capital(text)
        gap = "\n\n" if limit.letter else " "
        whole = f"{whole}{gap}{begun}" if whole else begun
    return whole
