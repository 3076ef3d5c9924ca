"""The archive without the desk: search, export, and the right to be forgotten."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from zoneinfo import ZoneInfo

import click

from cmwatch.cli.shared import Command, Session, pass_session
from cmwatch.errors import StoreError, UsageError
from cmwatch.words import _, counted

if TYPE_CHECKING:
    from cmwatch.archive import Archive, Forgotten, Selection
    from cmwatch.model import Gap, Item, Version

_SINCE = _("From this time on: a day (2024-07-19), a time (2024-07-19T17:00), or an age (2h, 3d).")
_UNTIL = _("Up to this time; a day is included.")


@click.command(cls=Command, help=_("Show the archived mentions that a query matches, newest first."))
@click.argument("query", metavar="QUERY", nargs=-1)
@click.option("--since", metavar="TIME", help=_SINCE)
@click.option("--until", metavar="TIME", help=_UNTIL)
@click.option("--watch", metavar="NAME", help=_("Only mentions of this watch."))
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help=_("At most so many."))
@click.option("--json", "as_json", is_flag=True, help=_("One JSON object per line."))
@pass_session
def search(
    session: Session,
    *,
    query: tuple[str, ...],
    since: str | None,
    until: str | None,
    watch: str | None,
    limit: int,
    as_json: bool,
) -> None:
    """Print what a query matches."""
    from cmwatch.archive.transfer import filed, line  # SQLite is not needed by --help

    wanted = " ".join(query)
    selection = _selection(session, wanted, since, until, watch=watch, limit=limit, newest_first=True)
    show = (lambda item: line(filed(item))) if as_json else _plain_lines(session)
    with _archive(session) as archive:
        shown = _printed(show(item) for item in archive.items(selection))
    if not shown:
        session.say(_("Nothing matches {query}.", query=wanted) if wanted else _("Nothing matches."))
    elif shown == limit:
        session.say(counted("Only the newest is shown.", "Only the newest {n} are shown.", limit))


@click.command(
    cls=Command, help=_("Write archived mentions, oldest first, as a recording that 'cmwatch replay' reads.")
)
@click.argument("query", metavar="[QUERY]", nargs=-1)
@click.option("--since", metavar="TIME", help=_SINCE)
@click.option("--until", metavar="TIME", help=_UNTIL)
@click.option(
    "--format", "kind", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True,
    help=_("JSON Lines, or CSV for a spreadsheet."),
)  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help=_("Write to this file."))
@pass_session
def export(
    session: Session, *, query: tuple[str, ...], since: str | None, until: str | None, kind: str, out: Path | None
) -> None:
    """Write what a query matches."""
    from cmwatch.archive.transfer import line, table, whole

    selection = _selection(session, " ".join(query), since, until)
    with _archive(session) as archive:
        _say_gaps(session, archive.gaps(), selection)
        items = archive.items(selection)
        if kind == "csv":
            lines = table(item.mention for item in items)
        else:
            lines = (line(whole(item, _later(archive, item))) for item in items)
        if out is None:
            _printed(lines)
            return
        with _whole_file(out) as file:
            written = sum(1 for text in lines if file.write(text.encode()))
    session.say(counted("{n} line written to {file}.", "{n} lines written to {file}.", written, file=out))


def _later(archive: Archive, item: Item) -> tuple[Version, ...]:
    """Its edits and its deletion, looked for only where there are any."""
    if item.edited_at is None and item.deleted_at is None:
        return ()
    return archive.versions(item.mention.source, item.mention.id)


def _say_gaps(session: Session, gaps: tuple[Gap, ...], selection: Selection) -> None:
    """What is exported is not all there was where nobody could look."""
    since, until = selection.since, selection.until
    found = [
        gap for gap in gaps
        if (until is None or gap.since < until) and (since is None or gap.until is None or gap.until > since)
    ]  # fmt: skip
    if found:
        session.say(
            counted(
                "There is {n} gap in this time: what was said in it is missing.",
                "There are {n} gaps in this time: what was said in them is missing.",
                len(found),
            )
        )


@click.command(cls=Command, help=_("Remove all that an author wrote, for good, and keep nothing of them in future."))
@click.argument("author", metavar="SOURCE:AUTHOR")
@click.option("--yes", is_flag=True, help=_("Do not ask."))
@pass_session
def forget(session: Session, *, author: str, yes: bool) -> None:
    """Forget an author in the archive and in the cases."""
    source, _colon, name = (part.strip() for part in author.partition(":"))
    name = name.lstrip("@ ")
    if not source or not name:
        raise UsageError(
            _("This names no author."), author, _("Write SOURCE:AUTHOR, such as mastodon:jane@example.org.")
        )
    if not yes:
        _ask(source, name)
    failures: list[StoreError] = []
    for step in (_forget_mentions, _redact_cases):
        try:
            step(session, source, name)
        except StoreError as error:
            failures.append(error)
    for failure in failures[:-1]:
        session.say(str(failure))
    if failures:
        raise failures[-1]


def _forget_mentions(session: Session, source: str, name: str) -> None:
    with session.archive() as archive:
        gone: Forgotten = archive.forget(source, name)
    if gone.mentions:
        session.out(counted("{n} mention removed.", "{n} mentions removed.", gone.mentions))
    else:
        session.out(_("No mention by {author} was kept.", author=f"{source}:{name}"))
    if gone.reposts:
        session.out(counted("{n} repost by others removed.", "{n} reposts by others removed.", gone.reposts))
    if gone.alerts:
        session.out(counted("{n} alert no longer names them.", "{n} alerts no longer name them.", gone.alerts))
    session.out(_("What they write from now on is not kept."))


def _redact_cases(session: Session, source: str, name: str) -> None:
    if not (session.data / "cases").is_dir():
        return
    withheld = session.cases().redact_author(source, name, session.now(), session.actor)
    session.out(counted("{n} log entry withheld in the cases.", "{n} log entries withheld in the cases.", withheld))


def _ask(source: str, name: str) -> None:
    if not sys.stdin.isatty():
        raise UsageError(_("There is no terminal to ask on."), remedy=_("Add --yes if you are sure."))
    question = _("Remove everything by {author}, for good?", author=f"{source}:{name}")
    if not click.confirm(question, err=True):
        raise click.Abort


def _selection(
    session: Session,
    text: str,
    since: str | None,
    until: str | None,
    *,
    watch: str | None = None,
    limit: int | None = None,
    newest_first: bool = False,
) -> Selection:
    from cmwatch.archive import Selection
    from cmwatch.intake.query import Probe, parse

    # In the zone of the machine, for a day without an offset is a day there.
    now = session.now().astimezone()
    query = parse(text, now)
    starts = [at for at in (query.since(), _bound("since", since, now)) if at]
    ends = [at for at in (query.until(), _bound("until", until, now)) if at]
    return Selection(
        prefilter=query.prefilter(),
        since=max(starts, default=None),
        until=min(ends, default=None),
        watch=watch,
        newest_first=newest_first,
        limit=limit,
        predicate=(lambda item: query.matches(Probe.of(item))) if text.strip() else None,
    )


def _bound(name: str, value: str | None, now: datetime) -> datetime | None:
    """The time of an option, written as the operator of the same name takes it."""
    from cmwatch.intake.query import parse

    if value is None:
        return None
    bound = parse(f'{name}:"{value.replace(chr(34), "")}"', now)
    return bound.since() if name == "since" else bound.until()


@contextmanager
def _archive(session: Session) -> Iterator[Archive]:
    from cmwatch.archive.archive import FILE

    path = session.data / FILE
    if not path.is_file():
        raise UsageError(
            _("There is no archive yet."), str(path), _("Collect with 'cmwatch watch', or name one with --data.")
        )
    with session.archive() as archive:
        yield archive


def _plain_lines(session: Session) -> Callable[[Item], str]:
    """One line for a person, in the zone of the mention's watch."""
    from cmwatch.reading.tone.reasons import tone_name  # nothing of a mention is needed by --help

    zones = _zones(session)

    def show(item: Item) -> str:
        mention = item.mention
        at = mention.at.astimezone(next((zones[name] for name in item.watches if name in zones), None))
        author = f"@{mention.author}" if mention.author else _("unknown")
        text = " ".join(mention.text.split())
        return f"{at:%Y-%m-%d %H:%M:%S %z}  {mention.source}  {author}  {tone_name(item.tone)}  {text}\n"

    return show


def _zones(session: Session) -> dict[str, ZoneInfo]:
    """The zone of each configured watch; none where there is no configuration, or a wrong one: a search needs none."""
    try:
        return {watch.name: ZoneInfo(watch.zone) for watch in session.config().watches}
    except UsageError:
        return {}


def _printed(lines: Iterator[str]) -> int:
    """Write to standard output as UTF-8 whatever the locale, and count the lines."""
    stream = sys.stdout.buffer
    written = 0
    for text in lines:
        stream.write(text.encode())
        written += 1
    stream.flush()
    return written


@contextmanager
def _whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file that appears under its name only when it is complete, and replaces the one that was there."""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            try:
                yield file  # type: ignore[misc]
                file.flush()
                os.fsync(file.fileno())
                Path(file.name).replace(path)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(
            _("The file cannot be written: {reason}.", reason=reason), str(path), _("Name another file with --out.")
        ) from error
