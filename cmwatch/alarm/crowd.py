"""Who spoke in which hour and which story they took up: what a count of mentions does not tell.

Whatever the order in which mentions arrive, the figures are the same: they are functions of what was said when.
"""

from collections import Counter
from zlib import crc32

from cmwatch.alarm.people import People
from cmwatch.model import Item, Mention

KEPT_MINUTES = 8 * 60
"""How far back authors and stories are remembered: the longest window of an alert, an hour before it, and some."""

VOICES_KEPT = 100_000
"""Authors and their hours remembered at most; past that the earliest heard are let go."""

FEWEST_LEFT = 500
"""Authors and minutes of which it is not worth the while to let some go."""

STORY_MINUTES = 60
"""How long the past over which a story is the largest."""

SHARED = 2
"""Mentions that make a story: what nobody took up is none."""

AuthorHour = tuple[str, int]


def author_hour(mention: Mention, minute: int) -> AuthorHour:
    """The author and the hour of theirs in which a minute lies; a mention without an author counts as its own.

    Every author's hours begin at another minute, so that no minute of the clock is a new beginning for all.
    """
    who = mention.author or mention.id
    return who, (minute + crc32(who.encode())) // 60


class Crowd:
    """The authors and the stories of the last hours of one watch."""

    def __init__(self) -> None:
        self._spoke: dict[AuthorHour, int] = {}
        """The earliest minute in which each author spoke in an hour of theirs."""
        self._stories: dict[int, dict[str, int]] = {}
        """By minute, how many mentions each story had."""
        self._hour: dict[str, int] = {}
        """The same over the hour that ends with `_hour_ends`."""
        self._shared: set[str] = set()
        """Those of the hour that have `SHARED` mentions or more."""
        self._hour_ends: int | None = None
        self._left = FEWEST_LEFT
        self.people = People()
        self.since = 0
        """The minute from which on the stories of an hour are known whole."""

    def hear(self, item: Item, minute: int) -> int | None:
        """Remember an item; for an original, the earliest minute till now of its author in that hour of theirs."""
        self.people.hear(item, minute)
        story = item.story
        stories = self._stories.get(minute)
        if stories is None:
            stories = self._stories[minute] = {}
        stories[story] = stories.get(story, 0) + 1
        end = self._hour_ends
        if end is not None and end - STORY_MINUTES < minute <= end:
            self._take_up(story, 1)
        if not item.original:
            return None
        voice = author_hour(item.mention, minute)
        before = self._spoke.get(voice)
        if before is None or minute < before:
            self._spoke[voice] = minute
        return before

    def remembers(self, minute: int) -> bool:
        """Whether the stories of a minute can be counted; else what the archive says of it stands."""
        return minute >= self.since and minute in self._stories

    def largest(self, minute: int) -> int:
        """Mentions, in a minute, of the story that is the largest over the hour up to and with it."""
        self._move_to(minute)
        here = self._stories.get(minute)
        if not here or self._shared.isdisjoint(here):
            return 0
        _mentions, story = max(zip(map(self._hour.__getitem__, self._shared), self._shared, strict=True))
        return here.get(story, 0)

    def biggest(self, since: int, until: int) -> str:
        """The story that has most mentions in minutes [since, until); empty if nothing was said."""
        both = Counter[str]()
        for minute in range(since, until):
            both.update(self._stories.get(minute, {}))
        return max(both, key=lambda one: (both[one], one), default="")

    def of_story(self, story: str, since: int, until: int) -> int:
        """The mentions of a story in minutes [since, until)."""
        told = self._stories
        if until == since + 1:  # an onset is looked for minute by minute
            return told[since].get(story, 0) if since in told else 0
        return sum([told[minute].get(story, 0) for minute in range(since, until) if minute in told])

    def forget(self, now: int) -> None:
        """Let go of what no window reaches, when there is twice as much as was left the last time."""
        self.people.forget(now)
        if len(self._spoke) + len(self._stories) < 2 * self._left:
            return
        oldest = now - KEPT_MINUTES
        self._stories = {minute: stories for minute, stories in self._stories.items() if minute >= oldest}
        self._spoke = {voice: minute for voice, minute in self._spoke.items() if minute >= oldest}
        for voice in list(self._spoke)[: max(0, len(self._spoke) - VOICES_KEPT)]:
            del self._spoke[voice]
        self._left = max(FEWEST_LEFT, len(self._spoke) + len(self._stories))

    def _move_to(self, minute: int) -> None:
        """Make the hour end with `minute`."""
        end = self._hour_ends
        if end == minute:
            return
        self._hour_ends = minute
        if end is not None and 0 < minute - end < STORY_MINUTES:
            for step in range(end + 1, minute + 1):
                self._shift(step - STORY_MINUTES, -1)
                self._shift(step, 1)
            return
        self._hour.clear()
        self._shared.clear()
        for step in range(minute - STORY_MINUTES + 1, minute + 1):
            self._shift(step, 1)

    def _shift(self, minute: int, sign: int) -> None:
        for story, mentions in self._stories.get(minute, {}).items():
            self._take_up(story, sign * mentions)

    def _take_up(self, story: str, mentions: int) -> None:
        count = self._hour[story] = self._hour.get(story, 0) + mentions
        if count >= SHARED:
            self._shared.add(story)
            return
        self._shared.discard(story)
        if count <= 0:
            del self._hour[story]
