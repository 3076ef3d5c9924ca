"""`cmwatch backtest`: what each sensitivity would have cost and found on a recording."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from shutil import get_terminal_size
from time import monotonic
from typing import TYPE_CHECKING

import click
import msgspec

from cmwatch.cli.shared import Command, Session, pass_session
from cmwatch.errors import UsageError
from cmwatch.words import _, counted, percent, whole

if TYPE_CHECKING:
    from cmwatch.alarm.backtest.labels import Label
    from cmwatch.model import Watch
    from cmwatch.monitor.rehearsal import Rehearsal

PROGRESS_SECONDS = {True: 1.0, False: 10.0}
"""Between two lines of progress, on a terminal and elsewhere."""

PICTURES = (".svg", ".png")

NAMED = 8
"""Watches named in an error."""


@click.command(cls=Command, help=_("Say what each sensitivity would have cost and found on recorded mentions."))
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
@click.option("--labels", "labels_file", metavar="FILE", type=click.Path(path_type=Path),
              help=_("What happened: crises with their times (else the past incidents of --data)."))  # fmt: skip
@click.option("--watch", "only", metavar="NAME", help=_("Only this watch."))
@click.option("--picture", metavar="FILE", type=click.Path(path_type=Path),
              help=_("Also draw it into a file: .svg or .png."))  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help=_("One JSON object per line instead of the table."))
@pass_session
def backtest(
    session: Session,
    *,
    files: tuple[str, ...],
    labels_file: Path | None,
    only: str | None,
    picture: Path | None,
    as_json: bool,
) -> None:
    """A recording past all three sensitivities, judged by labels."""
    from cmwatch import assembly  # the pipeline is not needed by --help

    config = session.config() if session.names_a_config else None
    _must_be_writable(picture)
    for file in files:
        if file != "-" and not Path(file).exists():
            raise UsageError(_("There is no such file."), file, _("Check the name; '-' reads standard input."))
    if config and only and only not in (names := [watch.name for watch in config.watches]):
        raise _no_watch(only, names)
    labels = _labels(session, labels_file, files)
    run = assembly.backtest(files, config, only, labels)
    _play(session, run)
    _must_have_mentions(run, files, only)
    for report in run.unreadable:
        where = f"{report.file}:{report.line}" if report.line else report.file
        session.say(f"{where}: {report.reason}")
    if more := run.count.unreadable - len(run.unreadable):
        session.say(f"…: {counted('{n} more', '{n} more', more)}")
    _answer(session, run, labels, files, picture, as_json=as_json)


def _answer(
    session: Session,
    run: Rehearsal,
    labels: tuple[Label, ...],
    files: tuple[str, ...],
    picture: Path | None,
    *,
    as_json: bool,
) -> None:
    from cmwatch.alarm.backtest.verdict import sheets, verdict
    from cmwatch.cli.backtest_told import drawing, objects, told

    judged = verdict({key: journal.alarms for key, journal in run.journals.items()}, labels, run.spans)
    for label in judged.left_out:
        # Of standard input nobody knows which of the named recordings it is.
        if label.stream is None or "-" not in files:
            session.say(_not_judged(label, [span.watch for span in run.spans]))
    drawn = sheets(judged, run.surveys.values())
    if as_json:
        for one in objects(judged, run.count):
            session.out(msgspec.json.encode(one).decode())
    else:
        session.out("\n".join(told(judged, run.count, drawn, _width())))
    if picture:
        _write(picture, drawing(judged, run.count, drawn, picture.suffix.lower()))
        session.say(_("Picture: {path}", path=picture))


def _not_judged(label: Label, watches: list[Watch]) -> str:
    if any(label.concerns(watch) for watch in watches):
        return _("Label {label} is not judged: its time is not in the recording.", label=label.name)
    names = ", ".join(watch.name for watch in watches[:NAMED])
    return _("Label {label} is not judged: no watch is about {brand}, only about {names}.",
             label=label.name, brand=label.brand, names=names)  # fmt: skip


def _labels(session: Session, file: Path | None, files: tuple[str, ...]) -> tuple[Label, ...]:
    """From the file; else the past incidents of a data folder that was named; else none."""
    from cmwatch.alarm.backtest.labels import of_recordings, read_labels

    if file is None:
        if session.data_folder is None:
            return ()
        from cmwatch.cli.past import past_incidents  # the case files are needed only here

        found = past_incidents(session.cases())
        session.say(counted("Labels: {n} past incident.", "Labels: {n} past incidents.", len(found)))
        return found
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UsageError(_("The labels cannot be read."), str(file), error.strerror or "") from None
    every = read_labels(content, str(file))
    mine = of_recordings(every, files)
    if every and not mine:
        streams = ", ".join(sorted({label.stream for label in every if label.stream}))
        session.say(_("No label belongs to these recordings: {file} is about {streams}.", file=file, streams=streams))
    return mine


def _play(session: Session, run: Rehearsal) -> None:
    """Play the recording, with progress on standard error."""
    every, told_at = PROGRESS_SECONDS[sys.stderr.isatty()], monotonic()
    for progress in run.run():
        if monotonic() - told_at >= every:
            told_at = monotonic()
            mentions = whole(run.count.mentions)
            session.say(
                _("{n} mentions", n=mentions)
                if progress is None
                else _("{share} read, {n} mentions", share=percent(progress), n=mentions)
            )


def _must_have_mentions(run: Rehearsal, files: tuple[str, ...], only: str | None) -> None:
    if only is not None and only not in run.names:
        raise _no_watch(only, run.names)
    if run.spans:
        return
    for report in run.unreadable[:3]:
        click.echo(f"{report.file}:{report.line}: {report.reason}", err=True)
    raise UsageError(
        _("There is no mention to judge by."),
        ", ".join(files),
        _("{unreadable} lines unreadable, {unmatched} matched no watch.",
          unreadable=whole(run.count.unreadable), unmatched=whole(run.count.unmatched)),
    )  # fmt: skip


def _no_watch(only: str, names: list[str]) -> UsageError:
    more = ", …" if len(names) > NAMED else ""
    return UsageError(
        _("There is no such watch."), only, _("The recording has: {names}", names=", ".join(names[:NAMED]) + more)
    )


def _must_be_writable(picture: Path | None) -> None:
    """Find out before the work, not after it."""
    if picture is None:
        return
    if picture.suffix.lower() not in PICTURES:
        raise UsageError(_("A picture is an .svg or a .png."), str(picture), _("Give it one of these endings."))
    folder = picture.parent
    target = picture if picture.exists() else folder
    if picture.is_dir() or not folder.is_dir() or not os.access(target, os.W_OK):
        raise UsageError(_("The picture cannot be written there."), str(picture), _("Choose another folder."))


def _write(picture: Path, content: bytes) -> None:
    try:
        picture.write_bytes(content)
    except OSError as error:
        raise UsageError(_("The picture cannot be written there."), str(picture), error.strerror or "") from None


def _width() -> int:
    """Columns of the terminal (COLUMNS counts); eighty where there is none."""
    return max(40, get_terminal_size().columns)
