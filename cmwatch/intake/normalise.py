"""Hostile bytes in, clean text out: the only place where a raw mention becomes a mention.

What a terminal, a markup parser or a reader's eye could be attacked with is taken out here, once: escape
sequences, control characters, bidirectional overrides, invisible characters, towers of combining marks.
"""

import codecs
import re
import unicodedata
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from cmwatch.intake.html import html_to_text
from cmwatch.model import Mention, RawMention
from cmwatch.words import _

TEXT_LIMIT = 10_000
"""Characters of a text that are kept; the payload is kept whole."""

NAME_LIMIT = 200
"""Characters of a handle, an id or a language."""

URL_LIMIT = 2_000
"""Characters of an address; a longer one is dropped, for a cut address leads elsewhere."""

NAMES_KEPT = 512
"""Networks, brands and language codes whose clean form is remembered."""

LARGEST_COUNT = 10**12
"""More than a hundred views for everybody alive."""

MARKS_LIMIT = 3
"""Combining marks in a row: Vietnamese and Hebrew need up to three, 'zalgo' stacks dozens."""

BELIEVED_PAST, BELIEVED_FUTURE = timedelta(hours=24), timedelta(minutes=5)
"""How far a live mention's own time may lie from its arrival to be believed."""

ONE_DAY = timedelta(days=1)
"""How far any mention may lie in the future: clocks differ, and so do the dates of the world."""

OLDEST = datetime(1995, 1, 1, tzinfo=UTC)
"""Nothing on a public network is older; an earlier date is a broken clock."""

_SEQUENCE = re.compile(
    r"(?:\x1b[PX^_\]]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)"  # OSC, DCS, APC, PM, SOS
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"  # CSI
    r"|\x1b[ -/]*[0-~]?"  # any other escape
)
_BREAK = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # C0 but tab and newline, DEL, C1
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # soft hyphen and invisible fillers
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
_PICTURE = "[\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
_LOOSE_JOINER = re.compile(f"(?<!{_PICTURE})(?<![\ufe0f\U0001f3fb-\U0001f3ff])\u200d|\u200d(?!{_PICTURE})")
_LOOSE_SELECTOR = re.compile(f"(?<!{_PICTURE})(?<![#*0-9\u00a9\u00ae])\ufe0f")
_LOOSE_NON_JOINER = re.compile("(?<![\u0600-\u0dff])\u200c|\u200c(?![\u0600-\u0dff])")
_MARK = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_MARK_RUN = re.compile(f"({_MARK}{{{MARKS_LIMIT}}}){_MARK}+")
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_DELICATE = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u115f\u1160\u17b4\u17b5\u180b-\u180f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3164\ufe00-\ufe0f\ufe20-\ufe2f\uffa0]"
)
"""Printable signs that are marks, selectors or fillers."""

_WESTERN = codecs.charmap_build(
    "\n"
    + "".join(map(chr, range(32, 127)))
    + "…’‘“”«»–—€•·°\u00a0\u202f"
    + "".join(map(chr, range(0xC0, 0x100)))
    + "œŒ"
)

_HIDDEN = re.compile("[\U000e0000-\U000e0fff]")
"""Selectors beyond the first planes; apart, for a class of near signs alone is searched fastest."""

_OLD_CODES = {"in": "id", "iw": "he", "ji": "yi", "no": "nb"}
"""Language codes that networks still send, with what ISO 639-1 calls them now."""


def clean(text: str, limit: int = TEXT_LIMIT) -> str:
    """Text that is safe to show: NFC, no control, escape, bidi or invisible character, at most `limit` characters.

    Newlines and tabs stay; emoji sequences keep their joiners. Idempotent.
    """
    if is_plain(text):
        return _cut(_without_blank_lines(text).strip(), limit)
    text = _SEQUENCE.sub("", text[: limit * 4])
    text = _UNWANTED.sub("", _BREAK.sub("\n", text))
    if not text.isascii():
        text = _settle(text)
    return _cut(_without_blank_lines(text).strip(), limit)


def is_plain(text: str) -> bool:
    """Whether a text is printable but for newlines, and holds no mark, joiner or filler to be looked at."""
    if not text.isascii():
        try:
            # What Western European languages are written with is composed already, and asked for fastest this way.
            codecs.charmap_encode(text, "strict", _WESTERN)
        except UnicodeEncodeError:
            pass
        else:
            return True
    if not (text.replace("\n", "") if "\n" in text else text).isprintable():
        return False
    return text.isascii() or _is_composed(text)


def _is_composed(text: str) -> bool:
    return not _DELICATE.search(text) and not _HIDDEN.search(text) and unicodedata.is_normalized("NFC", text)


