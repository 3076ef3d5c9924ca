"""Watched folders as a network: what they can do, and their source from its options."""

import io
from datetime import datetime

from cmwatch.config.networks.folder import FolderConfig, TableConfig
from cmwatch.intake.folder.exports import Export, kind_by_content, look_through, read_export
from cmwatch.intake.folder.source import WatchedFolder
from cmwatch.intake.network import Capabilities, Network, Outside, Saved
from cmwatch.intake.wire.answer import Answer
from cmwatch.ports import Source
from cmwatch.words import _


def build(config: FolderConfig, outside: Outside) -> Source:
    """The folder."""
    return WatchedFolder(config, outside.clock)


def parse(saved: Saved, answer: Answer, file: str, at: datetime) -> None:
    """The mentions of an e-mail, an mbox, or a table whose columns are called as the fields of a recording."""
    _digest, encoding = look_through(io.BytesIO(answer.body))
    export = Export(file, kind_by_content(answer.body), TableConfig(), encoding, at)
    for portion in read_export(io.BytesIO(answer.body), export, at):
        saved.mentions += portion.mentions
        saved.notes += portion.notes


FOLDER = Network(
    "folder",
    Capabilities(
        reach="yes",
        limits=lambda: _("the first MiB of an e-mail; lines of a million characters"),
        blind=lambda: (
            _("It knows what was exported, as late as it was exported; attachments and subfolders are not read."),
        ),
    ),
    build,
    parse,
)
