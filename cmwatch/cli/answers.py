"""The questions of `cmwatch init`, asked until each answer makes a sound configuration."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from cmwatch.cli.shared import check_query
from cmwatch.config import loads
from cmwatch.config.draft import FEED_VARIABLE, Answers, document
from cmwatch.config.zones import system_zone
from cmwatch.errors import ConfigError
from cmwatch.words import _, language

USUAL_SERVER = "mastodon.social"
"""The largest of the fediverse; its hashtags can be followed without a login."""


def checked(answers: Answers, path: Path) -> str:
    """The file these answers make; raises ConfigError if they make none."""
    text = document(answers)
    # The variable is checked by the commands that need it: a person sets it after this.
    loads(text, path, {FEED_VARIABLE: answers.feed}, check_query)
    return text


def ask(answers: Answers, path: Path, environ: dict[str, str]) -> Answers:
    """Ask for what the options have not answered."""
    asking = _Asking(answers, path)
    asking.brand()
    asking.more("handles", _("Its own handles, with blanks between (none: Enter)"))
    asking.more("words", _("Words to watch (Enter: its name and its handles)"))
    asking.more(
        "languages", _("Languages of the texts, the usual one first"), "fr en" if language() == "fr" else "en fr"
    )
    asking.more("zone", _("Time zone"), system_zone(environ))
    while not asking.answers.feed and not asking.answers.hashtags:
        asking.more("feed", _("Address of an RSS or Atom feed (none: Enter)"))
        asking.more("hashtags", _("Mastodon hashtags to follow, with blanks between (none: Enter)"))
        if not asking.answers.feed and not asking.answers.hashtags:
            click.echo(_("There is nothing to listen to yet: give a feed or a hashtag."), err=True)
    if asking.answers.hashtags:
        asking.more("server", _("Mastodon server"), USUAL_SERVER)
    return asking.answers


class _Asking:
    """The answers so far, and the asking for one more."""

    def __init__(self, answers: Answers, path: Path) -> None:
        self.answers = answers
        self._path = path

    def brand(self) -> None:
        """The one question that wants an answer."""
        while not self.answers.brand:
            self.more("brand", _("Name of the brand"))

    def more(self, field: str, question: str, default: str = "") -> None:
        """Ask until the answer fits; skip what is already known."""
        if getattr(self.answers, field):
            return
        read: Callable[[str], Any] = _listed if isinstance(getattr(Answers(""), field), tuple) else str.strip
        while True:
            given = click.prompt(question, default=default, show_default=bool(default), err=True)
            candidate = replace(self.answers, **{field: read(given)})
            try:
                if candidate.brand:
                    checked(replace(candidate, server=candidate.server or USUAL_SERVER), self._path)
            except ConfigError as error:
                for problem in error.problems:
                    click.echo(" · ".join(part for part in (problem.reason, problem.remedy) if part), err=True)
            else:
                self.answers = candidate
                return


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.replace(",", " ").split())
