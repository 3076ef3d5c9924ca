"""The texts of the demo: written ones, drawn in turn, and halves of which ordinary messages are put together."""

import random
import tomllib
from datetime import datetime, timedelta
from pathlib import Path

_FOLDER = Path(__file__).parent / "texts"

FILES = ("calm_fr", "calm_en", "calm_other", "parts_fr", "parts_en", "crisis_fr", "crisis_en", "decoys")
"""Names of the data files, without `.toml`."""

RESTED = timedelta(days=4)
"""A long text is not said again before: to the program an equal one within three days is a copy, not an opinion."""

SHORT, OPENED, CLOSED = 0.16, 0.2, 0.25
"""Shares of the calm messages that are a few words only, or get an opening or a closing of their own."""

TRIES = 8
"""How often another combination is tried before a recent one is accepted."""


def read(name: str) -> dict[str, list[str]]:
    """The groups of one file of texts; a single text is a group of one."""
    groups = tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return {group: [texts] if isinstance(texts, str) else texts for group, texts in groups.items()}


class Deck:
    """The groups of one file, each shuffled anew when all of it has been drawn."""

    def __init__(self, name: str, rng: random.Random) -> None:
        self._groups = read(name)
        self._rng = rng
        self._left: dict[str, list[str]] = {}

    def draw(self, group: str) -> str:
        """The next text of a group; none comes back before all others had their turn."""
        left = self._left.get(group)
        if not left:
            left = self._left[group] = self._groups[group].copy()
            self._rng.shuffle(left)
        return left.pop()


class Talk:
    """Ordinary messages of one language, which seldom say twice the same thing in the same words."""

    def __init__(self, lang: str, rng: random.Random) -> None:
        self._written, self._halves = Deck(f"calm_{lang}", rng), Deck(f"parts_{lang}", rng)
        self._rng = rng
        self._said: dict[str, datetime] = {}

    def answer(self, kind: str) -> str:
        """A reply of the brand to a message of this kind."""
        return self._written.draw(f"answer_{kind}")

    def report(self) -> str:
        """A headline."""
        return self._written.draw("press")

    def say(self, kind: str, at: datetime) -> str:
        """A message of this kind: a few words, a text written as one, or two halves."""
        if kind in {"praise", "neutral"} and self._rng.random() < SHORT:
            return self._halves.draw("short")
        written = self._written.draw(kind)
        if kind == "unrelated" or self._is_fresh(written, at):
            return self._dressed(written)
        for _ in range(TRIES):
            text = f"{self._halves.draw('about')} {self._halves.draw(kind)}"
            if self._is_fresh(text, at):
                break
        return self._dressed(text)

    def _is_fresh(self, text: str, at: datetime) -> bool:
        """Whether it was not said lately; if so, it is said now."""
        last = self._said.get(text)
        if last is not None and at - last < RESTED:
            return False
        self._said[text] = at
        return True

    def _dressed(self, text: str) -> str:
        if self._rng.random() < OPENED:
            text = f"{self._written.draw('opener')} {text}"
        if self._rng.random() < CLOSED:
            closer = self._written.draw("closer")
            text = f"{text}. {closer}" if text[-1].isalnum() and closer[0].isalpha() else f"{text} {closer}"
        return text
