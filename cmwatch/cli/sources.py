"""Sources without the desk: how they are, whether they answer, and what a saved payload holds."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click
import msgspec

from cmwatch.cli.shared import Command, Group, Session, pass_session
from cmwatch.config import FaultySource, SourceConfig
from cmwatch.errors import ConfigError, UsageError
from cmwatch.intake.files.recording import STANDARD_INPUT, not_there
from cmwatch.intake.listening.probe import PATIENCE_SECONDS, Probed, probe
from cmwatch.intake.listening.state_words import capable, probed_words, state_word
from cmwatch.intake.networks import NETWORKS
from cmwatch.intake.normalise import normalise, one_line
from cmwatch.intake.saved import read_saved
from cmwatch.intake.wire.inflate import MAGIC, Inflater
from cmwatch.model import Mention, SourceHealth, Unreadable
from cmwatch.words import _

if TYPE_CHECKING:
    from cmwatch.monitor.pauses import Pause

LOOK_BACK = timedelta(days=7)
"""How far the archive is searched for the newest mention of a source."""

SENTENCE = 1000
"""Characters of a line that is printed: a source may say much about its troubles."""

SAVED_BYTES = 256 << 20
"""Largest saved payload that is read."""


@click.group(cls=Group, help=_("Say how the sources are, try one, or read a saved payload."))
def sources() -> None:
    """The group."""


@sources.command("list", cls=Command, help=_("List the configured sources with what is known of them."))
@click.option("--json", "as_json", is_flag=True, help=_("One JSON object per line."))
@pass_session
def list_sources(session: Session, *, as_json: bool) -> None:
    """Print a line for each configured source: how it is where one collects, else what the archive knows of it."""
    config, faulty = session.usable_config()
    configured = config.sources
    begun, newest = _known(session, configured)
    pauses = _paused(session, configured)
    running = {health.name: health for health in _running(session)}
    for source in configured:
        last, health = newest.get(source.name), running.get(source.name)
        pause = pauses.get(source.name)
        if as_json:
            session.out(_line(type="source", name=source.name, network=source.network, begun=source.name in begun,
                              newest=_utc(last), **_states(health, pause)))  # fmt: skip
            continue
        if last is not None:
            known = _("newest mention {at}", at=f"{last.astimezone():%Y-%m-%d %H:%M %z}")
        elif source.name in begun:
            known = _("no mention in the last {days} days", days=LOOK_BACK.days)
        else:
            known = _("never fetched yet")
        how = [_paused_words(pause)] if pause else [_how(health)] if health else []
        told = (source.name, source.network, *how, known)
        session.out("  ".join(one_line(part, SENTENCE) for part in told))
    for one in faulty:
        session.out(_faulty(one, as_json=as_json))
    if faulty:
        click.get_current_context().exit(2)
    if not configured:
        session.say(_("No source is configured. Add a [[source]] to {file}.", file=session.config_path))
    elif not running:
        session.say(_("Nobody collects here now; this is what the configuration and the archive say."))


def _faulty(source: FaultySource, *, as_json: bool) -> str:
    """A source that cannot be used, with what is wrong and what mends it."""
    told = [" · ".join(part for part in (one.reason, one.remedy) if part) for one in source.problems]
    if as_json:
        return _line(
            type="source", name=source.name, network=source.network, state="misconfigured", problem=" ".join(told)
        )
    parts = (source.name, source.network, _("cannot be used"), *told)
    return "  ".join(one_line(part, SENTENCE) for part in parts if part)


def _running(session: Session) -> tuple[SourceHealth, ...]:
    """How the sources of whoever collects in this data folder are; none if nobody does, or does not say."""
    from cmwatch.archive.archive import FILE  # SQLite is not needed by --help
    from cmwatch.archive.lock import collector
    from cmwatch.monitor.bulletin import bulletin

    if not (session.data / FILE).is_file() or collector(session.data) is None:
        return ()
    with session.archive() as archive:
        told = bulletin(archive, session.now())
    return told.sources if told else ()


def _how(health: SourceHealth) -> str:
    told = state_word(health.state)
    if health.next_try is not None and health.state != "live":
        told = _("{state} until {time}", state=told, time=f"{health.next_try.astimezone():%H:%M %z}")
    return f"{told} · {health.problem}" if health.problem else told


def _paused_words(pause: Pause) -> str:
    since = f"{pause.at.astimezone():%Y-%m-%d %H:%M %z}"
    return _("{state} since {time} by {who}", state=state_word("paused"), time=since, who=pause.by)


def _states(health: SourceHealth | None, pause: Pause | None) -> dict[str, object]:
    """What a running collector knows of a source; where none runs, only whether it is paused."""
    paused = {"paused_at": _utc(pause.at), "paused_by": pause.by} if pause else {}
    if health is None:
        return {"state": "paused" if pause else None, **paused}
    return paused | {
        "state": health.state, "problem": health.problem or None, "next_try": _utc(health.next_try),
        "per_minute": round(health.per_minute, 2), "delivered": health.delivered, "lag_seconds": health.lag_seconds,
        "budget": health.budget, "shed": health.shed,
    }  # fmt: skip


def _paused(session: Session, configured: Sequence[SourceConfig]) -> dict[str, Pause]:
    """The pauses that are written down; none where there is no archive yet."""
    from cmwatch.archive.archive import FILE
    from cmwatch.monitor.pauses import paused

    if not configured or not (session.data / FILE).is_file():
        return {}
    with session.archive() as archive:
        return {one.name: found for one in configured if (found := paused(archive, one.name)) is not None}


def _known(session: Session, configured: tuple[SourceConfig, ...]) -> tuple[set[str], Mapping[str, datetime]]:
    """Which sources have been fetched, and when each last said something: of what is archived, not of what runs."""
    from cmwatch.archive import Selection  # SQLite is not needed by --help
    from cmwatch.archive.archive import FILE

    if not configured or not (session.data / FILE).is_file():
        return set(), {}
    newest: dict[str, datetime] = {}
    with session.archive() as archive:
        begun = {source.name for source in configured if archive.cursor(source.name) is not None}
        for item in archive.items(Selection(since=session.now() - LOOK_BACK, newest_first=True)):
            newest.setdefault(item.mention.via, item.mention.at)
            if begun <= newest.keys():
                break
    return begun, newest


@sources.command("test", cls=Command, help=_("Fetch once from a source and say what it could and could not do."))
@click.argument("name", metavar="NAME")
@click.option(
    "--unfinished",
    is_flag=True,
    help=_("Read what is there and not complete yet too: fresh files, a line without end."),
)
@click.option("--json", "as_json", is_flag=True, help=_("One JSON object per line."))
@pass_session
def try_source(session: Session, *, name: str, unfinished: bool, as_json: bool) -> None:
    """One live fetch. Nothing of it is kept."""
    from cmwatch import assembly  # the pipeline is not needed by --help

    config, faulty = session.usable_config()
    configured = {source.name: source for source in config.sources}
    if name not in configured:
        _known_name(session, name)
        raise ConfigError(tuple(problem for one in faulty if one.name == name for problem in one.problems))
    session.say(_("Trying {name}; at most {seconds} seconds.", name=name, seconds=int(PATIENCE_SECONDS)))
    source = assembly.sources([configured[name]], session.data)[0]
    probed = asyncio.run(probe(source, unfinished=unfinished))
    mentions = _mentions(probed, session.now())
    if as_json:
        session.out(_line(
            type="test", name=name, network=configured[name].network, ok=probed.answered, live=probed.live,
            mentions=len(probed.mentions), unreadable=len(probed.unreadable), problem=probed.problem or None,
            awaits=list(probed.awaits), newest=_utc(max((mention.at for mention in mentions), default=None)),
        ))  # fmt: skip
        return
    can = NETWORKS[configured[name].network].can
    for sentence in (*probed_words(probed), *capable(can), *can.blind()):
        session.out(one_line(sentence, SENTENCE))
    if not unfinished and hasattr(source, "unfinished"):
        session.say(_("With --unfinished it also reads what is not complete yet."))
    for mention in mentions[-3:]:
        session.out(f"  {mention.at.astimezone():%Y-%m-%d %H:%M %z}  @{mention.author}  {one_line(mention.text, 100)}")


def _mentions(probed: Probed, at: datetime) -> list[Mention]:
    """The mentions made safe to show, oldest first."""
    made = []
    for raw, payload in probed.mentions:
        try:
            made.append(normalise(raw, payload, via="", arrived=at, recorded=True, history=True))
        except ValueError:
            continue
    return sorted(made, key=lambda mention: mention.at)


@sources.command("pause", cls=Command, help=_("Stop listening to a source until it is resumed, also after a restart."))
@click.argument("name", metavar="NAME")
@pass_session
def pause_source(session: Session, *, name: str) -> None:
    """Write it down; whoever collects takes it up within a second."""
    from cmwatch.monitor.pauses import pause

    _known_name(session, name)
    with session.archive() as archive:
        pause(archive, name, session.actor, session.now())
    session.say(_("{name} is paused. What is said there meanwhile is a gap.", name=name))
    session.say(_("To go on: cmwatch sources resume {name}", name=quote(name)))


@sources.command("resume", cls=Command, help=_("Listen again to a source that is paused."))
@click.argument("name", metavar="NAME")
@pass_session
def resume_source(session: Session, *, name: str) -> None:
    """Take the pause back."""
    from cmwatch.monitor.pauses import paused, resume

    _known_name(session, name)
    with session.archive() as archive:
        was = paused(archive, name)
        resume(archive, name)
    told = _("{name} is listened to again.", name=name) if was else _("{name} is not paused.", name=name)
    session.say(told)


def _known_name(session: Session, name: str) -> None:
    """Raises UsageError for a source that is not configured; whether it can be used does not matter."""
    config, faulty = session.usable_config()
    known = [one.name for one in (*config.sources, *faulty)]
    if name not in known:
        names = ", ".join(known) or _("none")
        raise UsageError(_("There is no source {name}.", name=name), remedy=_("Configured are: {names}.", names=names))


@sources.command("parse", cls=Command, help=_("Print the mentions of a saved payload as JSON Lines."))
@click.argument("network", metavar="NETWORK", type=click.Choice(tuple(NETWORKS)))
@click.argument("file", metavar="FILE")
@pass_session
def parse(session: Session, *, network: str, file: str) -> None:
    """A response body, recorded exchanges, server-sent events or websocket messages; '-' is standard input."""
    from cmwatch.archive.transfer import jsonl

    name, at = Path(file).name, session.now()
    saved = read_saved(network, _body(file), name, at)
    mentions: list[Mention] = []
    # What was edited is printed as it reads now: nothing older of it is in the payload.
    edited = [(one.raw, one.payload) for one in saved.revisions if one.raw is not None]
    for raw, payload in [*saved.mentions, *edited]:
        try:
            mentions.append(normalise(raw, payload, via="", arrived=at, recorded=True, history=True))
        except ValueError as reason:
            saved.note(name, None, str(reason))
    for line in jsonl(mentions):
        session.out(line.rstrip("\n"))
    for revision in saved.revisions:
        if revision.kind == "deleted":
            session.say(_("{id} was deleted.", id=one_line(revision.id)))
    for note in saved.notes:
        session.say(_reported(note))


def _reported(note: Unreadable) -> str:
    if note.line is None:
        return f"{note.file} · {note.reason}"
    return _("{file}, line {line} · {reason}", file=note.file, line=note.line, reason=note.reason)


def _body(file: str) -> bytes:
    try:
        body = sys.stdin.buffer.read() if file == STANDARD_INPUT else Path(file).read_bytes()
    except OSError as error:
        raise not_there(file, error) from None
    if not body.startswith(MAGIC):
        return body
    pieces, length = [], 0
    for piece in Inflater().feed(body):
        length += len(piece)
        if length > SAVED_BYTES:
            raise UsageError(_("This file is too large."), file, _("A saved payload has at most 256 MiB."))
        pieces.append(piece)
    return b"".join(pieces)


def _utc(at: datetime | None) -> str | None:
    return None if at is None else msgspec.json.encode(at).decode().strip('"').replace("+00:00", "Z")


def _line(**fields: object) -> str:
    return msgspec.json.encode(fields).decode()
