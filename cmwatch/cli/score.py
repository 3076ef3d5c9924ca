"""Tone of each line of standard input, or of an archived mention, with the reasons."""

import sys
from typing import TYPE_CHECKING, Any

import click
import msgspec

from cmwatch.cli.shared import Command, Session, pass_session
from cmwatch.errors import UsageError
from cmwatch.words import _, number, percent

if TYPE_CHECKING:
    from cmwatch.model import Tone
    from cmwatch.reading.reader import Explained

TONES = ("negative", "neutral", "positive", "unsure")


@click.command(cls=Command, help=_("Read the tone of each line of standard input."))
@click.option(
    "--lang", type=click.Choice(["auto", "en", "fr"]), default="auto", show_default=True,
    help=_("Language of the texts; auto finds out line by line."),
)  # fmt: skip
@click.option("--mention", metavar="KEY", help=_("An archived mention, SOURCE:ID, instead of standard input."))
@click.option("--correct", type=click.Choice(TONES), help=_("Say what the tone of --mention is; its words are learnt."))
@click.option("--json", "as_json", is_flag=True, help=_("One JSON object per line."))
@pass_session
def score(session: Session, *, lang: str, mention: str | None, correct: "Tone | None", as_json: bool) -> None:
    """One line of output for each line of input, in order."""
    if mention is not None:
        _archived(session, mention, correct, as_json=as_json)
        return
    if correct is not None:
        raise UsageError(_("Which mention is corrected?"), "--correct", _("Name it with --mention SOURCE:ID."))
    # The lexicons are read only when something is scored.
    from cmwatch.intake.normalise import clean
    from cmwatch.intake.query import tokens
    from cmwatch.reading.reader import Reader

    reader = Reader()
    for line in sys.stdin.buffer:
        text = clean(line.decode("utf-8", "replace"))
        found = reader.explain(text, tokens(text), None if lang == "auto" else lang)
        _tell(session, text, found, as_json=as_json)


def _archived(session: Session, key: str, correct: "Tone | None", *, as_json: bool) -> None:
    from cmwatch.intake.query import tokens  # the lexicons are read only when something is scored
    from cmwatch.monitor.teaching import Teaching
    from cmwatch.reading.reader import Reader

    with session.archive() as archive:
        if correct is not None:
            archive.correct(key, correct, session.actor, session.now())
        item = archive.item(key)
        if item is None:
            raise UsageError(_("There is no such mention."), key, _("`cmwatch search` lists them as SOURCE:ID."))
        reader = Reader()
        Teaching(archive, reader)
        text = item.mention.text
        _tell(
            session, text, reader.explain(text, tokens(text), item.reading.lang), as_json=as_json, said=item.corrected
        )


def _tell(session: Session, text: str, found: "Explained", *, as_json: bool, said: "Tone | None" = None) -> None:
    if as_json:
        corrected = {"corrected": said} if said else {}
        session.out(msgspec.json.encode(_told(text, found) | corrected).decode())
    else:
        # Its words are asked for only where something is scored.
        from cmwatch.reading.tone.reasons import reason_in_words, tone_name

        reasons = "  ".join(map(reason_in_words, found.reasons))
        session.out(f"{_plain(found)}  {found.lang}  {' '.join(text.split())}" + (f"  [{reasons}]" if reasons else ""))
        if said:
            session.out(_("A person says: {tone}.", tone=tone_name(said)))


def _told(text: str, found: "Explained") -> dict[str, Any]:
    return {
        "text": text,
        "lang": found.lang,
        "label": found.toned.tone,
        "compound": found.toned.compound,
        "p_negative": found.toned.p_negative,
        "engine": found.engine,
        "doubtful": found.toned.doubtful,
        "reasons": found.reasons,
        "intents": found.intents,
        "risks": found.risks,
    }


def _plain(found: "Explained") -> str:
    """Label, chance of negative and score, in words."""
    from cmwatch.reading.tone.reasons import tone_name  # the reader is loaded by now

    compound, chance = found.toned.compound, found.toned.p_negative
    scored = "    –" if compound is None else ("-" if compound < 0 else "+") + number(abs(compound), 2)
    doubt = "?" if found.toned.doubtful else " "
    return f"{tone_name(found.toned.tone)}{doubt} {'–' if chance is None else percent(chance)}  {scored}"
