"""Tone of each line of standard input, with the reasons."""

import sys
from typing import Any

import click
import msgspec

from cmwatch.cli.shared import Command, Session, pass_session
from cmwatch.words import _, number


@click.command(cls=Command, help=_("Read the tone of each line of standard input."))
@click.option(
    "--lang", type=click.Choice(["auto", "en", "fr"]), default="auto", show_default=True,
    help=_("Language of the texts; auto finds out line by line."),
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help=_("One JSON object per line."))
@pass_session
def score(session: Session, *, lang: str, as_json: bool) -> None:
    """One line of output for each line of input, in order."""
    # The lexicon is read only when something is scored.
    from cmwatch.intake.normalise import clean
    from cmwatch.intake.query import tokens
    from cmwatch.reading.reader import Reader

    reader = Reader()
    for line in sys.stdin.buffer:
        text = clean(line.decode("utf-8", "replace"))
        found = reader.score(text, tokens(text), None if lang == "auto" else lang)
        if as_json:
            session.out(msgspec.json.encode({"text": text, **found}).decode())
        else:
            session.out(f"{_plain(found)}  {found['lang']}  {' '.join(text.split())}")


def _plain(found: dict[str, Any]) -> str:
    """Score and tone, in words."""
    words = {
        "negative": _("negative"), "neutral": _("neutral"), "positive": _("positive"), "unsure": _("unsure"),
    }  # fmt: skip
    compound = found["compound"]
    score = "    –" if compound is None else ("-" if compound < 0 else "+") + number(abs(compound), 2)
    return f"{score}  {words[found['label']]}"
