"""The right to be forgotten, in a log that cannot be edited."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from cmwatch.errors import StoreError, UsageError
from cmwatch.model import Item
from cmwatch.model.case import Case, Comms, Declaration, Draft, Redaction
from cmwatch.response.casebook import CaseBook

WHY = Redaction(2, "nommait un client", "RGPD, article 17")


def _bytes(book: CaseBook) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(book.folder.rglob("*")) if path.is_file())


def test_withheld_content_is_gone_and_the_chain_still_verifies(book: CaseBook, case: Case, at: datetime) -> None:
    """What stays: who, when, which kind, the hashes, and why it was withheld."""
    book.append(case.id, Draft("note", "M. Dupont est furieux", subject="Dupont", tags=("dupont",)), "Ana", at)
    before = book.load(case.id).entries[1]
    book.redact(case.id, WHY, "Ana", at)
    after = book.load(case.id)
    assert b"upont" not in _bytes(book)
    assert (after.entries[1].withheld, after.entries[1].text, after.entries[1].hash) == (True, "", before.hash)
    assert after.entries[2].redacts == WHY
    (verdict,) = book.verify()
    assert (verdict.ok, verdict.withheld) == (True, 1)
    book.append(case.id, Draft("note", "la suite"), "Ana", at)
    assert book.verify()[0].ok


def test_withheld_content_cannot_be_guessed_from_its_hash(book: CaseBook, at: datetime) -> None:
    """The same words in two cases leave different hashes."""
    for title in ("un", "deux"):
        case = book.declare(Declaration(title, 3), "Ana", at)
        book.append(case.id, Draft("note", "oui"), "Ana", at)
    files = [path.read_text(encoding="utf-8") for path in book.folder.rglob("case.json")]
    hashes = [line for text in files for line in text.splitlines() if '"content_hash"' in line]
    assert len(hashes) == len(set(hashes)) == 4


@pytest.mark.parametrize(
    "what", [Redaction(9, "x", "y"), Redaction(2, "", "y"), Redaction(2, "x", " "), Redaction(3, "x", "y")]
)
def test_a_redaction_names_an_entry_a_reason_and_a_ground(
    book: CaseBook, case: Case, at: datetime, what: Redaction
) -> None:
    """And a redaction itself is never redacted."""
    book.append(case.id, Draft("note", "x"), "Ana", at)
    book.append(case.id, Draft("note", "y"), "Ana", at)
    book.redact(case.id, Redaction(3, "x", "y"), "Ana", at)
    with pytest.raises(UsageError):
        book.redact(case.id, what, "Ana", at)
    assert book.verify()[0].ok


def test_a_change_of_state_survives_its_redaction(book: CaseBook, case: Case, at: datetime) -> None:
    """The words of a reason may go; that the incident was closed may not."""
    book.set_status(case.id, "closed", "Ana", at, "M. Dupont s'est calmé")
    book.redact(case.id, WHY, "Ana", at)
    assert book.load(case.id).status == "closed"
    assert book.verify()[0].ok


def test_forgetting_an_author_empties_every_case_of_them(
    book: CaseBook, case: Case, at: datetime, mention: Callable[..., Item]
) -> None:
    """Captures, replies that address them, notes that name their handle; other people's entries stay."""
    other = book.declare(Declaration("Autre", 3), "Ana", at)
    book.keep(case.id, mention(), "Ana", at)
    book.keep(case.id, mention("Moi ça va", id="112", author="marc"), "Ana", at)
    book.append(case.id, Draft("reply", "Bonjour @lea_r, merci", comms=Comms("mastodon", "0" * 64)), "Ana", at)
    book.append(case.id, Draft("note", "Lea_R insiste"), "Ana", at)
    book.append(case.id, Draft("note", "lea_rose n'est pas elle"), "Ana", at)
    book.append(other.id, Draft("note", "vu avec @lea_r"), "Ana", at)
    assert book.redact_author("mastodon", "lea_r", at, "Ana") == 4
    left = _bytes(book).lower()
    assert b"lea_rose" in left
    assert b"lea_r" not in left.replace(b"lea_rose", b"")
    assert b"honte" not in left
    assert b"moi \xc3\xa7a va" in left
    assert all(verdict.ok for verdict in book.verify())
    assert book.redact_author("mastodon", "lea_r", at, "Ana") == 0


def test_a_handle_that_is_a_word_is_only_found_with_its_sign(book: CaseBook, case: Case, at: datetime) -> None:
    """Forgetting @marc does not empty every note about Marc from support."""
    book.append(case.id, Draft("note", "Marc du SAV a appelé"), "Ana", at)
    book.append(case.id, Draft("note", "répondu à @marc"), "Ana", at)
    assert book.redact_author("mastodon", "marc", at, "Ana") == 1
    assert not book.load(case.id).entries[1].withheld


def test_what_a_crash_left_of_an_author_goes_too(
    book: CaseBook, case: Case, at: datetime, mention: Callable[..., Item]
) -> None:
    """A capture that no entry names yet, and an unfinished file."""
    book.keep(case.id, mention(), "Ana", at)
    captures = Path(case.folder) / "captures"
    (capture,) = captures.iterdir()
    (captures / "0009-0123456789ab.json").write_bytes(capture.read_bytes())
    (Path(case.folder) / "case.json.1-2.tmp").write_text("lea_r", encoding="utf-8")
    book.redact_author("mastodon", "lea_r", at, "Ana")
    assert b"lea_r" not in _bytes(book)
    assert list(captures.iterdir()) == []


def test_a_damaged_case_is_named_and_the_others_are_emptied(book: CaseBook, case: Case, at: datetime) -> None:
    """The person must know where the author may still be."""
    other = book.declare(Declaration("Autre", 3), "Ana", at)
    book.append(other.id, Draft("note", "@lea_r"), "Ana", at)
    (Path(case.folder) / "case.json").write_text("{", encoding="utf-8")
    with pytest.raises(StoreError, match="2026-0001"):
        book.redact_author("mastodon", "lea_r", at, "Ana")
    assert book.load(other.id).entries[1].withheld
