"""An entry of the log in lines: when, what kind, what it says, who under which hat. Corrections strike through."""

from datetime import timedelta

from rich.cells import cell_len

from cmwatch.desk.clock import Clock
from cmwatch.desk.ink import Line, column, wrap
from cmwatch.model.case import Case, Entry
from cmwatch.response.telling import kind_label, role_label, told
from cmwatch.words import _, counted

KIND_WIDTH = 12
LATE = timedelta(minutes=2)
"""An entry written later than this after the fact says so."""


def said(entry: Entry) -> str:
    """What an entry says, and what hangs on it: the text of ours it stands for, the captures."""
    parts = [told(entry)]
    if entry.comms:
        parts.append(_("[{network}, text {hash}]", network=entry.comms.network, hash=entry.comms.text_hash[:8]))
    if entry.evidence:
        parts.append(counted("[{n} capture]", "[{n} captures]", len(entry.evidence)))
    return " · ".join(part for part in parts if part)


def signature(entry: Entry) -> str:
    """Who wrote it, as what; rules sign with their name."""
    who = entry.actor if entry.source == "human" else entry.source
    return f"{who} ({role_label(entry.hat)})" if entry.hat and entry.source == "human" else who


def entry_lines(entry: Entry, case: Case, clock: Clock, width: int) -> tuple[Line, ...]:
    """The entry, its text wrapped beside its time and kind."""
    struck = entry.seq in case.superseded
    ink = "struck" if struck else "faint" if entry.withheld else "text"
    when = clock.stamp(entry.occurred_at)
    stamp = column(when, max(10, len(when)))
    kind = column(kind_label(entry.kind), KIND_WIDTH)
    room = max(12, width - len(stamp) - KIND_WIDTH - 3)
    late = entry.recorded_at - entry.occurred_at > LATE
    who = signature(entry) + (" " + _("written {time}", time=clock.time(entry.recorded_at)) if late else "")
    body = wrap(said(entry) or "—", room)
    first: Line = ((stamp + " ", "dim"), (kind + " ", "accent" if not struck else "struck"), (" ", "text"))
    margin: Line = ((" " * (len(stamp) + KIND_WIDTH + 3), "text"),)
    lines: list[Line] = [(*(first if n == 0 else margin), (text, ink)) for n, text in enumerate(body)]
    if cell_len(body[-1]) + cell_len(who) + 2 <= room:
        lines[-1] = (*lines[-1], ("  " + who, "faint"))
    else:
        lines.append((*margin, (who, "faint")))
    return tuple(lines)


def entry_text(entry: Entry, clock: Clock) -> str:
    """The entry in full, for a reader who wants to check it."""
    lines = [
        f"{kind_label(entry.kind)} · {signature(entry)}",
        _("happened {time}", time=clock.exact(entry.occurred_at)),
        _("written {time}", time=clock.exact(entry.recorded_at)),
        "",
        said(entry) or "—",
        "",
    ]
    for proof in entry.evidence:
        lines.append(_("capture {file}, SHA-256 {hash}", file=proof.capture, hash=proof.sha256))
        lines.append(proof.url or proof.key)
    lines.append(_("hash {hash}", hash=entry.hash))
    return "\n".join(lines)