def _without_blank_lines(text: str) -> str:
    """At most one blank line in a row, with nothing on it."""
    if "\n\n\n" in text or "\n " in text or "\n\t" in text:
        return _BLANK_LINES.sub("\n\n", text)
    return text


def one_line(text: str, limit: int = NAME_LIMIT) -> str:
    """Clean text without line breaks or tabs, for names and notes."""
    if text.isascii() and text.isprintable() and " " not in text:
        return _cut(text, limit)
    return _cut(" ".join(clean(text, limit).split()), limit)


def _settle(text: str) -> str:
    """NFC with only the joiners and marks that a script or an emoji needs; repeated until nothing moves.

    Taking a joiner out can bring a mark next to a letter it composes with, so once is not always enough.
    """
    for _round in range(8):
        before = text
        text = _LOOSE_NON_JOINER.sub("", _LOOSE_SELECTOR.sub("", _LOOSE_JOINER.sub("", text)))
        text = _MARK_RUN.sub(r"\1", unicodedata.normalize("NFC", text))
        if text == before:
            break
    return text


def _cut(text: str, limit: int) -> str:
    # Half an emoji family must not leave a joiner that joins nothing.
    return text if len(text) <= limit else text[: limit - 1].rstrip().rstrip("\u200c\u200d") + "…"


def normalise(raw: RawMention, payload: str, *, via: str, arrived: datetime, recorded: bool, history: bool) -> Mention:
    """The mention in a raw one.

    `recorded` mentions (a replay, or history) keep their own time; a live one only if it lies within
    −24 h … +5 min of `arrived`. Raises ValueError with a translated reason if there is no mention in it.
    """
    created = _instant(raw.created_at, arrived)
    believed = recorded or -BELIEVED_PAST <= created - arrived <= BELIEVED_FUTURE
    text = html_to_text(raw.text) if raw.is_html else raw.text
    identity, source = one_line(str(raw.id)), _name(raw.source)
    if not identity or not source:
        raise ValueError(_("It has no id or no source."))
    return Mention(
        source=source,
        id=identity,
        author=one_line(raw.author).lstrip("@ ") if raw.author else "",
        text=clean(text),
        at=created if believed else arrived,
        created_at=created,
        raw=payload,
        via=via,
        url=_address(raw.url) if raw.url else None,
        lang=_language_code(raw.lang) if raw.lang else None,
        likes=_count(raw.likes),
        reposts=_count(raw.reposts),
        replies=_count(raw.replies),
        views=_count(raw.views),
        followers=_count(raw.followers),
        rating=_stars(raw.rating) if raw.rating is not None else None,
        in_reply_to=_reference(raw.in_reply_to),
        is_repost=raw.is_repost,
        repost_of=_reference(raw.repost_of),
        from_brand=raw.from_brand,
        brand=_name(raw.brand) or None if raw.brand else None,
        history=history,
        alias=_reference(raw.alias) if raw.alias else None,
    )


def said_at(text: str | None, arrived: datetime) -> datetime | None:
    """When an edit or a deletion was made, if the network says it and it can be true."""
    try:
        said = _instant(text, arrived) if text else None
    except ValueError:
        return None
    return None if said is None or said - arrived > BELIEVED_FUTURE else said


@lru_cache(NAMES_KEPT)
def _name(text: str) -> str:
    """A network or a brand on one line: there are few of them, and each comes often."""
    return one_line(text)


def _instant(text: str, arrived: datetime) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
        if instant.tzinfo is not UTC:
            instant = instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(_("Its time '{time}' is not ISO 8601.", time=one_line(text, 40))) from None
    if instant < OLDEST or instant - arrived > ONE_DAY:
        raise ValueError(_("Its time {time} cannot be true.", time=instant.isoformat()))
    return instant


def _count(number: int | None) -> int | None:
    """A number of reactions or people; what no network can have counted is not known."""
    return number if number is None or 0 <= number <= LARGEST_COUNT else None


def _reference(identity: str | int | None) -> str | None:
    return None if identity is None else one_line(str(identity)) or None


def _address(url: str) -> str | None:
    """Only what a browser may be given: http or https, in one piece."""
    url = url.strip()
    if len(url) > URL_LIMIT or not url.lower().startswith(("http://", "https://")) or len(url.split()) != 1:
        return None
    return url if clean(url) == url else None


@lru_cache(NAMES_KEPT)
def _language_code(lang: str) -> str | None:
    code = lang.strip().lower().replace("_", "-").partition("-")[0]
    code = _OLD_CODES.get(code, code)
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None


def _stars(rating: float | str) -> float | None:
    if isinstance(rating, str):
        words = {"up": 5.0, "down": 1.0}
        try:
            return words[rating] if rating in words else _stars(float(rating))
        except ValueError:
            return None
    return float(rating) if 1 <= rating <= 5 else None
