"""How many people are behind a window, kept up minute by minute."""

from collections import Counter, deque

from cmwatch.alarm.counting import who
from cmwatch.model import AlertChannel, Item

KEPT_MINUTES = 8 * 60
"""How far back it is remembered who spoke: the longest window of an alert, and some."""

VOICES_KEPT = 100_000
"""Mentions remembered at most; past that the earliest are let go."""

Voice = tuple[str, str, bool]
"""An author, the story, and whether the message is an original."""


class People:
    """The distinct authors of a window that moves along. A step costs what the minutes hold that come and go."""

    def __init__(self) -> None:
        self._said: dict[int, list[Voice]] = {}
        self._order: deque[int] = deque()
        """The minutes in the order in which they were first heard, for letting go."""
        self._voices = 0
        self._story: str | None = None
        """The story whose authors are counted; None: those of all originals."""
        self._since = self._until = 0
        self._authors: Counter[str] = Counter()

    def hear(self, item: Item, minute: int) -> None:
        """Remember who spoke."""
        voice = (who(item), item.story, item.original)
        said = self._said.get(minute)
        if said is None:
            said = self._said[minute] = []
            self._order.append(minute)
        said.append(voice)
        self._voices += 1
        if self._since <= minute < self._until:
            self._count(voice, 1)

    def behind(self, channel: AlertChannel, subject: str, since: int, until: int) -> int:
        """Distinct authors in minutes [since, until): of a story with its copies, else of all originals."""
        story = subject if channel == "story" else None
        if story != self._story or since >= self._until or until <= self._since:
            self._story = story
            self._authors.clear()
            self._since = self._until = since
        self._take(self._since, since, -1) if since > self._since else self._take(since, self._since, 1)
        self._take(self._until, until, 1) if until > self._until else self._take(until, self._until, -1)
        self._since, self._until = since, until
        return len(self._authors)

    def forget(self, now: int) -> None:
        """Let go of what no window reaches."""
        while self._order and (self._order[0] < now - KEPT_MINUTES or self._voices > VOICES_KEPT):
            minute = self._order.popleft()
            gone = self._said.pop(minute)
            self._voices -= len(gone)
            if self._since <= minute < self._until:
                for voice in gone:
                    self._count(voice, -1)

    def _take(self, since: int, until: int, sign: int) -> None:
        for minute in range(since, until):
            for voice in self._said.get(minute, ()):
                self._count(voice, sign)

    def _count(self, voice: Voice, sign: int) -> None:
        author, story, original = voice
        if not (original if self._story is None else story == self._story):
            return
        count = self._authors[author] = self._authors[author] + sign
        if count <= 0:
            del self._authors[author]
