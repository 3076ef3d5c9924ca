"""The casebook: every incident and its log, and every act that writes one."""

import secrets
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from cmwatch.errors import StoreError, UsageError
from cmwatch.intake.normalise import clean
from cmwatch.model import Item, Severity
from cmwatch.model.case import (
    Case,
    CaseSummary,
    Change,
    Declaration,
    Draft,
    Entry,
    Links,
    Redaction,
    Role,
    Status,
    Verdict,
)
from cmwatch.response import captures, declaring, hats, lifecycle, redaction, shelfmarks
from cmwatch.response.casefile import FILE, CaseFile
from cmwatch.response.folder import TEMPORARY, exclusive, settle, unwritable
from cmwatch.response.unfold import summary
from cmwatch.response.verify import verdict
from cmwatch.words import _

LOCK = ".lock"
"""Held while a number is given."""

AHEAD = timedelta(minutes=5)
"""How far in the future something may have happened: clocks differ, foresight is no fact."""


class CaseBook:
    """The folder of the cases. Several processes may write at once; each act is whole, locked, and on the disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._seen: dict[Path, tuple[tuple[int, int, int], CaseSummary]] = {}

    def declare(self, declaration: Declaration, actor: str, at: datetime) -> Case:
        """Open an incident under the next number of the year. Whoever declares wears the first hats."""
        known = declaring.about(declaration, at)
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(self.folder, error) from error
        with exclusive(self.folder / LOCK):
            case_id = shelfmarks.next_id(self.folder, at.astimezone(ZoneInfo(declaration.zone)).year)
            # Built aside and renamed, so that a crash leaves a whole case or none.
            aside = self.folder / f"{shelfmarks.NEW}{secrets.token_hex(4)}"
            folder = self.folder / shelfmarks.folder_name(case_id, known["title"])
            try:
                aside.mkdir(mode=0o700)
                with CaseFile(aside).begin(case_id, known) as pen:
                    declaring.begin(pen, declaration, known, actor, at)
                aside.rename(folder)
                settle(self.folder)
            except OSError as error:
                raise unwritable(folder, error) from error
        return CaseFile(folder).case()

    def all(self) -> tuple[CaseSummary, ...]:
        """Every incident that can be read, the newest first. `damaged` tells the others."""
        return tuple(reversed([found for found in self._summaries().values() if isinstance(found, CaseSummary)]))

    def damaged(self) -> tuple[Verdict, ...]:
        """The cases that cannot be read at all."""
        return tuple(
            verdict(case_id, shelfmarks.numbered(self.folder)[case_id])
            for case_id, found in self._summaries().items()
            if found is None
        )

    def load(self, case_id: str) -> Case:
        """The incident as it is on the disk; raises UsageError if there is none, StoreError if it is damaged."""
        return self._file(case_id).case()

    def append(self, case_id: str, draft: Draft, actor: str, at: datetime) -> Entry:
        """Write an entry; it is on the disk when this returns. Raises UsageError for one that makes no sense."""
        with self._file(case_id).pen() as pen:
            lifecycle.check_entry(pen.case, draft)
            _check(pen.case, draft, at)
            return pen.write(draft, actor, at)

    def correct(self, case_id: str, seq: int, text: str, actor: str, at: datetime) -> Entry:
        """Write a correction, which strikes the entry `seq` through. Nothing is edited."""
        return self.append(case_id, Draft("correction", text, links=Links(supersedes=seq)), actor, at)

    def set_status(self, case_id: str, status: Status, actor: str, at: datetime, note: str = "") -> Entry:
        """Move the incident on; raises UsageError for an illegal move, ReasonNeededError for an unexplained one."""
        with self._file(case_id).pen() as pen:
            after = lifecycle.check_move(pen.case, status, note)
            change = Change("status", after, pen.case.status)
            return pen.write(Draft("status", note), actor, at, changes=(change,))

    def set_severity(self, case_id: str, severity: Severity, actor: str, at: datetime, reason: str = "") -> Entry:
        """Declare another level. Raising it needs no reason, for in doubt the higher level holds; lowering it does."""
        with self._file(case_id).pen() as pen:
            lifecycle.check_active(pen.case)
            if severity not in (1, 2, 3, 4) or severity == pen.case.severity:
                raise UsageError(_("The level must be another one of 1, 2, 3 and 4."), f"#{pen.case.id}")
            if severity > pen.case.severity and not reason.strip():
                raise lifecycle.ReasonNeededError(
                    _("Lowering the level is explained."), f"#{pen.case.id}", _("Give a reason.")
                )
            change = Change("severity", str(severity), str(pen.case.severity))
            return pen.write(Draft("severity", reason), actor, at, changes=(change,))

    def assign(self, case_id: str, role: Role, person: str, actor: str, at: datetime, *, note: str = "") -> Entry:
        """Give a hat to a person (no name takes it off). One lead at a time; one person may wear every hat."""
        with self._file(case_id).pen() as pen:
            lifecycle.check_active(pen.case)
            known = hats.check(pen.case.roles, role, person.strip())
            before = None if known in hats.SHARED else next((who for r, who in pen.case.roles if r == known), None)
            change = Change("role", person.strip(), before, known)
            return pen.write(Draft("assign", note), actor, at, changes=(change,))

    def keep(self, case_id: str, item: Item, actor: str, at: datetime) -> Entry:
        """Copy a mention word for word beside the case, and write the entry that vouches for the copy."""
        with self._file(case_id).pen() as pen:
            lifecycle.check_entry(pen.case, Draft("evidence"))
            evidence = captures.keep(Path(pen.case.folder), len(pen.case.entries) + 1, item, at)
            subject = " ".join(filter(None, (item.mention.source, item.mention.author and f"@{item.mention.author}")))
            draft = Draft("evidence", item.mention.text, subject, evidence=(evidence,))
            return pen.write(draft, actor, at)

    def redact(self, case_id: str, what: Redaction, actor: str, at: datetime) -> Entry:
        """Withhold the content of one entry, and delete its captures; the chain still verifies."""
        return redaction.redact(self._file(case_id), what, actor, at)

    def redact_author(self, source: str, author: str, at: datetime, actor: str) -> int:
        """Withhold whatever shows this author, in every case; how many entries.

        Raises StoreError at the end, naming the cases where it could not be done.
        """
        count, failed = 0, []
        for case_id, folder in shelfmarks.numbered(self.folder).items():
            try:
                count += redaction.redact_author(CaseFile(folder), source, author, actor, at)
            except StoreError:
                failed.append(case_id)
        if failed:
            raise StoreError(
                _("The author may still be in damaged cases: {cases}.", cases=", ".join(failed)),
                str(self.folder),
                _("Restore or remove these cases, then forget the author again."),
            )
        return count

    def verify(self, case_id: str | None = None, noted: str | None = None) -> tuple[Verdict, ...]:
        """Verify one case or all; `noted` is a head hash written down elsewhere (its beginning is enough)."""
        wanted = [shelfmarks.find(self.folder, case_id)] if case_id else shelfmarks.numbered(self.folder).items()
        return tuple(verdict(found, folder, noted) for found, folder in wanted)

    def absent(self) -> tuple[str, ...]:
        """Numbers that were given and whose folder is gone."""
        return shelfmarks.absent(self.folder)

    def leftovers(self) -> tuple[str, ...]:
        """Files and folders of writes that never finished. They are reported, and never used."""
        if not self.folder.is_dir():
            return ()
        found = [*self.folder.glob(f"{shelfmarks.NEW}*"), *self.folder.rglob(f"*{TEMPORARY}")]
        found += [path for path in shelfmarks.numbered(self.folder).values() if not (path / FILE).exists()]
        return tuple(str(path) for path in sorted(set(found)))

    def _file(self, case_id: str) -> CaseFile:
        return CaseFile(shelfmarks.find(self.folder, case_id)[1])

    def _summaries(self) -> dict[str, CaseSummary | None]:
        """By id, in order; None for a case that cannot be read. Only files that changed are read again."""
        found: dict[str, CaseSummary | None] = {}
        for case_id, folder in shelfmarks.numbered(self.folder).items():
            try:
                state = (folder / FILE).stat()
                mark = (state.st_ino, state.st_mtime_ns, state.st_size)
                seen = self._seen.get(folder)
                if seen is None or seen[0] != mark:
                    self._seen[folder] = seen = (mark, summary(CaseFile(folder).case()))
                found[case_id] = seen[1]
            except (StoreError, OSError):
                found[case_id] = None
        return found


def _check(case: Case, draft: Draft, at: datetime) -> None:
    """Raises UsageError for an entry that has not happened yet, says nothing, or corrects what cannot be corrected."""
    if draft.occurred_at is not None and draft.occurred_at > at + AHEAD:
        raise UsageError(_("This has not happened yet."), f"#{case.id}", _("Give a time that is past."))
    said = clean(draft.text) or clean(draft.subject) or draft.evidence or draft.metrics
    if not said and not (draft.action and draft.action.of):
        raise UsageError(_("There is nothing to write."), f"#{case.id}", _("Say what happened."))
    for seq in (draft.links.supersedes, draft.action.of if draft.action else None):
        if seq is not None and not 1 <= seq <= len(case.entries):
            raise UsageError(_("There is no entry {seq}.", seq=seq), f"#{case.id}")
    if draft.links.supersedes is not None:
        _check_corrects(case, case.entries[draft.links.supersedes - 1])
    if draft.action and draft.action.of is not None and draft.action.of not in {a.seq for a in case.actions}:
        raise UsageError(_("Entry {seq} is not an action.", seq=draft.action.of), f"#{case.id}")


def _check_corrects(case: Case, target: Entry) -> None:
    if target.changes or target.redacts:
        raise UsageError(
            _("Entry {seq} changed the state of the incident.", seq=target.seq),
            f"#{case.id}",
            _("Change the state again, with a reason."),
        )
    if target.seq in case.superseded or target.withheld:
        raise UsageError(_("Entry {seq} is no longer in force.", seq=target.seq), f"#{case.id}")
