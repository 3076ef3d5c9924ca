"""Write a configuration by asking, and say what is ready."""

import os
import sys
from dataclasses import replace
from pathlib import Path
from shlex import quote

import click
import msgspec

from cmwatch.cli.answers import USUAL_SERVER, ask, checked
from cmwatch.cli.readiness import Code, Finding, findings, summary
from cmwatch.cli.shared import Command, Session, check_query, pass_session
from cmwatch.config.draft import FEED_VARIABLE, Answers
from cmwatch.errors import UsageError
from cmwatch.words import _


@click.command(cls=Command, help=_("Write a configuration by asking; options answer in advance."))
@click.option("--brand", default="", metavar="NAME", help=_("Name of the brand."))
@click.option("--handle", "handles", multiple=True, metavar="NAME", help=_("A handle of the brand's own (repeatable)."))
@click.option("--words", default="", metavar="QUERY", help=_("Words to watch (else the name and the handles)."))
@click.option("--lang", "languages", multiple=True, metavar="CODE", help=_("A language of the texts (repeatable)."))
@click.option("--zone", default="", metavar="ZONE", help=_("Time zone, such as Europe/Paris (else the system's)."))
@click.option("--feed", default="", metavar="URL", help=_("An RSS or Atom feed."))
@click.option("--hashtag", "hashtags", multiple=True, metavar="TAG", help=_("A Mastodon hashtag (repeatable)."))
@click.option("--server", default="", metavar="HOST", help=_("The Mastodon server (else mastodon.social)."))
@click.option("--force", is_flag=True, help=_("Replace the configuration that is there."))
@pass_session
def init(
    session: Session,
    *,
    brand: str,
    handles: tuple[str, ...],
    words: str,
    languages: tuple[str, ...],
    zone: str,
    feed: str,
    hashtags: tuple[str, ...],
    server: str,
    force: bool,
) -> None:
    """Ask, check, write; never over a configuration that is there unless told to."""
    path = session.config_path
    if not force and (path.exists() or path.is_symlink()):
        remedy = _("Edit it, name another with --config, or replace it with --force.")
        raise UsageError(_("There is a configuration already."), str(path), remedy)
    answers = Answers(
        brand.strip(), handles, words.strip(), languages, zone.strip(), feed.strip(), server.strip(), hashtags
    )
    if not answers.brand or not (answers.feed or answers.hashtags):
        if not sys.stdin.isatty():
            remedy = _("Give at least --brand, and --feed or --hashtag; or start it in a terminal.")
            raise UsageError(_("Answers are missing, and there is no terminal to ask in."), "", remedy)
        answers = ask(answers, path, dict(os.environ))
    if answers.hashtags and not answers.server:
        answers = replace(answers, server=USUAL_SERVER)
    _write(path, checked(answers, path), force=force)
    _say_what_comes_next(session, path, answers)


def _write(path: Path, text: str, *, force: bool) -> None:
    """Readable by its owner only: what somebody watches is nobody else's business."""
    how = os.O_TRUNC if force else os.O_EXCL
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | how, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        what = _("The configuration cannot be written: {reason}.", reason=reason)
        raise UsageError(what, str(path), _("Name another place with --config.")) from error


def _say_what_comes_next(session: Session, path: Path, answers: Answers) -> None:
    session.say(_("Written: {file}", file=path))
    if answers.secret_feed:
        session.say(_("The feed's address is a secret and stays out of the file. Before each start, set it:"))
        session.say(f"  export {FEED_VARIABLE}=…")
    command = f"cmwatch --config {quote(str(path))}" if session.names_a_config else "cmwatch"
    session.say(_("See whether all is ready: {command}", command=f"{command} check"))
    session.say(_("Start watching: {command}", command=command))


@click.command(cls=Command, help=_("Say what is ready and what is not, and what mends it."))
@click.option("--json", "as_json", is_flag=True, help=_("One JSON object per line."))
@click.pass_context
def check(context: click.Context, *, as_json: bool) -> None:
    """Look at everything that watching needs; exit code 1 if something is missing."""
    session = context.ensure_object(Session)
    faults = 0
    for finding in findings(session.config_path, session.data, os.environ, check_query):
        faults += not finding.ok
        session.out(_as_json(finding) if as_json else _as_line(finding))
    if not as_json:
        session.say(summary(faults))
    context.exit(1 if faults else 0)


def _as_json(finding: Finding) -> str:
    return msgspec.json.encode({
        "type": "check", "code": finding.code, "ok": finding.ok, "text": finding.text, "remedy": finding.remedy,
    }).decode()  # fmt: skip


def _as_line(finding: Finding) -> str:
    state = _("ready") if finding.ok else _("FAULT")
    remedy = f"\n        → {finding.remedy}" if finding.remedy else ""
    return f"{state:<7} {_label(finding.code)} · {finding.text}{remedy}"


def _label(code: Code) -> str:
    return {
        "configuration": _("configuration"),
        "secret": _("secret"),
        "query": _("query"),
        "events": _("planned event"),
        "sources": _("source"),
        "data": _("data folder"),
        "fts5": _("full-text search"),
        "zones": _("time zones"),
        "collector": _("collector"),
    }[code]
