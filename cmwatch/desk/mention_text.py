"""A mention in full, in lines of a given width."""

from collections.abc import Iterator, Sequence

from cmwatch.desk.clock import Clock
from cmwatch.desk.ink import Line, Span, plain, wrap
from cmwatch.desk.levels import tone
from cmwatch.model import Item, Version
from cmwatch.words import _, counted, number


def _figures(item: Item) -> list[str]:
    mention = item.mention
    known = (
        counted("{n} like", "{n} likes", mention.likes) if mention.likes is not None else "",
        counted("{n} repost", "{n} reposts", mention.reposts) if mention.reposts is not None else "",
        counted("{n} reply", "{n} replies", mention.replies) if mention.replies is not None else "",
        counted("{n} view", "{n} views", mention.views) if mention.views is not None else "",
        counted("{n} follower", "{n} followers", mention.followers) if mention.followers is not None else "",
    )
    parts = [words for words in known if words]
    if mention.rating is not None:
        parts.append(_("rated {n} of 5", n=number(mention.rating, 0)))
    return parts or [_("no figures known")]


def _later(versions: Sequence[Version], clock: Clock, width: int) -> Iterator[Line]:
    """What it reads as since then, or that it is gone."""
    for version in versions:
        at = clock.exact(version.at)
        said = _("✗ deleted {time}", time=at) if version.kind == "deleted" else _("✎ edited {time}", time=at)
        yield ((said, "warn"),)
        yield from (((line, "text"),) for line in wrap(version.text, max(10, min(width - 2, 100))) if version.text)
        yield ()


def mention_rows(item: Item, clock: Clock, width: int, versions: Sequence[Version] = ()) -> tuple[Line, ...]:
    """Who, where, when; the text as it was first seen, and as it reads since; what is known about it."""
    mention = item.mention
    who: Line = (
        (plain(mention.author) or _("unknown author"), "strong"),
        (f" · {plain(mention.source)} · {clock.exact(mention.at)} · {clock.age(mention.at)}", "dim"),
    )
    notes: list[Span] = [tone(item), ("  ", "dim"), (item.reading.lang, "dim")]
    if item.reading.question:
        notes.append(("  ? " + _("a question"), "accent"))
    if item.reading.addressed:
        notes.append(("  ↩ " + _("addressed to the brand"), "accent"))
    if mention.from_brand:
        notes.append(("  " + _("the brand's own voice"), "accent"))
    text = [((line, "text"),) for line in wrap(mention.text, max(10, min(width - 2, 100)))]
    story = counted("{n} item in its story", "{n} items in its story", item.fold)
    kind = _("original") if item.original else _("repeats {story}", story=plain(item.story))
    return (
        who,
        tuple(notes),
        (),
        *text,
        (),
        *_later(versions, clock, width),
        ((" · ".join(_figures(item)), "dim"),),
        ((f"{kind} · {story}", "dim"),),
        *((((line), "accent"),) for line in (wrap(mention.url, max(10, width)) if mention.url else ())),
        ((_("matched: {watches}", watches=", ".join(item.watches)), "dim"),),
    )
