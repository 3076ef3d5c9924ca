"""Files of recorded mentions as a network: what they can do, and their source from its options."""

from datetime import datetime

from cmwatch.config.networks.jsonl import JsonlConfig
from cmwatch.intake.files.follow import FollowedFile
from cmwatch.intake.files.lines import Lines, read_lines
from cmwatch.intake.files.recorded import RecordedFile
from cmwatch.intake.network import Capabilities, Network, Outside, Saved
from cmwatch.intake.wire.answer import Answer
from cmwatch.ports import Source
from cmwatch.words import _


def build(config: JsonlConfig, _outside: Outside) -> Source:
    """A file that is followed, or read once."""
    return FollowedFile(config.name, config.path) if config.follow else RecordedFile(config.name, config.path)


def parse(saved: Saved, answer: Answer, file: str, _at: datetime) -> None:
    """The mentions of its lines."""
    lines = Lines()
    read = read_lines([*lines.feed(answer.body), lines.rest()], file, 1)
    saved.mentions += read.mentions
    saved.notes += read.unreadable


FILES = Network(
    "jsonl",
    Capabilities(
        stream="yes",
        reach="yes",
        limits=lambda: _("none"),
        blind=lambda: (_("A file gives what is written into it; who writes it decides what is seen."),),
    ),
    build,
    parse,
    is_public=False,
)
